"""The boxes of a budget payment one by one: payee, payer, codes, ground and document (orders 107н and 58н)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from bsclient.domain import budget
from bsclient.domain.budget import ENP_KBK, ZERO, Kind
from bsclient.domain.context import Context
from bsclient.domain.problems import Problem, Severity

if TYPE_CHECKING:
    from bsclient.domain.document import Sheet

_COMPANY, _PERSON = 10, 12
_KINDS: Final = {Kind.ENP: budget.FNS, Kind.TAX: budget.FNS, Kind.CUSTOMS: budget.CUSTOMS}
_REQUISITES: Final = {
    "payee_inn": "inn",
    "payee_kpp": "kpp",
    "payee_account": "account",
    "payee_bic": "bic",
    "payee_corr_account": "corr_account",
}
_INSIDE: Final = "inside"
_NO_OKTMO: Final = re.compile(r"032|40.03")
_UIN_ACCOUNT: Final = "03212"
_UIN_STATUSES: Final = frozenset(("31", "33"))
_DEBTOR_STATUS: Final = "19"
_INN_LENGTHS: Final = {"06": _COMPANY, "16": _PERSON, "17": _PERSON}
_DAY: Final = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])\.[0-9]{4}")
_PERIOD: Final = re.compile(r"(?:(?:МС|Д[123])\.(?:0[1-9]|1[0-2])|КВ\.0[1-4]|ПЛ\.0[12]|ГД\.00)\.[0-9]{4}")
_OFFICE: Final = re.compile(r"[0-9]{8}")
_SHORT_GROUNDS: Final = frozenset(("ПК", "УВ", "ТГ", "ТБ", "ТД", "ПВ"))
_SHORT: Final = re.compile(r".{1,7}")
_ANY: Final = re.compile(r".{1,15}")
_PAPERS: Final = (*(f"{n:02d}" for n in range(1, 15)), "22", "24", "25", "26", "28", "29", "30")
_PAPER: Final = re.compile(rf"(?:{'|'.join(_PAPERS)});[^;]{{1,12}}")


def payee(sheet: Sheet, context: Context, kind: Kind, act: str) -> Iterator[Problem]:
    """The requisites of the payee are those of the directory on the day of the order."""
    entry = _KINDS.get(kind)
    if entry is None:
        if sheet.text("payee_kpp") == ZERO and len(sheet.text("payee_inn")) == _COMPANY:
            yield Problem("payee_kpp", "payee_kpp_missing", Severity.WARN, act=act)
        return
    books, day = context.directories, sheet.day("date") or context.today
    known = books.find(budget.PAYEES, entry, day) if books and books.holds(budget.PAYEES) else None
    if known is None:
        return
    told = "enp_payee" if kind is Kind.ENP else "budget_payee"
    for name, fact in _REQUISITES.items():
        typed, expected = sheet.text(name), known.get(fact, "")
        if typed and expected and typed != expected:
            facts = {"value": typed, "expected": expected}
            yield Problem(name, told, facts=facts, mend={name: expected}, act=act)
    territory, typed = known.get("oktmo", ""), sheet.text("oktmo")
    if territory and typed not in {"", territory}:
        facts = {"value": typed, "expected": territory}
        yield Problem("oktmo", "customs_oktmo", Severity.WARN, facts, {"oktmo": territory}, act)


def payer_inn(sheet: Sheet, kind: Kind, act: str) -> Iterator[Problem]:
    """A payer without an INN is a person who pays by a UIN, or one outside of the tax records at the customs."""
    number, status = sheet.text("payer_inn"), sheet.text("tax_status")
    wanted = _INN_LENGTHS.get(status) if kind is Kind.CUSTOMS else None
    if wanted and number and len(number) != wanted:
        facts = {"value": number, "expected": str(wanted), "status": status}
        yield Problem("payer_inn", "payer_inn_status", facts=facts, act=act)
    elif status == _DEBTOR_STATUS and number and number != ZERO and len(number) != _PERSON:
        facts = {"value": number, "expected": str(_PERSON), "status": status}
        yield Problem("payer_inn", "payer_inn_status", facts=facts, act=act)
    elif number == ZERO and kind in {Kind.ENP, Kind.TAX}:
        by_uin = status == "13" and sheet.text("uin") not in {"", ZERO}
        if not by_uin or not sheet.text("payee_account").startswith("03100"):
            yield Problem("payer_inn", "payer_inn_zero", act=act)


def payer_kpp(sheet: Sheet, act: str) -> Iterator[Problem]:
    """A legal entity names its KPP, a person has none; deductions from wages are a person's duty."""
    number, typed = sheet.text("payer_inn"), sheet.text("payer_kpp")
    person = len(number) == _PERSON or number == ZERO or sheet.text("tax_status") == _DEBTOR_STATUS
    if person and typed not in {"", ZERO}:
        yield Problem(
            "payer_kpp", "payer_kpp_person", facts={"value": typed}, mend={"payer_kpp": ZERO}, act=act
        )
    elif not person and len(number) == _COMPANY and typed == ZERO:
        yield Problem("payer_kpp", "payer_kpp_missing", act=act)


def kbk(sheet: Sheet, context: Context, kind: Kind, act: str) -> Iterator[Problem]:
    """Tax and customs payments have a KBK; taxes that the single tax payment holds are not paid by their own code."""
    typed, books = sheet.text("kbk"), context.directories
    if typed == ZERO and kind is not Kind.OTHER:
        yield Problem("kbk", "kbk_missing", act=act)
    if typed in {"", ZERO, ENP_KBK} or books is None or not books.holds("kbk"):
        return
    entry = books.find("kbk", typed, sheet.day("date") or context.today)
    if entry is None:
        yield Problem("kbk", "kbk_unknown", Severity.WARN, {"value": typed}, act=act)
    elif entry.get("kind") == _INSIDE:
        facts = {"value": typed, "title": entry.get("title", ""), "expected": ENP_KBK}
        yield Problem("kbk", "kbk_inside_enp", facts=facts, mend={"kbk": ENP_KBK}, act="НК РФ ст. 58")


def oktmo(sheet: Sheet, kind: Kind, act: str) -> Iterator[Problem]:
    """Only the single tax payment and payments to some accounts name no territory."""
    if kind is Kind.ENP or sheet.text("oktmo") != ZERO:
        return
    account = sheet.text("payee_account")
    if kind is not Kind.OTHER or (account and not _NO_OKTMO.match(account)):
        yield Problem("oktmo", "oktmo_missing", act=act)


def uin(sheet: Sheet, act: str) -> Iterator[Problem]:
    """Bailiffs find a payment by its UIN alone."""
    needed = sheet.text("tax_status") in _UIN_STATUSES or sheet.text("payee_account").startswith(_UIN_ACCOUNT)
    if needed and sheet.text("uin") == ZERO:
        yield Problem("uin", "uin_required", facts={"value": sheet.text("tax_status")}, act=act)


def details(sheet: Sheet, told: Mapping[str, str], kind: Kind, act: str) -> Iterator[Problem]:
    """Boxes 107–109, as far as the kind of payment tells them."""
    period, number = told.get("tax_period", ""), told.get("tax_document_number", "")
    day = told.get("tax_document_date", "")
    if kind is Kind.CUSTOMS:
        yield from _customs(told.get("tax_ground", ""), period, number, act)
    elif period not in {"", ZERO} and not (_PERIOD.fullmatch(period) or _DAY.fullmatch(period)):
        yield Problem("tax_period", "tax_period_form", facts={"value": period}, act=act)
    if kind is Kind.OTHER:
        yield from _identity(sheet, number, act)
    without_day = told.get("tax_ground") == "00" and kind is Kind.CUSTOMS
    if day not in {"", ZERO} and (without_day or not _DAY.fullmatch(day)):
        mend = {"tax_document_date": ZERO} if without_day else {}
        yield Problem("tax_document_date", "tax_document_date_form", facts={"value": day}, mend=mend, act=act)
    elif kind is Kind.CUSTOMS and day == ZERO and told.get("tax_ground") not in {"", "00"}:
        yield Problem("tax_document_date", "tax_document_date_form", facts={"value": day}, act=act)


def _customs(ground: str, period: str, number: str, act: str) -> Iterator[Problem]:
    if period and not _OFFICE.fullmatch(period):
        yield Problem("tax_period", "customs_code_form", facts={"value": period}, act=act)
    if not ground or not number:
        return
    if ground == "00":
        good = number in {ZERO, "00"}
    else:
        form = _SHORT if ground in _SHORT_GROUNDS else _ANY
        good = number not in {ZERO, "00"} and form.fullmatch(number) is not None
    if not good:
        mend = {"tax_document_number": ZERO} if ground == "00" else {}
        facts = {"value": number, "ground": ground}
        yield Problem("tax_document_number", "customs_document_number", facts=facts, mend=mend, act=act)


def _identity(sheet: Sheet, number: str, act: str) -> Iterator[Problem]:
    """Box 108 of other payees: a person without INN and UIN is known by a paper, `01;1234567890`."""
    status = sheet.text("tax_status")
    nameless = sheet.text("payer_inn") == ZERO and sheet.text("uin") in {"", ZERO}
    if status in _UIN_STATUSES and number not in {"", ZERO}:
        mend = {"tax_document_number": ZERO}
        yield Problem("tax_document_number", "tax_field_zero", facts={"value": number}, mend=mend, act=act)
    elif status in {"24", _DEBTOR_STATUS} and nameless and number == ZERO:
        yield Problem("tax_document_number", "payer_paper_missing", facts={"value": status}, act=act)
    elif status in {"24", _DEBTOR_STATUS} and number not in {"", ZERO} and not _PAPER.fullmatch(number):
        yield Problem("tax_document_number", "payer_paper_form", facts={"value": number}, act=act)
