"""Examples of document types: `tests/data/examples/<code>.json`, used by the tests that run over the registry.

    {"good": {field: text or rows},          a whole document without any problem that blocks or warns
     "also": [{path: text or rows}, ...],    optional: changes after which it is still good (other choices, other `when`)
     "bad": [{"change": {path: text or rows}, "code": "problem_code", "field": "path"}],   `field` is optional
     "context": {...}}                       optional, what the rules may ask (see `context`)

A path is `field` or `rows.0.field`. The day is 2026-11-20. Every type needs one bad example of each rule of its own.
"""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

from bsclient.domain import filling
from bsclient.domain.banks import Bank, BankAccount, BicDirectory
from bsclient.domain.context import AccountFacts, Context, DocumentFacts, ProductFacts
from bsclient.domain.problems import Severity

FOLDER = Path(__file__).resolve().parent.parent / "data" / "examples"
TODAY = dt.date(2026, 11, 20)
_BANKS = (
    ("044525225", "ПАО Сбербанк", "г Москва", "30101810400000000225", "CRSA"),
    ("044525593", 'АО "АЛЬФА-БАНК"', "г Москва", "30101810200000000593", "CRSA"),
    (
        "017003983",
        "ОКЦ № 7 ГУ Банка России по ЦФО//УФК по Тульской области",
        "г Тула",
        "40102810445370000059",
        "UTRA",
    ),
)


SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "directories"


class Books:
    """Directories of an example: {name: {code: facts}}; "shipped" in place of the entries: those of the program."""

    def __init__(self, books):
        self._books = {name: shipped(name) if rows == "shipped" else rows for name, rows in books.items()}

    def holds(self, name):
        return name in self._books

    def find(self, name, code, day):
        found = self._books.get(name, {}).get(code)
        if not isinstance(found, list):
            return found
        told = day.isoformat()
        return next((r for r in found if r["valid_from"] <= told <= (r["valid_to"] or told)), None)


def shipped(name):
    """Return the rows of a directory that comes with the program, by code."""
    rows = {}
    for row in json.loads((SHIPPED / f"{name}.json").read_text("utf-8"))["rows"]:
        rows.setdefault(row["code"], []).append(row)
    return rows


class Found:
    """Products or documents of an example by id."""

    def __init__(self, found):
        self._found = found

    def find(self, wanted):
        return self._found.get(wanted)


def names():
    """Return the codes of all types that have an example."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def example(code):
    """Return the example of a type."""
    return json.loads((FOLDER / f"{code}.json").read_text("utf-8"))


def context(found, **more):
    """Return the context of an example: `own_accounts` [number], `own_inn`, `accounts` {number: {currency, available}},
    `directories` {name: {code: {fact: text}} or "shipped"}, `products` {id: {kind, amount …}}, `documents` {id: {type, state, fields}},
    `rates` {code: text}, `banks` [[bic, name, town, account]] beside the usual ones."""
    given = found.get("context", {})
    banks = [*_BANKS, *((*one, "CRSA") for one in given.get("banks", ()))]
    return Context(
        today=TODAY,
        banks=BicDirectory(
            [
                Bank(bic, name, town, account, (BankAccount(account, kind),))
                for bic, name, town, account, kind in banks
            ]
        ),
        own_accounts=frozenset(given.get("own_accounts", ())),
        own_inn=given.get("own_inn", ""),
        accounts={number: _account(facts) for number, facts in given.get("accounts", {}).items()},
        directories=Books(given["directories"]) if "directories" in given else None,
        products=Found({key: _product(key, facts) for key, facts in given["products"].items()})
        if "products" in given
        else None,
        documents=Found({key: DocumentFacts(**facts) for key, facts in given["documents"].items()})
        if "documents" in given
        else None,
        rates={code: Decimal(rate) for code, rate in given.get("rates", {}).items()},
        **more,
    )


def changed(raw, change):
    """Return a draft with the texts and rows of a change put in by path."""
    whole = {path: value for path, value in change.items() if not isinstance(value, str)}
    texts = {path: value for path, value in change.items() if isinstance(value, str)}
    return filling.apply({**raw, **whole}, texts)


def goods(found):
    """Return the good document and its good variants."""
    return [found["good"], *(changed(found["good"], change) for change in found.get("also", ()))]


def heavy(problems):
    """Return the problems that block or warn."""
    return [(p.field, p.code) for p in problems if p.severity is not Severity.INFO]


def _account(facts):
    available = facts.get("available")
    return AccountFacts(facts["currency"], Decimal(available) if available is not None else None)


def _product(key, facts):
    days = {name: dt.date.fromisoformat(facts[name]) for name in ("opened", "ends") if name in facts}
    amount = {"amount": Decimal(facts["amount"])} if "amount" in facts else {}
    return ProductFacts(**{**facts, **days, **amount, "id": key})
