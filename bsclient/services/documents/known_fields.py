"""What a new document can know by the names of its fields: whose it is, from which account, at which bank.

A field belongs to the organisation when its name is a part (`payer`, `applicant`, `client` …) and one of the ends below. Where
such a part means the other side (the payer of a payment demand), the declaration names its own: `ours = ("payee",)`.
"""

from __future__ import annotations

from bsclient.domain import currencies, normalise
from bsclient.domain.document import Document
from bsclient.domain.kinds import KindName
from bsclient.services.profiles import Profile
from bsclient.storage.rows.statements import AccountRow


def known(kind: type[Document], profile: Profile, own: list[AccountRow], wanted: str) -> dict[str, str]:
    """Return texts of the organisation's fields that a type declares; `wanted` is the account to take, "" for any."""
    names = {field.name for field in kind.declared}
    texts: dict[str, str] = {}
    for part in kind.ours:
        texts |= {name: text for name, text in _side(part, profile).items() if name in names}
    account = _account(kind, own, wanted)
    for name in (*(f"{part}_account" for part in kind.ours), "account"):
        if account and name in names and kind.field(name).kind.name is KindName.ACCOUNT:
            texts[name] = account
    return texts


def _side(part: str, profile: Profile) -> dict[str, str]:
    organisation, bank = profile.organisation, profile.bank.entry
    name = normalise.bank_text(organisation.name)
    return {
        part: name,
        f"{part}_name": name,
        f"{part}_inn": organisation.inn,
        f"{part}_kpp": organisation.kpp,
        f"{part}_bank_name": ", ".join(filter(None, (bank.name, bank.town))),
        f"{part}_bic": bank.bic,
        f"{part}_corr_account": bank.correspondent_account,
    }


def _account(kind: type[Document], own: list[AccountRow], wanted: str) -> str:
    """Return the wanted account, else the first one in the currency that the declaration asks by default."""
    if wanted:
        return wanted
    currency = kind.listing.currency
    asked = kind.field(currency).default if currency else ""
    fitting = [one.number for one in own if not asked or one.currency == asked]
    roubles = [number for number in fitting if currencies.of_account(number) == currencies.ROUBLE]
    found = fitting if asked else roubles or fitting
    return found[0] if found else ""
