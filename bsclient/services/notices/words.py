"""Notices as sentences, for the window, the tray and e-mail; outside the window amounts may be left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from bsclient import texts

_AMOUNTS: Final = ("amount", "limit")
_BARE: Final = {
    "notice_executed": "notice_executed_bare",
    "notice_rejected": "notice_rejected_bare",
    "notice_waiting": "notice_waiting_bare",
    "notice_recalled": "notice_recalled_bare",
}
"""How a document without an amount is told."""
_HIDDEN: Final = "•••"
_TAIL: Final = 4


def words(code: str, facts: Mapping[str, str], language: str, *, amounts: bool = True) -> str:
    """Say a notice in one sentence; of accounts the last digits are enough outside of the window."""
    told = dict(facts)
    if code in _BARE and not told.get("amount"):
        code = _BARE[code]
    for name in _AMOUNTS:
        if told.get(name):
            money = f"{told[name]} {told.get('currency', '')}".rstrip()
            told[name] = texts.amount(money, language) if amounts else _HIDDEN
    account = told.get("account", "")
    told["account"] = f"…{account[-_TAIL:]}" if account else "—"
    if "code" in told:  # of a session that failed
        told["problem"] = texts.message(told["code"], facts, language)
    if language == "ru" and "day" in told:
        told["day"] = _day(told["day"])
    for name in ("name", "number", "subject"):
        told[name] = _line(told.get(name, "")) or "—"
    return texts.message(code, told, language)


def advice(code: str, facts: Mapping[str, str], language: str) -> str:
    """Say what to do about a notice; "" where there is nothing to do."""
    return texts.mend(code, facts, language)


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).strftime("%d.%m.%Y")
    except ValueError:
        return text


def _line(text: str) -> str:
    return " ".join(text.split())[:80]
