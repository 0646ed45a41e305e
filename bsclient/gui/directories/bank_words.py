"""Words for the codes of the BIC directory (ED807).

A code without words here is shown as it stands: new ones appear without notice.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from bsclient.domain.banks import Bank, BankAccount, Restriction
from bsclient.gui import format as written
from bsclient.gui.tr import N_, tr

_TYPES: Final = {
    "20": N_("credit organisation"),
    "30": N_("branch of a credit organisation"),
    "40": N_("field office of the Bank of Russia"),
    "52": N_("body of the Federal Treasury"),
    "90": N_("liquidator of a credit organisation"),
    "99": N_("client of the Bank of Russia, not a participant"),
}
_KINDS: Final = {
    "CRSA": N_("correspondent account"),
    "BANA": N_("bank account"),
    "UTRA": N_("single treasury account"),
    "TRSA": N_("treasury account"),
    "CLAC": N_("clearing account"),
    "CBDC": N_("digital rouble account"),
}
_LIMITS: Final = {
    "LWRS": N_("the licence is withdrawn"),
    "CLRS": N_("the account is being closed"),
}


def participant(code: str) -> str:
    """Say what kind of participant this is."""
    return tr(_TYPES[code]) if code in _TYPES else code


def account(item: BankAccount) -> str:
    """Say what an account is, and what limits it."""
    kind = tr(_KINDS[item.kind]) if item.kind in _KINDS else item.kind
    limits = "".join(f"; {restriction(each)}" for each in item.restrictions)
    closed = f"; {tr('closed since {day}').format(day=written.day(item.date_out))}" if item.date_out else ""
    return f"{written.account(item.number)}  {kind}{limits}{closed}"


def restriction(item: Restriction) -> str:
    """Say what a limit is and since when."""
    words = (
        f"{tr(_LIMITS[item.code])} ({item.code})"
        if item.code in _LIMITS
        else tr("limit {code}").format(code=item.code)
    )
    since = f" {tr('since {day}').format(day=written.day(item.since))}" if item.since else ""
    successor = f", {tr('successor: BIC {bic}').format(bic=item.successor_bic)}" if item.successor_bic else ""
    return f"{words}{since}{successor}"


def verdict(bank: Bank, day: date) -> tuple[str, str, str]:
    """Say whether a payment may be sent to the bank on a day: words, icon, colour."""
    if bank.usable_on(day):
        return tr("Payments are possible"), "ok", "done"
    if bank.closed_on(day):
        return tr("Not in force: payments are not possible"), "error", "rejected"
    if bank.restricted_on(day):
        return tr("Restricted: payments are not possible"), "warning", "partly"
    return tr("Has no account that a payment order can name"), "info", "muted"
