"""The frame of a statement: account, holder, interval, balances and turnover, and whether they agree.

The sign of a closing balance is checked against opening and turnover, because some banks write `DBIT` for every closing
balance; bounds of the interval are taken as days, because the hours are often those of another time zone.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.domain import currencies
from bsclient.domain.problems import Severity
from bsclient.formats import amounts
from bsclient.formats.camt.entries import Owner
from bsclient.formats.iso.findings import Findings, currency_code
from bsclient.formats.iso.parties import NOT_PROVIDED, Parties, places
from bsclient.formats.model import CREDIT, DEBIT, AccountSection, ExchangeDocument
from bsclient.formats.xml_shapes import Paths

_OPENING: Final = ("OPBD", "PRCD")
_CLOSING: Final = ("CLBD", "ITBD")
_OWNER: Final = places("account", "Acct/Ownr", "Acct", "Acct/Svcr")
_ZERO: Final = Decimal(0)
_MIDNIGHT: Final = "T00:00:00"


@dataclass(frozen=True, slots=True)
class Balance:
    """One balance: its code, signed amount, currency and day."""

    code: str
    amount: Decimal | None
    currency: str
    day: dt.date | None


class Statement:
    """One statement while it is read; `section` puts it together at its end."""

    def __init__(self, findings: Findings, parties: Parties) -> None:
        self._findings = findings
        self._parties = parties
        self._balances: list[Balance] = []
        self._owner: Owner | None = None
        self.node = Paths()
        self.line = 1
        self.documents: list[ExchangeDocument] = []

    def add_balance(self, node: Paths) -> None:
        """Take a `Bal`."""
        find = self._findings
        code = node.get("Tp/CdOrPrtry/Cd", "")
        field = "opening" if code in _OPENING else "closing"
        amount = find.amount(field, node.get("Amt", ""), signed=True)
        if amount is not None and node.get("CdtDbtInd") == "DBIT":
            amount = -abs(amount)  # some banks write the minus too
        day = find.day(field, node.get("Dt/Dt") or node.get("Dt/DtTm", ""))
        self._balances.append(Balance(code, amount, currency_code(node.get("Amt@", "")), day))

    @property
    def owner(self) -> Owner:
        """Whose statement it is; asked for at the first entry, when the account has been read."""
        if self._owner is None:
            party = self._parties.read(self.node, _OWNER)
            currency = currency_code(self.node.get("Acct/Ccy", "")) or self._likely_currency(party.account)
            self._owner = Owner(party.account, currency, party.name, party.inn, party.bank)
        return self._owner

    def _likely_currency(self, account: str) -> str:
        stated = next((b.currency for b in self._balances if b.code == "OPBD" and b.currency), "")
        stated = stated or next((b.currency for b in self._balances if b.currency), "")
        return stated or currencies.of_account(account)

    def section(self, *, report: bool) -> AccountSection:
        """Return the account section; `report`: the message is one of a day that is not over (camt.052)."""
        find = self._findings
        find.at(None, self.line)
        owner = self.owner
        if not owner.account:
            find.add("account", "file_account_missing", Severity.WARN)
        currency = owner.currency or next((d.currency for d in self.documents if d.currency), "")
        opening, closing = self._balance(_OPENING, currency, 0), self._balance(_CLOSING, currency, -1)
        start, end = self._interval(opening, closing)
        credits_, debits = self._turnover("TtlCdtNtries"), self._turnover("TtlDbtNtries")
        final = closing.amount if closing else None
        reference = self.node.get("Id", "")
        section = AccountSection(
            account=owner.account,
            currency=currency,
            start=start,
            end=end,
            opening=opening.amount if opening else None,
            closing=final,
            credits=credits_,
            debits=debits,
            preliminary=self._pending or (report and (closing is None or closing.code != "CLBD")),
            reference="" if reference.startswith(NOT_PROVIDED) else reference,
            owner=owner.name,
            bank=owner.bank,
        )
        return self._checked(section)

    def _balance(self, codes: tuple[str, ...], currency: str, place: int) -> Balance | None:
        """Return the first or last balance of the first code that there is, in the account's currency."""
        for code in codes:
            found = [b for b in self._balances if b.code == code and b.amount is not None]
            fitting = [b for b in found if b.currency in {currency, ""}]
            for balance in found:
                if balance not in fitting:
                    facts = {"currency": balance.currency, "expected": currency}
                    field = "opening" if codes is _OPENING else "closing"
                    self._findings.add(field, "file_currency_differs", Severity.WARN, **facts)
            if fitting and all(one.day for one in fitting):  # some banks write the newest day first
                fitting.sort(key=lambda one: one.day or dt.date.min)
            if fitting:
                return fitting[place]
        return None

    def _interval(
        self, opening: Balance | None, closing: Balance | None
    ) -> tuple[dt.date | None, dt.date | None]:
        find, get = self._findings, self.node.get
        start = find.day("interval", get("FrToDt/FrDtTm", ""))
        end = find.day("interval", get("FrToDt/ToDtTm", ""))
        last = closing.day if closing else None
        if last and start and end == last + dt.timedelta(days=1) and start <= last:
            # The end of the day may be written as the beginning of the next one.
            text = get("FrToDt/ToDtTm", "")
            end = last if _MIDNIGHT in text or "T21:00:00" in text else end
        booked = [d for d in self.documents if not d.marks.preliminary]
        days = [day for d in booked or self.documents if (day := d.debited or d.credited) is not None]
        first = opening.day if opening and opening.code == "OPBD" else None
        start = start or first or min(days, default=None)
        end = end or last or max(days, default=None)
        if start and end and days and not start <= min(days) <= max(days) <= end:
            facts = {"start": start.isoformat(), "end": end.isoformat()}
            find.add("interval", "file_interval_differs", Severity.WARN, **facts)
        return start, end

    def _turnover(self, name: str) -> Decimal | None:
        text = self.node.get(f"TxsSummry/{name}/Sum", "")
        return self._findings.amount("turnover", text, signed=True) if text else None

    def _checked(self, section: AccountSection) -> AccountSection:
        """Compare turnover and balances with the entries, pending ones among them or not; put right the sign of a closing."""
        if any(one.amount is None or one.currency != section.currency for one in self.documents):
            return section
        moved = (self._moved(pending=True), self._moved(pending=False))
        stated = (section.credits, section.debits)
        for field, told, counted in zip(("credits", "debits"), stated, zip(*moved, strict=True), strict=True):
            if told is not None and told not in counted:
                self._differs(field, "file_turnover_differs", told, counted[0])
        opening, closing = section.opening, section.closing
        if opening is None or closing is None:
            return section
        came, went = (each if told is None else told for told, each in zip(stated, moved[0], strict=True))
        expected = opening + came - went
        following = {expected, *(opening + came - went for came, went in moved if self._pending)}
        if closing in following:
            return section
        if -closing in following:
            facts = {"account": section.account, "closing": amounts.plain(-closing)}
            self._findings.add("closing", "file_balance_sign", Severity.INFO, **facts)
            return dataclasses.replace(section, closing=-closing)
        self._differs("closing", "file_balance_differs", expected, closing)
        return section

    @property
    def _pending(self) -> bool:
        return any(document.marks.preliminary for document in self.documents)

    def _moved(self, *, pending: bool) -> tuple[Decimal, Decimal]:
        """Return the sums of credits and debits, with or without pending entries."""
        sums = {CREDIT: _ZERO, DEBIT: _ZERO}
        for one in self.documents:
            if pending or not one.marks.preliminary:
                sums[CREDIT if one.direction == CREDIT else DEBIT] += one.amount or _ZERO
        return sums[CREDIT], sums[DEBIT]

    def _differs(self, field: str, code: str, expected: Decimal, found: Decimal) -> None:
        facts = {
            "account": self.owner.account,
            "expected": amounts.plain(expected),
            "found": amounts.plain(found),
        }
        self._findings.add(field, code, Severity.WARN, **facts)
