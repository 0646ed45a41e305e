"""Sentences for problem codes: `message` says what is wrong, `mend` what to do.

Texts stand in `resources/i18n/problems/*.<language>.json` (and one `problems.<language>.json`, if there is one) as
`{"code": {"message": "… {fact} …", "mend": "…"}}`. Facts are put in as plain text and never read as a template.
Which facts of a code are amounts or rates stands in `resources/i18n/amounts.json`: those are written as the language does.
What fields of exchange files are called stands in `resources/i18n/fields.<language>.json`, for windows and command line alike;
what the system says of a failure (fact `reason`) in `reasons.<language>.json`.
Nothing here raises for an unknown code, fact or language: an error must not fail while it is being shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache

from bsclient.paths import resource

LANGUAGES = ("en", "ru")
_FALLBACK = "en"
_UNKNOWN = {
    "en": (
        "Unexpected problem (code {code}).",
        "Try again; if it repeats, tell the support this code: {code}.",
    ),
    "ru": (
        "Непредвиденная ошибка (код {code}).",
        "Повторите действие; если ошибка останется, сообщите код {code} в службу поддержки.",
    ),
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_FACT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_NUMBER = re.compile(r"(-?)([0-9]{1,15})(\.[0-9]+)?( [0-9A-Z]{3})?")
"""No longer than amounts are: a code may say with one fact what it found in an amount or in an account."""
_NBSP = "\u00a0"
_MARKS = {"en": (",", "."), "ru": (_NBSP, ",")}
"""What parts groups of thousands, and what stands before the kopecks."""
_PLUS = " + "
_MISSING = "—"
_NO_FACTS: Mapping[str, str] = {}


class Texts:
    """All problem texts of one language; what it lacks is taken from English."""

    def __init__(self, language: str) -> None:
        self.language = known_language(language)
        self._entries = _entries(self.language)

    def message(self, code: str, facts: Mapping[str, str] = _NO_FACTS) -> str:
        """Say what is wrong, with the facts put in."""
        return self._text(code, "message", facts)

    def mend(self, code: str, facts: Mapping[str, str] = _NO_FACTS) -> str:
        """Say what to do about it; "" if there is nothing to do."""
        return self._text(code, "mend", facts)

    def _text(self, code: str, part: str, facts: Mapping[str, str]) -> str:
        entry = self._entries.get(code)
        if entry is None:
            template = _UNKNOWN[self.language][part == "mend"]
            return fill(template, {"code": code})
        told = {name: amount(str(facts[name]), self.language) for name in amounts(code) if name in facts}
        reason = _reasons(self.language).get(str(facts.get("reason", "")))
        if reason is not None:
            told["reason"] = reason
        return fill(entry.get(part, ""), {**facts, **told} if told else facts)


def message(code: str, facts: Mapping[str, str] = _NO_FACTS, language: str = _FALLBACK) -> str:
    """Say in a language what is wrong."""
    return texts(language).message(code, facts)


def mend(code: str, facts: Mapping[str, str] = _NO_FACTS, language: str = _FALLBACK) -> str:
    """Say in a language what to do; "" if there is nothing to do."""
    return texts(language).mend(code, facts)


def known(code: str, language: str = _FALLBACK) -> bool:
    """Whether the code has a text of its own in the language."""
    return code in _own_entries(known_language(language))


def codes(language: str = _FALLBACK) -> frozenset[str]:
    """Return all codes that have texts of their own in the language."""
    return frozenset(_own_entries(known_language(language)))


def places(code: str, language: str = _FALLBACK) -> frozenset[str]:
    """Return the facts that the message of a code names; an unknown code names itself."""
    entry = _entries(known_language(language)).get(code)
    return frozenset(_FACT.findall(entry.get("message", ""))) if entry is not None else frozenset({"code"})


def field(name: str, language: str = _FALLBACK) -> str:
    """Return what a field of an exchange file is called (`amount`, `payer.inn`); alternatives (`debit|credit`) stay alternatives.

    What follows after a blank stays as it is, and so does a name that has no words.
    """
    words = _fields(known_language(language))
    code, blank, more = name.partition(" ")
    return " / ".join(words.get(each, each) for each in code.split("|")) + blank + more


def of_file(facts: Mapping[str, str], language: str = _FALLBACK) -> dict[str, str]:
    """Return the facts of a problem of a file with its fields in words, in Russian with its days as they are written there."""
    named = {
        name: ", ".join(field(each, language) for each in facts[name].strip(":").split(", "))
        for name in ("field", "fields", "key")
        if name in facts
    }
    days = {
        name: ".".join(reversed(value.split("-")))
        for name, value in facts.items()
        if known_language(language) == "ru" and name != "value" and _DAY.fullmatch(value)
    }
    return {**facts, **named, **days}


def amount(told: str, language: str = _FALLBACK) -> str:
    """Write a plain amount, perhaps with its currency, as a language does: «1 234,05»; what is no such text stays as it is.

    The sign is that of ASCII: a console of an old code page has no other.
    """
    if _PLUS in told:
        return _PLUS.join(amount(each, language) for each in told.split(_PLUS))
    found = _NUMBER.fullmatch(told)
    if found is None:
        return told
    minus, whole, cents, currency = (part or "" for part in found.groups())
    group, point = _MARKS[known_language(language)]
    written = f"{int(whole):,}".replace(",", group) + cents.replace(".", point)
    return minus + written + currency.replace(" ", _NBSP)


def amounts(code: str) -> frozenset[str]:
    """Return the facts of a code that are amounts or rates."""
    return frozenset(_amounts().get(code, ()))


def fill(template: str, facts: Mapping[str, str]) -> str:
    """Put facts into the `{places}` of a template; a missing fact becomes a dash, braces in facts stay as they are."""
    return _FACT.sub(lambda match: str(facts.get(match[1], _MISSING)), template)


def known_language(language: str) -> str:
    """Return the language we have texts in for a name such as `ru`, `ru_RU` or `en-GB`; English for others."""
    name = re.split(r"[_\-.]", language.lower(), maxsplit=1)[0]
    return name if name in LANGUAGES else _FALLBACK


@lru_cache(maxsize=8)
def texts(language: str) -> Texts:
    """Return the texts of a language, read once."""
    return Texts(language)


@lru_cache(maxsize=8)
def _entries(language: str) -> dict[str, dict[str, str]]:
    return _own_entries(_FALLBACK) | _own_entries(language)


@lru_cache(maxsize=1)
def _amounts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(resource("i18n/amounts.json").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=8)
def _fields(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(resource(f"i18n/fields.{language}.json").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=8)
def _reasons(language: str) -> dict[str, str]:
    """Return what the system's own words for a failure are in a language; it speaks English itself."""
    path = resource(f"i18n/reasons.{language}.json")
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


@lru_cache(maxsize=8)
def _own_entries(language: str) -> dict[str, dict[str, str]]:
    folder = resource("i18n")
    merged: dict[str, dict[str, str]] = {}
    for path in [
        *folder.glob(f"problems.{language}.json"),
        *sorted((folder / "problems").glob(f"*.{language}.json")),
    ]:
        merged |= json.loads(path.read_text(encoding="utf-8"))
    return merged
