"""Keys and values of one section -> a document or an account section, with the problems found in it.

This is the hot path of reading: parties repeat and are kept in a cache with their problems, days too,
and nothing is computed for a problem's place until there is a problem.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from operator import gt
from types import MappingProxyType
from typing import NamedTuple

from bsclient.domain import currencies
from bsclient.domain.problems import Severity
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    INTERNAL,
    NO_MARKS,
    AccountSection,
    Bank,
    ExchangeDocument,
    FileProblem,
    Party,
    Tax,
    new_document,
)
from bsclient.formats.onec import keys
from bsclient.formats.onec.layouts import Parts, Values
from bsclient.formats.onec.lines import LONGEST_VALUE
from bsclient.formats.onec.values import BadValue, clean, is_code, read_amount, read_day, split_joint

_ACCOUNT_LENGTH = 20
_OF_BANKS = "301"
"""Begins the numbers of correspondent accounts of banks."""
_CACHE = 20_000
_NO_TAX = Tax()
_NO_TAXES: Values = ("",) * len(keys.TAX_KEYS)
_LIMITED = (*keys.MAIN, *keys.TAX_KEYS)
_LIMITS = tuple(keys.LIMITS.get(key, LONGEST_VALUE) for key in _LIMITED)
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")


_NOTHING: Mapping[str, str] = MappingProxyType({})


class Place(NamedTuple):
    """Where a section stands; `where` gives the line of a key, the section's own if the key is not there."""

    number: int | None
    line: int
    where: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Side:
    """A party with its second account, its account's currency and its faults: key, code, severity, facts.

    `apart`: the party's own account is not the one used for settlement.
    """

    party: Party
    settlement: str
    currency: str
    faults: tuple[tuple[str, str, Severity, Mapping[str, str]], ...]
    apart: bool


class Assembler:
    """Makes documents and account sections; remembers which accounts are ours.

    `payments` tells whether the file goes to the bank: then a missing or malformed value forbids the
    document, while in a statement it is a remark (banks leave much out).
    """

    def __init__(self) -> None:
        self.ours: set[str] = set()
        self.payments = False
        self.problems: list[FileProblem] = []
        self._days: dict[str, dt.date | None] = {"": None}
        self._payers: dict[Values, _Side] = {}
        self._payees: dict[Values, _Side] = {}
        self._taxes: dict[Values, Tax] = {_NO_TAXES: _NO_TAX}
        self._place = Place(None, 0, int)

    def judge_as_payments(self, payments: bool) -> None:  # noqa: FBT001 - the one thing to say
        """Say which way the file goes; what is kept about parties was judged the other way."""
        if payments != self.payments:
            self.payments = payments
            self._payers.clear()
            self._payees.clear()

    def account(self, place: Place, values: dict[str, str]) -> AccountSection:
        """Make an account section; its account becomes one of ours."""
        self._place = place
        account = values.get(keys.ACCOUNT, "")
        if account:
            self.ours.add(account)
        else:
            self._report(keys.ACCOUNT, "file_value_missing", Severity.WARN)
        return AccountSection(
            account=account,
            currency=currency_of(account),
            start=self._day("ДатаНачала", values.get("ДатаНачала", "")),
            end=self._day("ДатаКонца", values.get("ДатаКонца", "")),
            opening=self._balance("НачальныйОстаток", values),
            closing=self._balance("КонечныйОстаток", values),
            credits=self._balance("ВсегоПоступило", values),
            debits=self._balance("ВсегоСписано", values),
        )

    def document(self, place: Place, kind: str, parts: Parts) -> ExchangeDocument:
        """Make a document; what is wrong with it goes to `problems`."""
        self._place = place
        number, date, amount, debited, credited, purpose, priority, uin, income, operation = parts.main
        payer = self._payers.get(parts.payer) or self._side(keys.PAYER, parts.payer)
        payee = self._payees.get(parts.payee) or self._side(keys.PAYEE, parts.payee)
        if payer.faults or payee.faults:
            self._faults(payer, payee)
        if payer.apart or payee.apart:
            parts = _with_settlement(parts, payer, payee)
        direction, ours = self._direction(payer, payee)
        lines = parts.lines
        if not purpose or lines[1] or lines[0] not in ("", purpose):
            purpose = _whole(purpose, lines)
        if not date or not number.isascii() or self.payments:
            self._demand(parts, purpose)
        days = self._days
        return new_document(
            place.number or 0,
            place.line,
            kind,
            number,
            days[date] if date in days else self._day("Дата", date),
            self._amount(amount),
            ours.currency,
            direction,
            payer.party,
            payee.party,
            purpose,
            priority,
            uin,
            income,
            operation,
            days[debited] if debited in days else self._day("ДатаСписано", debited),
            days[credited] if credited in days else self._day("ДатаПоступило", credited),
            self._taxes.get(parts.tax) or self._tax(parts.tax),
            parts.extra,
            NO_MARKS,
        )

    def tidied(self, place: Place, values: dict[str, str]) -> dict[str, str]:
        """Take control characters out of values and cut overlong ones, with a problem for each."""
        self._place = place
        kept: dict[str, str] = {}
        for key, value in values.items():
            text, code = clean(value)
            if code:
                self._report(key, code, self._weight if code == "file_text_damaged" else Severity.WARN)
            if len(text) > LONGEST_VALUE:
                self._too_long(key, text, LONGEST_VALUE)
                text = text[:LONGEST_VALUE]
            kept[key] = text
        return kept

    @property
    def _weight(self) -> Severity:
        return Severity.BLOCK if self.payments else Severity.WARN

    def _report(
        self, key: str, code: str, severity: Severity, value: str = "", facts: Mapping[str, str] = _NOTHING
    ) -> None:
        facts = {"key": key, **({"value": value[:80]} if value else {}), **facts}
        place = self._place
        self.problems.append(
            FileProblem(place.number, place.where(key), keys.field_of(key), code, severity, facts)
        )

    def _too_long(self, key: str, value: str, limit: int) -> None:
        facts = {"limit": str(limit), "length": str(len(value))}
        self._report(key, "file_value_too_long", Severity.BLOCK, value, facts)

    def _day(self, key: str, text: str) -> dt.date | None:
        try:
            day = read_day(text) if text else None
        except BadValue as error:
            self._report(key, error.code, self._weight, text)
            return None
        if len(self._days) > _CACHE:
            self._days.clear()
        self._days[text] = day
        return day

    def _amount(self, text: str) -> Decimal | None:
        if not text:
            self._report("Сумма", "file_value_missing", Severity.BLOCK)
            return None
        try:
            amount = read_amount(text)
        except BadValue as error:
            self._report("Сумма", error.code, Severity.BLOCK, text)
            return None
        if self.payments and not amount:
            self._report("Сумма", "file_amount_zero", Severity.BLOCK)
        return amount

    def _balance(self, key: str, values: dict[str, str]) -> Decimal | None:
        text = values.get(key, "")
        if not text:
            return None
        try:
            return read_amount(text, signed=True)
        except BadValue as error:
            self._report(key, error.code, Severity.WARN, text)
            return None

    def _side(self, role: str, given: Values) -> _Side:
        cache = self._payers if role == keys.PAYER else self._payees
        if len(cache) > _CACHE:
            cache.clear()
        side = cache[given] = make_side(role, given, self._weight, payments=self.payments)
        return side

    def _tax(self, given: Values) -> Tax:
        if len(self._taxes) > _CACHE:
            self._taxes = {_NO_TAXES: _NO_TAX}
        tax = self._taxes[given] = Tax(*given)
        return tax

    def _faults(self, payer: _Side, payee: _Side) -> None:
        for side in (payer, payee):
            for key, code, severity, facts in side.faults:
                self._report(key, code, severity, facts=facts)

    def _direction(self, payer: _Side, payee: _Side) -> tuple[str, _Side]:
        """Return the direction and the side that is ours (or the payer if none is)."""
        ours = self.ours
        out = payer.party.account in ours or payer.settlement in ours
        into = payee.party.account in ours or payee.settlement in ours
        if into and not out:
            return CREDIT, payee
        return (INTERNAL if into else DEBIT) if out else "", payer

    def _demand(self, parts: Parts, purpose: str) -> None:
        """Report what a document must have and has not, and values longer than a bank takes."""
        number, date = parts.main[:2]
        if not date:
            self._report("Дата", "file_value_missing", self._weight)
        if _FOREIGN_DIGIT.search(number):
            self._report("Номер", "file_code_malformed", self._weight, number)
        if not self.payments:
            return
        if not number:
            self._report("Номер", "file_value_missing", Severity.BLOCK)
        if not purpose:
            self._report(keys.PURPOSE, "file_value_missing", Severity.BLOCK)
        if any(map(gt, map(len, parts.main), _LIMITS)) or parts.tax != _NO_TAXES:
            for key, value, limit in zip(_LIMITED, (*parts.main, *parts.tax), _LIMITS, strict=True):
                if len(value) > limit:
                    self._too_long(key, value, limit)


def _whole(purpose: str, lines: Values) -> str:
    """Return the purpose: its lines where there is nothing else, or where it has only the first of them."""
    joined = " ".join(filter(None, lines))[:LONGEST_VALUE]
    if not purpose:
        return joined
    bare = ["".join(line.split()) for line in lines if line]
    starts = set(accumulate(bare)) - {"".join(bare)}
    return joined if "".join(purpose.split()) in starts else purpose


def _with_settlement(parts: Parts, payer: _Side, payee: _Side) -> Parts:
    """Keep the second accounts, which the model has no field for."""
    kept = {
        f"{role}РасчСчет": side.settlement
        for role, side in ((keys.PAYER, payer), (keys.PAYEE, payee))
        if side.apart
    }
    return parts._replace(extra=parts.extra | kept)


def make_side(role: str, given: Values, weight: Severity, *, payments: bool) -> _Side:
    """Make a party from its nine values, with what is wrong with it. Done once for each party of a file."""
    account, joint, inn, name, settlement, bank, bic, correspondent, kpp = given
    joint_inn, joint_name = split_joint(joint) if joint else ("", "")
    if account.startswith(_OF_BANKS) and settlement and not settlement.startswith(_OF_BANKS):
        account = (
            settlement  # settled through the bank's correspondent account: the party's own stands beside
        )
    if "/" in inn:  # some banks write ИНН/КПП there
        inn, _slash, beside = inn.partition("/")
        kpp = kpp or beside
    party = Party(
        name=name or joint_name,
        inn=inn or joint_inn,
        kpp=kpp,
        account=account or settlement,
        bank=Bank(bic, bank, correspondent),
    )
    faults: list[tuple[str, str, Severity, Mapping[str, str]]] = []
    codes = (
        (f"{role}ИНН", party.inn),
        (f"{role}КПП", kpp),
        (f"{role}Счет" if account else f"{role}РасчСчет", party.account),
        (f"{role}БИК", bic),
        (f"{role}Корсчет", correspondent),
    )
    for key, value in codes:
        if not is_code(value):
            faults.append((key, "file_code_malformed", weight, {"value": value[:80]}))
    if inn and joint_inn and inn != joint_inn:
        faults.append((role, "file_parties_differ", weight, {"value": joint_inn, "expected": inn}))
    if payments:
        faults += _payment_faults(role, party, settlement)
    return _Side(
        party, settlement, currency_of(party.account) or currency_of(settlement), tuple(faults),
        settlement not in ("", party.account),
    )  # fmt: skip


def _payment_faults(
    role: str, party: Party, settlement: str
) -> Iterator[tuple[str, str, Severity, Mapping[str, str]]]:
    """What a bank demands of a party of a payment."""
    demanded = [(f"{role}Счет", party.account)]
    if role == keys.PAYEE:
        demanded += [(f"{role}БИК", party.bank.bic), (f"{role}1", party.name)]
    for key, value in demanded:
        if not value:
            yield key, "file_value_missing", Severity.BLOCK, _NOTHING
    for key, value in ((f"{role}1", party.name), (f"{role}ИНН", party.inn), (f"{role}КПП", party.kpp)):
        limit = keys.LIMITS[key]
        if len(value) > limit:
            facts = {"value": value[:80], "limit": str(limit), "length": str(len(value))}
            yield key, "file_value_too_long", Severity.BLOCK, facts
    if settlement and settlement != party.account:
        facts = {"value": settlement[:80], "expected": party.account[:80]}
        yield f"{role}РасчСчет", "file_accounts_differ", Severity.WARN, facts


def currency_of(account: str) -> str:
    """Return the currency's letters by places 6-8 of an account, its digits if unknown, "" if no account."""
    if len(account) != _ACCOUNT_LENGTH or not account.isascii():
        return ""
    return currencies.letters(account[5:8])
