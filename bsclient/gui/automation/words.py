"""Words of rules and exports in the language of the windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.tr import N_, language, tr
from bsclient.services.notices import words as notice_words
from bsclient.services.notices.rules import OF_ACCOUNT, OF_AMOUNT, Kind, Rule

if TYPE_CHECKING:
    from bsclient.services.notices.telling import NoticeRow

KINDS: Final = {
    Kind.BALANCE: N_("The balance is below"),
    Kind.CREDIT: N_("Money came in, from"),
    Kind.DEBIT: N_("Money went out, from"),
    Kind.STATUS: N_("The outcome of a document"),
    Kind.LETTER: N_("A new letter of the bank"),
    Kind.KEY: N_("The signature key ends soon"),
    Kind.CUT_OFF: N_("Unsigned payments before the cut-off"),
    Kind.SYNC: N_("The synchronisation failed"),
}
OUTCOMES: Final = {
    "rejected": N_("Rejected by the bank"),
    "executed": N_("Executed"),
    "waiting": N_("Waits at the bank"),
    "recalled": N_("Recalled"),
}
_ICONS: Final = {
    "notice_balance": ("warning", "partly"),
    "notice_credit": ("in", "done"),
    "notice_debit": ("out", "muted"),
    "notice_executed": ("executed", "done"),
    "notice_rejected": ("rejected", "rejected"),
    "notice_waiting": ("waiting_funds", "partly"),
    "notice_recalled": ("recalled", "muted"),
    "notice_letter": ("letter", "transit"),
    "notice_key": ("key", "partly"),
    "notice_key_ended": ("key", "rejected"),
    "notice_cut_off": ("warning", "partly"),
    "notice_sync": ("offline", "partly"),
}


def icon(code: str) -> tuple[str, str]:
    """Return the icon of a notice and its colour."""
    return _ICONS.get(code, ("info", "muted"))


def sentence(row: NoticeRow) -> str:
    """Say a notice with its amounts: the window shows them anyway."""
    return notice_words.words(row.code, row.facts, language())


def advice(row: NoticeRow) -> str:
    """Say what to do about a notice."""
    return problems.of_code(row.code, dict(row.facts)).mend


def what(rule: Rule) -> str:
    """Say what a rule looks for."""
    words = tr(KINDS[rule.kind])
    if rule.kind in OF_AMOUNT:
        return f"{words} {written.amount(rule.amount)}"
    if rule.kind is Kind.STATUS:
        return ", ".join(tr(OUTCOMES[one]) for one in rule.outcomes if one in OUTCOMES)
    if rule.kind is Kind.KEY:
        return f"{words}: {tr('%n day(s) before', '', rule.days)}"
    if rule.kind is Kind.CUT_OFF:
        return f"{words}: {tr('%n minute(s) before', '', rule.minutes)}"
    return words


def roads(rule: Rule, *, mail_ready: bool = True) -> str:
    """Say where a rule tells what it finds, besides the list; `mail_ready`: whether e-mail goes at all."""
    mail = tr("e-mail") if mail_ready else tr("e-mail (not set up)")
    parts = [tr("tray") if rule.tray else "", mail if rule.mail else ""]
    return ", ".join(part for part in parts if part) or tr("list only")


def account(rule: Rule) -> str:
    """Say of which account a rule is; "" for what is of none."""
    return (written.account(rule.account) or tr("all")) if rule.kind in OF_ACCOUNT else ""
