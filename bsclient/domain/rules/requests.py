"""Rules of requests to the bank: accounts, limits, the card of signatures (Instruction 204-И; Civil Code, article 859)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from bsclient.domain import currencies
from bsclient.domain.context import Context
from bsclient.domain.problems import Problem

if TYPE_CHECKING:
    from bsclient.domain.document import Rule, Sheet

_PEM: Final = re.compile(
    r"-----BEGIN CERTIFICATE REQUEST-----\n(?:[A-Za-z0-9+/=]{1,76}\n){1,120}-----END CERTIFICATE REQUEST-----"
)


def served_currency(name: str) -> Rule:
    """The bank keeps accounts in this currency."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        code = sheet.text(name)
        if code and code not in currencies.SERVED:
            facts = {"value": code, "expected": ", ".join(sorted(currencies.SERVED))}
            yield Problem(name, "currency_not_served", facts=facts)

    return rule


def kind_of_currency(kind: str, currency: str) -> Rule:
    """A transit account goes with a foreign currency; a payment agent's account is in roubles (103-ФЗ, article 4)."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        asked, code = sheet.text(kind), sheet.text(currency)
        wrong = (asked == "transit" and code == "RUB") or (asked == "special" and code not in {"", "RUB"})
        if wrong:
            yield Problem(kind, "account_kind_currency", facts={"value": code}, mend={kind: "current"})

    return rule


def rest_account(account: str, rest: str) -> Rule:
    """What is left goes to another account of the same currency."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        closed, other = sheet.text(account), sheet.text(rest)
        if not closed or not other:
            return
        if closed == other:
            yield Problem(rest, "rest_account_same", facts={"value": other})
            return
        held, wanted = currencies.of_account(other), currencies.of_account(closed)
        if held != wanted:
            yield Problem(rest, "account_currency_differs", facts={"value": held, "expected": wanted})

    return rule


def agreed(name: str) -> Rule:
    """What has to be confirmed is confirmed."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        if not sheet.text(name):
            yield Problem(name, "not_confirmed", mend={name: "1"})

    return rule


def powers(rows: str, starts: str) -> Rule:
    """Powers end after the change comes into force."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        since = sheet.day(starts)
        for index, row in enumerate(sheet.sheets(rows)):
            until = row.day("until")
            if since is not None and until is not None and until < since:
                facts = {"value": until.isoformat(), "expected": since.isoformat()}
                yield Problem(f"{rows}.{index}.until", "powers_over", facts=facts)

    return rule


def certificate_request(name: str) -> Rule:
    """The request is PKCS#10 in PEM (RFC 7468, section 7); whether its signature holds, the bank checks."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        pem = sheet.text(name)
        if pem and _PEM.fullmatch(pem) is None:
            yield Problem(name, "certificate_request_form", act="RFC 7468")

    return rule
