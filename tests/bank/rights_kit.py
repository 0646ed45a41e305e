"""A client with one user of each role, for tests of rights: documents by whom, sent by whom, signed by whom."""

import bank_core_kit as kit

from bsclient.domain.documents import registry

ROLES = ("first", "second", "approver", "operator", "viewer", "administrator")
GROUPS = {"first": 1, "second": 2, "approver": 3}
NAMES = {
    "first": "Первова Анна Сергеевна", "second": "Второв Борис Олегович", "approver": "Визин Виктор Ильич",
    "operator": "Вводов Иван Петрович", "viewer": "Зрителев Захар Львович", "administrator": "Правова Алла Юрьевна",
}  # fmt: skip


class Firm(kit.Company):
    """A client with one user of each role and no other; `by`, `signers` and the sender are said for each document."""

    def __init__(self, town, name="firm", body="770300003", scheme="(11)"):
        super().__init__(town, name, body, scheme, [GROUPS.get(role, 0) for role in ROLES])
        self.of = dict(zip(ROLES, self.people, strict=True))
        self.open_account(kit.account_number(town.bank.bic, 3001), 1_000_000_00)
        self.open_account(kit.account_number(town.bank.bic, 3002), 1_000_000_00)
        for role in ROLES:
            town.change("UPDATE user_ SET name = :name WHERE id = :of", name=NAMES[role], of=self.user(role))
        plain = ("operator", "viewer", "administrator")
        self.change(roles=[{"name": NAMES[role], **{each: each == role for each in plain}} for role in ROLES])

    def change(self, **parts):
        """Change the rights as the bank's operators do; flags as booleans."""
        rows = {
            name: [{key: _text(value) for key, value in row.items()} for row in found]
            if isinstance(found, list)
            else found
            for name, found in parts.items()
        }
        self.town.bank.change_rights(self.id, rows)

    def put(
        self, kind="payment_order", by="operator", sender="operator", signers=("first", "second"), **fields
    ):
        """Hand in a document and return (state, code)."""
        if kind == "payment_order":
            signed = self.signed(self.order(**fields), by=self.user(by))
        else:
            declared = registry[kind]
            raw = {**declared.blank(), "number": str(self.town.number()), "date": self.town.today.isoformat()}
            signed = self.signed(raw | fields, declared, by=self.user(by))
        incoming = self.incoming(signed, [self.of[role] for role in signers])
        self.send(kit.Incoming(self.id, self.user(sender), incoming.envelope))
        return self.town.state(signed.id)

    def user(self, role):
        return self.of[role].user_id if role else ""


def _text(value):
    if isinstance(value, bool):
        return "1" if value else ""
    return value


def limit(**changes):
    """A row that sets a limit of the whole organisation."""
    row = {"deed": "set", "whose": "client", "name": "", "scope": "all", "account": "", "currency": "RUB"}
    return row | {"per_document": "", "per_day": ""} | changes


def rule(scheme, **changes):
    """A row that sets a rule of signatures."""
    row = {"deed": "set", "scope": "all", "account": "", "above": "", "currency": "RUB", "scheme": scheme}
    return row | {"four_eyes": False} | changes
