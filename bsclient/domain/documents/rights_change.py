"""Change of the rights of the organisation's users at the bank: roles, exceptions, limits, signatures, substitutes.

Who may sign at all stands on the card of signatures (`signature_card_change`, Instruction 204-И); this document says what
those and other users may do. What a row says replaces what there was about the same: the same person, documents, account.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from bsclient.domain.document import Document
from bsclient.domain.documents import registry
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import account, choice, currency, day, doc_number, flag, money, person, rows, text
from bsclient.domain.rights.changing import ALL_ACTIONS, ALL_DOCUMENTS, FAMILY_WORDS
from bsclient.domain.rules import common, rights

_CODE: Final = "rights_change"
_DEEDS: Final = {"set": "Set", "remove": "Remove"}
_VERDICTS: Final = {"allow": "Allow", "refuse": "Forbid"}
_ACTIONS: Final = {
    ALL_ACTIONS: "All actions", "view": "View", "create": "Create", "edit": "Edit documents", "delete": "Delete",
    "import": "Take from files", "export": "Save to files", "print": "Print", "sign1": "Sign first",
    "sign2": "Sign second", "approve": "Approve (visa)", "send": "Send", "recall": "Recall", "letters": "Write letters",
    "payees": "Change payees", "templates": "Change templates", "admin": "Manage users and rights",
}  # fmt: skip
_PLACES: Final = {"sign1": "First signature", "sign2": "Second signature", "approve": "Approver's visa"}
_WHOSE: Final = {"client": "The whole organisation", "user": "One user"}
_OTHERS: Final = sorted(code for code in registry if code != _CODE)
_SCOPES: Final = (
    {ALL_DOCUMENTS: "All documents"}
    | FAMILY_WORDS
    | {code: registry[code].title for code in _OTHERS if registry[code].flow is Flow.OUT}
    | {_CODE: "Change of rights"}
)
_SCHEME: Final = r"\([0-9]{1,3}\)(?:\|\|\([0-9]{1,3}\))*"
_SCHEME_HINT: Final = "Digits count first, second signatures and visas: (11) both signatures, (111) with a visa, (10)||(01) any one."


class RoleRow(Document):
    """What a user is for, beside his place on the card of signatures."""

    name: str = person("User", directory="users")
    operator: str = flag("Prepares documents")
    viewer: str = flag("Views only")
    administrator: str = flag("Administers rights")


class GrantRow(Document):
    """An exception from a user's roles."""

    deed: str = choice("What to do", tuple(_DEEDS), words=_DEEDS, default="set")
    name: str = person("User", directory="users")
    verdict: str = choice("Verdict", tuple(_VERDICTS), words=_VERDICTS, when=("deed", "set"))
    action: str = choice("Action", tuple(_ACTIONS), words=_ACTIONS, default=ALL_ACTIONS)
    scope: str = choice("Documents", tuple(_SCOPES), words=_SCOPES, default=ALL_DOCUMENTS)
    account: str = account("Account", required=False, directory="own_accounts", hint="Empty: every account.")


class LimitRow(Document):
    """The most that may be spent in a document and in a day."""

    deed: str = choice("What to do", tuple(_DEEDS), words=_DEEDS, default="set")
    whose: str = choice("Whose limit", tuple(_WHOSE), words=_WHOSE, default="client")
    name: str = person("User", directory="users", when=("whose", "user"))
    scope: str = choice("Documents", tuple(_SCOPES), words=_SCOPES, default=ALL_DOCUMENTS)
    account: str = account("Account", required=False, directory="own_accounts", hint="Empty: every account.")
    currency: str = currency("Currency", default="RUB")
    per_document: Decimal | None = money("Per document", when=("deed", "set"), required=False)
    per_day: Decimal | None = money("Per day", when=("deed", "set"), required=False)


class SchemeRow(Document):
    """Which signatures documents need."""

    deed: str = choice("What to do", tuple(_DEEDS), words=_DEEDS, default="set")
    scope: str = choice("Documents", tuple(_SCOPES), words=_SCOPES, default=ALL_DOCUMENTS)
    account: str = account("Account", required=False, directory="own_accounts", hint="Empty: every account.")
    above: Decimal | None = money("Above", required=False, hint="Empty: whatever the amount.")
    currency: str = currency("Currency", default="RUB")
    scheme: str = text(
        "Scheme",
        longest=60,
        pattern=_SCHEME,
        form_code="scheme_form",
        hint=_SCHEME_HINT,
        when=("deed", "set"),
    )
    four_eyes: str = flag("Another than its maker must sign", when=("deed", "set"))


class SubstituteRow(Document):
    """Who signs in whose place, and on which days."""

    deed: str = choice("What to do", tuple(_DEEDS), words=_DEEDS, default="set")
    name: str = person("Substitute", directory="users")
    absent: str = person("In place of", directory="users")
    right: str = choice("Signature", tuple(_PLACES), words=_PLACES)
    starts: dt.date = day("From")
    ends: dt.date = day("To")


class RightsChange(
    Document,
    code=_CODE,
    title="Change of rights",
    family=Family.REQUESTS,
    schemed=True,
    templates=False,
    listing=Listing(purpose="basis"),
    groups={
        "basis": "Basis", "roles": "Roles", "grants": "Exceptions", "limits": "Limits",
        "schemes": "Signatures", "substitutes": "Substitutes",
    },
    rules=(common.term(), rights.changes()),
):  # fmt: skip
    """Changes what users may do; two of them sign it where there are two who can, and the bank carries it out at once."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    basis: str = text("Basis", longest=210, required=False, group="basis", listed=True)
    general_scheme: str = text(
        "General scheme of signatures", longest=60, pattern=_SCHEME, form_code="scheme_form", required=False,
        group="basis", hint=_SCHEME_HINT,
    )  # fmt: skip
    roles: tuple[RoleRow, ...] = rows("Roles", RoleRow, longest=50, group="roles")
    grants: tuple[GrantRow, ...] = rows("Exceptions", GrantRow, longest=200, group="grants")
    limits: tuple[LimitRow, ...] = rows("Limits", LimitRow, longest=100, group="limits")
    schemes: tuple[SchemeRow, ...] = rows("Signatures", SchemeRow, longest=100, group="schemes")
    substitutes: tuple[SubstituteRow, ...] = rows(
        "Substitutes", SubstituteRow, longest=50, group="substitutes"
    )
