"""States and dates of keys in words, with an icon and a colour: never by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsclient.gui import format as written
from bsclient.gui.tr import N_, tr

if TYPE_CHECKING:
    from bsclient.services.keys.certificates import KeyDay, KeyStatus

STATES = {
    "none": (N_("No key here"), "unknown", "muted"),
    "waiting": (N_("Waits for the bank"), "queued", "partly"),
    "not_yet": (N_("Not valid yet"), "queued", "partly"),
    "active": (N_("Valid"), "ok", "done"),
    "renew_soon": (N_("To be renewed"), "warning", "partly"),
    "renewing": (N_("Being renewed"), "sync", "transit"),
    "expired": (N_("Expired"), "rejected", "rejected"),
    "revoked": (N_("Blocked"), "stop", "rejected"),
    "other_key": (N_("The file of the key is missing"), "error", "rejected"),
}
"""Words, icon and colour of each state."""

_DAYS = {
    "renew": (N_("{name}: the key can be renewed"), "sync", "transit"),
    "expires": (N_("{name}: the key expires"), "key", "partly"),
    "expired": (N_("{name}: the key has expired"), "rejected", "rejected"),
    "revoked": (N_("{name}: the key was blocked"), "stop", "rejected"),
    "waits": (N_("{name}: the request waits for the bank"), "queued", "partly"),
}
_REASONS = {
    "key_compromise": N_("somebody may have learnt the passphrase or copied the key"),
    "key_lost": N_("the key or the token is lost"),
    "left": N_("the owner has left or changed his position"),
    "superseded": N_("a new key has taken its place"),
    "card_change": N_("the card of signatures has changed"),
    "operator": N_("decision of the bank"),
    "block_word": N_("blocked by the word for the phone"),
    "other": N_("another reason"),
}


def state(code: str) -> tuple[str, str, str]:
    """Return words, icon and colour of a state."""
    words, icon, role = STATES[code]
    return tr(words), icon, role


def reason(code: str) -> str:
    """Return why a key ended, "" if that is not known."""
    return tr(_REASONS[code]) if code in _REASONS else ""


def day(one: KeyDay) -> tuple[str, str, str]:
    """Return words, icon and colour of a day of the calendar."""
    words, icon, role = _DAYS[one.what]
    return tr(words).format(name=one.name), icon, role


def distance(days: int) -> str:
    """Return how far a day is."""
    if days == 0:
        return tr("today")
    return tr("in %n day(s)", "", days) if days > 0 else tr("%n day(s) ago", "", -days)


def headline(status: KeyStatus) -> str:
    """Return one sentence about a key for its owner."""
    until, code = written.instant(status.valid_until), status.state.value
    if code in {"active", "renew_soon"} and status.days_left is not None:
        left = tr("Your key is valid for %n more day(s)", "", status.days_left)
        more = tr("until {day}").format(day=until)
        return f"{left}, {more}."
    if code == "renewing" and status.renewal == "issued":
        return tr("The new certificate is here; the present key works until the next log-in.")
    if code == "renewing":
        return tr("A new key is on its way; the present one works until {day}.").format(day=until)
    if code == "expired":
        return tr("Your key is not valid since {day}: nothing can be signed.").format(day=until)
    if code == "revoked":
        at, why = written.instant(status.revoked_at), reason(status.reason)
        told = tr("Your key was blocked on {day}").format(day=at)
        return f"{told} ({why})." if why else f"{told}."
    if code == "not_yet":
        return tr("Your key is valid from {day}.").format(day=written.instant(status.valid_from))
    return f"{state(code)[0]}."


def advice(status: KeyStatus) -> str:
    """Return what to do, "" if nothing is."""
    code = status.state.value
    if code == "renew_soon":
        return tr("Renew it now: a new key is made here and asked for with the present one, without paper.")
    if code in {"expired", "revoked"}:
        return tr(
            "A new key is got as the first one was: ask the bank for an activation code, connect in the log-in window, take the "
            "printed act to the bank. Everything stored here stays."
        )
    if code == "renewing" and status.renewal == "issued":
        return tr("Log out and log in again: the new key is taken up then.")
    if code == "renewing":
        return tr("When the bank has issued the certificate, the new key is taken up at the next log-in.")
    return ""
