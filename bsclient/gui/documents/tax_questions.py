"""The five questions of a payment to the budget as a form, and the way from what is typed to the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.domain import checks
from bsclient.domain.document import Document
from bsclient.domain.fields import choice, code, flag, inn, kpp, money, text
from bsclient.domain.problems import Problem, Severity
from bsclient.domain.tax_wizard import Answers, Party, Pays, Sort, Whom
from bsclient.gui.tr import N_

if TYPE_CHECKING:
    from bsclient.domain.context import Context
    from bsclient.domain.document import Sheet

_WHOM: Final = {
    "self": N_("for ourselves"),
    "other": N_("for another company or person"),
    "employee": N_("withheld from an employee's wages"),
}
_SORTS: Final = {
    "company": N_("company"),
    "entrepreneur": N_("entrepreneur"),
    "person": N_("individual"),
}
_PAYS: Final = {
    "enp": N_("single tax payment (ENP)"),
    "tax": N_("tax outside of the ENP"),
    "injuries": N_("contributions for injuries at work"),
    "customs": N_("customs payments"),
    "duty": N_("state duty"),
    "fine": N_("fine"),
    "enforcement": N_("debt to bailiffs (enforcement)"),
    "other": N_("other payment to the budget"),
}
_GROUNDS: Final = ("00", "ПК", "ПР", "КЭ", "УВ", "ИЛ", "ПБ", "ТГ", "ТБ", "ТД", "ПВ", "ИН")
_WITH_KBK: Final = ("tax", "injuries", "customs", "duty", "fine", "other")
_WITH_OKTMO: Final = ("tax", "injuries", "duty", "fine", "enforcement", "other")
_PAPERS: Final = ("customs", "fine", "enforcement", "other")
_ANOTHER: Final = ("whom", "other", "employee")
_DAY: Final = r"(?:0[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])\.[0-9]{4}"


def known(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The code is paid by itself, not within the single tax payment; numbers of another one are there."""
    typed, books = sheet.text("kbk"), context.directories
    entry = books.find("kbk", typed, context.today) if typed and books and books.holds("kbk") else None
    if entry is not None and entry.get("kind") == "inside":
        facts = {"value": typed, "title": entry.get("title", ""), "expected": "ENP"}
        yield Problem("kbk", "kbk_inside_enp", facts=facts, act="НК РФ ст. 58")
    if sheet.text("whom") == "other" and not sheet.text("person_inn"):
        yield Problem("person_inn", "required")
    if (
        sheet.text("whom") == "other"
        and sheet.text("person_sort") == "company"
        and sheet.text("pays") != "enp"
    ):
        yield from () if sheet.text("person_kpp") else [Problem("person_kpp", "required")]
    if sheet.text("pays") == "enforcement" and not sheet.text("uin"):
        yield Problem("uin", "uin_required", facts={"value": "31"}, act="58н")
    uin = sheet.text("uin")
    if uin and not checks.uin_has_letters(uin) and not checks.uin_ok(uin):
        yield Problem("uin", "uin_key", Severity.BLOCK, {"value": uin}, act="ГИС ГМП")


class Questions(
    Document,
    rules=(known,),
    groups={
        "whom": N_("For whom"),
        "kind": N_("What is paid"),
        "tax": N_("Which tax"),
        "period": N_("For which period, by which document"),
        "amount": N_("How much"),
    },
    templates=False,
):
    """What the wizard asks."""

    whom: str = choice(N_("For whom"), tuple(_WHOM), words=_WHOM, default="self", group="whom")
    person_sort: str = choice(
        N_("Who that is"),
        tuple(_SORTS),
        words=_SORTS,
        default="company",
        when=("whom", "other"),
        group="whom",
    )
    person_name: str = text(N_("Name"), longest=160, when=_ANOTHER, group="whom")
    person_inn: str = inn(N_("INN"), when=_ANOTHER, group="whom")
    person_kpp: str = kpp(N_("KPP"), when=("whom", "other"), group="whom")
    pays: str = choice(N_("Kind of payment"), tuple(_PAYS), words=_PAYS, default="enp", group="kind")
    kbk: str = code(
        N_("KBK"),
        r"[0-9]{20}",
        "kbk_form",
        required=True,
        when=("pays", *_WITH_KBK),
        directory="kbk",
        group="tax",
        hint=N_("Type a part of the name or of the code, or press F4."),
    )
    oktmo: str = code(
        N_("OKTMO"),
        r"[0-9]{8}|[0-9]{11}",
        "oktmo_form",
        required=True,
        when=("pays", *_WITH_OKTMO),
        group="tax",
    )
    office: str = code(
        N_("Code of the customs office"),
        r"[0-9]{8}",
        "customs_code_form",
        required=True,
        when=("pays", "customs"),
        group="tax",
    )
    period: str = text(
        N_("Period, in words for the purpose"),
        longest=80,
        required=False,
        group="period",
        hint=N_("Such as: за октябрь 2026 г."),
    )
    uin: str = code(
        N_("UIN"),
        r"0|[0-9A-Za-z]{20}|[0-9]{25}",
        "uin_form",
        group="period",
        hint=N_("From the demand or the resolution, if there is one."),
    )
    demand: str = flag(
        N_("Under a demand of the tax office"), when=("pays", "enp", "tax", "injuries"), group="period"
    )
    ground: str = choice(
        N_("Ground (box 106)"), _GROUNDS, default="00", when=("pays", "customs"), group="period"
    )
    document: str = text(
        N_("Document number"), longest=15, required=False, when=("pays", *_PAPERS), group="period"
    )
    document_day: str = code(
        N_("Document date"), _DAY, "tax_document_date_form", when=("pays", *_PAPERS), group="period"
    )
    amount: Decimal = money(N_("Amount"), group="amount")


def answers_of(raw: Mapping[str, str], title: str) -> Answers:
    """Return the answers that were typed and found whole; `title` is what the KBK stands for."""
    whom = Whom(raw["whom"])
    person = None
    if whom is not Whom.SELF:
        sort = Sort(raw["person_sort"]) if whom is Whom.OTHER else Sort.PERSON
        person = Party(sort, raw["person_inn"], raw["person_kpp"], raw["person_name"])
    return Answers(
        pays=Pays(raw["pays"]),
        whom=whom,
        person=person,
        kbk=raw["kbk"],
        title=title,
        oktmo=raw["oktmo"],
        period=raw["period"],
        uin=raw["uin"],
        demand=bool(raw["demand"]),
        ground=raw["ground"] or "00",
        office=raw["office"],
        document=raw["document"],
        document_day=raw["document_day"],
        amount=raw["amount"],
    )
