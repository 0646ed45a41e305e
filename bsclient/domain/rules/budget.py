"""Rules of budget payments: orders 107н (until 2026-03-31) and 58н (from 2026-04-01) of the Ministry of Finance.

Each order is a pack; the payment's own date chooses.

A filled field 101 makes the order a budget payment; then fields 22, 60, 61 and 102–109 are all filled, and a
missing value is a single 0. Requisites of the single tax payment are reference data with dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bsclient.domain.context import Context
from bsclient.domain.problems import Problem, Severity
from bsclient.domain.rules.packs import Pack

if TYPE_CHECKING:
    from bsclient.domain.document import Sheet

_FIELDS: Final = (
    "uin",
    "payer_inn",
    "payer_kpp",
    "payee_inn",
    "payee_kpp",
    "kbk",
    "oktmo",
    "tax_ground",
    "tax_period",
    "tax_document_number",
    "tax_document_date",
)
_ZEROED: Final = ("uin", "payer_inn", "payer_kpp", "payee_inn", "payee_kpp", "kbk", "oktmo")
ENP_KBK: Final = "18201061201010000510"
_ENP_ZEROS: Final = ("tax_ground", "tax_period", "tax_document_number", "tax_document_date")
_STATUSES_107: Final = frozenset(
    {f"{n:02d}" for n in (*range(1, 9), 13, 15, 16, 17, 19, 20, 23, 24, *range(27, 34))}
)
_STATUSES_58: Final = _STATUSES_107 - {"20"} | {"34"}
_STATUS_ACCOUNT: Final = {
    **dict.fromkeys(("01", "02", "04", "06", "07", "13", "16", "17", "28", "30"), "03100"),
    "31": "03212",
}


@dataclass(frozen=True, slots=True)
class EnpPayee:
    """Requisites of the payee of the single tax payment from a day on."""

    since: date
    inn: str
    kpp: str
    account: str
    bic: str


_ENP: Final = (
    EnpPayee(date(2023, 1, 1), "7727406020", "770801001", "03100643000000018500", "017003983"),
    EnpPayee(date(2025, 12, 5), "7727406020", "770701001", "03100643000000018500", "017003983"),
)


def enp_payee(day: date) -> EnpPayee:
    """Return the requisites of the single tax payment on a day."""
    return max((row for row in _ENP if row.since <= day), key=lambda row: row.since, default=_ENP[0])


@dataclass(frozen=True, slots=True)
class Order:
    """What an order of the Ministry of Finance demands: codes of box 101, zeros of the single tax payment."""

    act: str
    statuses: frozenset[str]
    enp_zeros: tuple[str, ...]

    def pack(self, first: date, last: date | None) -> Pack:
        """Return the rules with the days between which the order is in force."""
        rules = (self.complete, self.status, self.treasury, self.enp)
        return Pack("budget", self.act, first, last, "1", rules)

    def complete(self, sheet: Sheet, _: Context) -> Iterator[Problem]:
        """All budget fields or none."""
        if not sheet.text("tax_status"):
            for name in ("kbk", "tax_ground", "tax_period", "tax_document_number", "tax_document_date"):
                if sheet.text(name) not in {"", "0"}:
                    yield Problem(
                        "tax_status", "tax_status_missing", facts={"value": sheet.text(name)}, act=self.act
                    )
                    return
            return
        for name in _FIELDS:
            value = sheet.text(name)
            if not value:
                yield Problem(name, "tax_incomplete", mend={name: "0"}, act=self.act)
            elif name in _ZEROED and len(value) > 1 and not value.strip("0"):
                yield Problem(name, "tax_zeroes", facts={"value": value}, mend={name: "0"}, act=self.act)

    def status(self, sheet: Sheet, _: Context) -> Iterator[Problem]:
        """Field 101 holds a code of the order in force, and the account type fits it."""
        code = sheet.text("tax_status")
        if not code:
            return
        if code not in self.statuses:
            yield Problem("tax_status", "tax_status_unknown", facts={"value": code}, act=self.act)
        wanted = _STATUS_ACCOUNT.get(code)
        account = sheet.text("payee_account")
        if wanted and account and not account.startswith(wanted):
            yield Problem(
                "payee_account",
                "tax_status_wrong",
                Severity.WARN,
                {"value": code, "expected": wanted},
                act=self.act,
            )

    def treasury(self, sheet: Sheet, _: Context) -> Iterator[Problem]:
        """A treasury account (03…) goes with a single treasury account (40102…) of the payee's bank, and never alone."""
        account, correspondent = sheet.text("payee_account"), sheet.text("payee_corr_account")
        if not account or not correspondent:
            return
        if account.startswith("03") != correspondent.startswith("40102"):
            yield Problem(
                "payee_corr_account",
                "treasury_mix",
                facts={"value": correspondent, "account": account},
                act=self.act,
            )
        elif account.startswith("03") and not sheet.text("tax_status"):
            yield Problem("tax_status", "treasury_without_status", Severity.WARN, act=self.act)

    def enp(self, sheet: Sheet, context: Context) -> Iterator[Problem]:
        """The single tax payment has fixed payee, and zeros where other taxes carry details."""
        if sheet.text("kbk") != ENP_KBK or not sheet.text("tax_status"):
            return
        day = sheet.day("date") or context.today
        payee = enp_payee(day)
        expected = {
            "payee_inn": payee.inn,
            "payee_kpp": payee.kpp,
            "payee_account": payee.account,
            "payee_bic": payee.bic,
        }
        for name, value in expected.items():
            typed = sheet.text(name)
            if typed and typed != value:
                yield Problem(
                    name,
                    "enp_payee",
                    facts={"value": typed, "expected": value},
                    mend={name: value},
                    act=self.act,
                )
        if sheet.text("tax_status") not in {"01", "13"}:
            yield Problem("tax_status", "enp_status", facts={"value": sheet.text("tax_status")}, act=self.act)
        for name in self.enp_zeros:
            typed = sheet.text(name)
            if typed and typed != "0":
                severity = Severity.WARN if name == "payer_kpp" else Severity.BLOCK
                yield Problem(name, "enp_fields", severity, {"value": typed}, {name: "0"}, self.act)


PACKS: Final = (
    Order("107н", _STATUSES_107, _ENP_ZEROS).pack(date(2014, 2, 4), date(2026, 3, 31)),
    Order("58н", _STATUSES_58, (*_ENP_ZEROS, "payer_kpp")).pack(date(2026, 4, 1), None),
)
