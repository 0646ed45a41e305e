"""Words for the acts in the audit journal. Events of documents have theirs already; the others are here."""

from __future__ import annotations

from typing import Final

from bsclient.domain.states import Event, State
from bsclient.gui import words
from bsclient.gui.tr import N_, tr
from bsclient.services.evidence.audit import JournalRow

_ACTS: Final = {
    "import": N_("A file of payments was taken in"),
    "import_undo": N_("An import was taken back"),
    "archive_kept": N_("A statement file was taken into the archive"),
    "archive_taken_back": N_("A statement file was taken back out of the archive"),
    "payee_save": N_("A payee was saved by hand"),
    "payee_delete": N_("A payee was deleted"),
    "rights": N_("The bank told who may sign"),
    "payee_stated": N_("The bank keeps what was set about a payee"),
    "red_signed": N_("Payment with changed requisites signed"),
    "journal_restarted": N_("The bank let the journal begin anew"),
    "base_encrypted": N_("The base was encrypted"),
    "base_decrypted": N_("The base was opened: it is not encrypted any more"),
    "certificate_issued": N_("The bank issued a certificate"),
    "certificate_revoked": N_("A certificate ended"),
    "certificate_refused": N_("A certificate was not believed"),
    "crl_kept": N_("The list of revoked certificates was renewed"),
    "renewal_begun": N_("The renewal of a key was begun"),
    "renewal_dropped": N_("The renewal of a key was given up"),
    "pending_refuse": N_("Refused to sign a colleague's document"),
    "pending_take_back": N_("A document was taken back from signing"),
    "pending_automatic": N_("Giving documents to colleagues at once was set"),
    "event_refused": N_("Something from the bank was not believed"),
}
_FACTS: Final = {
    "seq": N_("number in the bank's feed"),
    "code": N_("reason"),
    "name": N_("file"),
    "count": N_("documents"),
    "total": N_("sum"),
    "kind": N_("kind"),
    "payee": N_("payee"),
    "account": N_("account"),
    "inn": N_("INN"),
    "scheme": N_("scheme of signatures"),
    "groups": N_("groups of signatures"),
    "user": N_("user"),
    "until": N_("until"),
    "reason": N_("reason"),
    "serial": N_("certificate"),
    "number": N_("number"),
    "file": N_("file"),
    "new": N_("new operations"),
    "apart": N_("set apart"),
    "gone": N_("operations that went"),
    "stay": N_("operations that stayed"),
    "fingerprint": N_("fingerprint of the key"),
}
_EVENTS: Final = {each.value: each for each in Event}
_STATES: Final = {each.value: each for each in State}


def act(row: JournalRow) -> str:
    """Say what was done; an act without words is shown by its name."""
    if row.action in _EVENTS:
        return words.event(_EVENTS[row.action])
    return tr(_ACTS[row.action]) if row.action in _ACTS else row.action


def facts(row: JournalRow) -> str:
    """Say what is told with the act."""
    return ", ".join(_fact(name, value) for name, value in row.facts.items())


def actor(row: JournalRow) -> str:
    """Say who did it."""
    return tr("Bank") if row.actor == "bank" else row.actor


def _fact(name: str, value: str) -> str:
    if name == "state" and value in _STATES:
        return words.state(_STATES[value])
    return f"{tr(_FACTS[name])}: {value}" if name in _FACTS else f"{name}: {value}"
