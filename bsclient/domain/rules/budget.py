"""Rules of budget payments: orders 107н (until 2026-03-31) and 58н (from 2026-04-01) of the Ministry of Finance.

Each order is a pack; the payment's own date chooses.

A filled field 101 makes the order a budget payment; then fields 22, 60, 61 and 102–109 are all filled, and a
missing value is a single 0. What the fields hold depends on the kind of payment (`domain.budget`): single tax payment,
other payments run by the tax office, customs, other payees. Requisites of payees come from the directory `budget_payees`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bsclient.domain import budget
from bsclient.domain.budget import CUSTOMS_STATUSES, TAX_STATUSES, ZERO, Kind
from bsclient.domain.context import Context
from bsclient.domain.problems import Problem, Severity
from bsclient.domain.rules import budget_boxes as boxes
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
_DETAILS: Final = ("tax_ground", "tax_period", "tax_document_number", "tax_document_date")
_STATUSES_107: Final = frozenset(
    {f"{n:02d}" for n in (*range(1, 9), 13, 15, 16, 17, 19, 20, 23, 24, *range(27, 34))}
)
_STATUS_ACCOUNT: Final = {
    **dict.fromkeys(("01", "02", "04", "06", "07", "13", "16", "17", "28", "30"), "03100"),
    "31": "03212",
}
_CUSTOMS_GROUNDS: Final = frozenset(("00", "ПК", "КЭ", "УВ", "ИЛ", "ПБ", "ТГ", "ТБ", "ТД", "ПВ", "ИН"))


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What an order of the Ministry of Finance demands.

    `statuses` are the codes of box 101, `outdated` those of them that still pass but have no use any more; `zeros` names
    the boxes that hold a 0 in a kind of payment, `grounds` the codes of box 106 where they are listed.
    """

    act: str
    statuses: frozenset[str]
    outdated: frozenset[str]
    zeros: Mapping[Kind, tuple[str, ...]]
    grounds: Mapping[Kind, frozenset[str]]

    def pack(self, first: date, last: date | None) -> Pack:
        """Return the rules with the days between which the order is in force."""
        rules = (
            self.complete,
            self.status,
            self.treasury,
            self.payee,
            self.payer,
            self.codes,
            self.zeroes,
            self.details,
        )
        return Pack("budget", self.act, first, last, "2", rules)

    def complete(self, sheet: Sheet, _: Context) -> Iterator[Problem]:
        """All budget fields or none."""
        if not sheet.text("tax_status"):
            for name in ("kbk", *_DETAILS):
                if sheet.text(name) not in {"", ZERO}:
                    yield Problem(
                        "tax_status", "tax_status_missing", facts={"value": sheet.text(name)}, act=self.act
                    )
                    return
            return
        for name in _FIELDS:
            value = sheet.text(name)
            if not value:
                yield Problem(name, "tax_incomplete", mend={name: ZERO}, act=self.act)
            elif name in _ZEROED and len(value) > 1 and not value.strip("0"):
                yield Problem(name, "tax_zeroes", facts={"value": value}, mend={name: ZERO}, act=self.act)

    def status(self, sheet: Sheet, _: Context) -> Iterator[Problem]:
        """Field 101 holds a code of the order in force that fits the kind of payment, and the account type fits it."""
        code = sheet.text("tax_status")
        if not code:
            return
        if code not in self.statuses:
            yield Problem("tax_status", "tax_status_unknown", facts={"value": code}, act=self.act)
        elif code in self.outdated:
            yield Problem("tax_status", "tax_status_outdated", Severity.WARN, {"value": code}, act=self.act)
        else:
            yield from self._status_of_kind(code, budget.kind_of(code, sheet.text("kbk")))
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

    def _status_of_kind(self, code: str, kind: Kind) -> Iterator[Problem]:
        facts = {"value": code}
        if kind is Kind.ENP and code not in TAX_STATUSES:
            yield Problem("tax_status", "enp_status", facts=facts, act=self.act)
        elif kind is Kind.TAX and code not in TAX_STATUSES:
            facts["expected"] = ", ".join(sorted(TAX_STATUSES))
            yield Problem("tax_status", "tax_status_kind", facts=facts, act=self.act)
        elif kind is Kind.CUSTOMS and code not in CUSTOMS_STATUSES:
            facts["expected"] = ", ".join(sorted(CUSTOMS_STATUSES & self.statuses))
            yield Problem("tax_status", "tax_status_kind", facts=facts, act=self.act)
        elif kind is Kind.OTHER and code in TAX_STATUSES | CUSTOMS_STATUSES:
            facts["expected"] = "08, 24, 31"
            yield Problem("tax_status", "tax_status_kind", facts=facts, act=self.act)

    def treasury(self, sheet: Sheet, _: Context) -> Iterator[Problem]:
        """A treasury account (03…) goes with a single treasury account (40102…) and a treasury BIC, and never alone."""
        account, correspondent, bic = map(sheet.text, ("payee_account", "payee_corr_account", "payee_bic"))
        ours = account.startswith(budget.TREASURY)
        if ours and not correspondent:
            yield Problem(
                "payee_corr_account", "required", facts={"expected": budget.SINGLE_ACCOUNT}, act=self.act
            )
        elif account and correspondent and ours != correspondent.startswith(budget.SINGLE_ACCOUNT):
            facts = {"value": correspondent, "account": account}
            yield Problem("payee_corr_account", "treasury_mix", facts=facts, act=self.act)
        elif account and bic and ours != bic.startswith(budget.TREASURY_BICS):
            yield Problem("payee_bic", "treasury_bic", facts={"value": bic, "account": account}, act=self.act)
        elif ours and not sheet.text("tax_status"):
            yield Problem("tax_status", "treasury_without_status", Severity.WARN, act=self.act)

    def payee(self, sheet: Sheet, context: Context) -> Iterator[Problem]:
        """Tax and customs payments go to the payee of the directory; every other one at least has a KPP."""
        if code := sheet.text("tax_status"):
            yield from boxes.payee(sheet, context, budget.kind_of(code, sheet.text("kbk")), self.act)

    def payer(self, sheet: Sheet, _: Context) -> Iterator[Problem]:
        """Boxes 60 and 102 say whose duty is paid."""
        if code := sheet.text("tax_status"):
            kind = budget.kind_of(code, sheet.text("kbk"))
            exempt = "payer_kpp" in self.zeros.get(kind, ()) or kind is Kind.ENP
            yield from boxes.payer_inn(sheet, kind, self.act)
            yield from () if exempt else boxes.payer_kpp(sheet, self.act)

    def codes(self, sheet: Sheet, context: Context) -> Iterator[Problem]:
        """KBK, OKTMO and UIN are there where the kind of payment and the payee's account demand them."""
        if code := sheet.text("tax_status"):
            kind = budget.kind_of(code, sheet.text("kbk"))
            yield from boxes.kbk(sheet, context, kind, self.act)
            yield from boxes.oktmo(sheet, kind, self.act)
            yield from boxes.uin(sheet, self.act)

    def zeroes(self, sheet: Sheet, _: Context) -> Iterator[Problem]:
        """What a kind of payment does not tell is a single 0."""
        code = sheet.text("tax_status")
        if not code:
            return
        kind = budget.kind_of(code, sheet.text("kbk"))
        for name in self.zeros.get(kind, ()):
            typed = sheet.text(name)
            if typed and typed != ZERO:
                severity = Severity.WARN if name == "payer_kpp" else Severity.BLOCK
                told = "enp_fields" if kind is Kind.ENP else "tax_field_zero"
                yield Problem(name, told, severity, {"value": typed}, {name: ZERO}, self.act)

    def details(self, sheet: Sheet, _: Context) -> Iterator[Problem]:
        """Boxes 106–109 of payments that tell a ground, a period or a document."""
        code = sheet.text("tax_status")
        if not code:
            return
        kind = budget.kind_of(code, sheet.text("kbk"))
        told = {name: sheet.text(name) for name in _DETAILS if name not in self.zeros.get(kind, ())}
        if kind is Kind.ENP or not told:
            return
        listed, ground = self.grounds.get(kind), told.get("tax_ground", "")
        if listed and ground and ground not in listed:
            facts = {"value": ground, "expected": ", ".join(sorted(listed))}
            yield Problem("tax_ground", "tax_ground_unknown", facts=facts, act=self.act)
        yield from boxes.details(sheet, told, kind, self.act)


_ENP_107: Final = {Kind.ENP: _DETAILS}
_ENP_58: Final = {
    Kind.ENP: (*_DETAILS, "payer_kpp"),
    Kind.TAX: _DETAILS,
    Kind.OTHER: ("tax_period",),
}
_GROUNDS_107: Final = {
    Kind.CUSTOMS: _CUSTOMS_GROUNDS | {"ДЕ", "ПО", "КТ", "ТУ"},
    Kind.TAX: frozenset(("0", "ТП", "ЗД", "РС", "ОТ", "РТ", "ПБ", "ИН", "ТЛ", "ЗТ", "БФ")),
}
_GROUNDS_58: Final = {Kind.CUSTOMS: _CUSTOMS_GROUNDS | {"ПР"}}
PACKS: Final = (
    Order("107н", _STATUSES_107, frozenset(("02", "20")), _ENP_107, _GROUNDS_107).pack(
        date(2014, 2, 4), date(2026, 3, 31)
    ),
    Order("58н", _STATUSES_107 - {"20"} | {"34"}, frozenset(("02",)), _ENP_58, _GROUNDS_58).pack(
        date(2026, 4, 1), None
    ),
)
