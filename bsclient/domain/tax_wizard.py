"""From five answers to a payment order to the budget (order 58н of the Ministry of Finance; Tax Code, art. 45, 58).

For whom, what kind of payment, which tax, for which period and document, how much: `fields` returns the texts of the order.
Requisites of the payee are given from the directory `budget_payees`; without them the user fills them in from the demand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bsclient.domain.budget import CUSTOMS, ENP_KBK, FNS, ZERO, for_another

_TAX_OFFICE: Final = "182"
_COMPANY_INN: Final = 10
_ENTREPRENEUR_ACCOUNTS: Final = ("40802",)
_PERSONAL_ACCOUNTS: Final = ("40817", "40820", "423", "426")


class Whom(StrEnum):
    """Whose duty is paid."""

    SELF = "self"
    OTHER = "other"
    EMPLOYEE = "employee"


class Sort(StrEnum):
    """What someone is to the budget."""

    COMPANY = "company"
    ENTREPRENEUR = "entrepreneur"
    PERSON = "person"


class Pays(StrEnum):
    """Kinds of payment that the wizard asks about."""

    ENP = "enp"
    TAX = "tax"
    INJURIES = "injuries"
    CUSTOMS = "customs"
    DUTY = "duty"
    FINE = "fine"
    ENFORCEMENT = "enforcement"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Party:
    """Someone with his numbers; `kpp` is "" for one who has none."""

    sort: Sort
    inn: str
    kpp: str
    name: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers as texts; `person` is whose duty is paid if it is not one's own, `title` what the KBK stands for."""

    pays: Pays = Pays.ENP
    whom: Whom = Whom.SELF
    person: Party | None = None
    kbk: str = ""
    title: str = ""
    oktmo: str = ""
    period: str = ""
    uin: str = ""
    demand: bool = False
    ground: str = "00"
    office: str = ""
    document: str = ""
    document_day: str = ""
    amount: str = ""


_STATUSES: Final = {
    Pays.CUSTOMS: {Sort.COMPANY: "06", Sort.ENTREPRENEUR: "17", Sort.PERSON: "16"},
    FNS: {Sort.COMPANY: "01", Sort.ENTREPRENEUR: "01", Sort.PERSON: "13"},
    Pays.OTHER: {Sort.COMPANY: "08", Sort.ENTREPRENEUR: "08", Sort.PERSON: "24"},
}
_WITHHELD, _DEBTOR = "19", "31"
_WITHOUT_KBK: Final = frozenset((Pays.ENFORCEMENT,))


def sort_of(account: str, inn: str) -> Sort:
    """Return what the owner of an account is."""
    if account.startswith(_ENTREPRENEUR_ACCOUNTS):
        return Sort.ENTREPRENEUR
    if account.startswith(_PERSONAL_ACCOUNTS):
        return Sort.PERSON
    return Sort.COMPANY if len(inn) == _COMPANY_INN else Sort.ENTREPRENEUR


def kbk_of(answers: Answers) -> str:
    """Return field 104."""
    if answers.pays is Pays.ENP:
        return ENP_KBK
    return ZERO if answers.pays in _WITHOUT_KBK or not answers.kbk else answers.kbk


def payee_code(answers: Answers) -> str:
    """Return the entry of the directory of payees: the tax office, the customs, else the administrator of the KBK."""
    kbk = kbk_of(answers)
    if answers.pays is Pays.CUSTOMS:
        return CUSTOMS
    if answers.pays is Pays.ENFORCEMENT:
        return "fssp"
    return FNS if kbk.startswith(_TAX_OFFICE) else kbk[:3]


def status(answers: Answers, debtor: Party) -> str:
    """Return field 101: the status of the one whose duty is paid."""
    if answers.whom is Whom.EMPLOYEE:
        return _WITHHELD
    if answers.pays is Pays.ENFORCEMENT:
        return _DEBTOR
    if answers.pays is Pays.CUSTOMS:
        return _STATUSES[Pays.CUSTOMS][debtor.sort]
    return _STATUSES[FNS if kbk_of(answers).startswith(_TAX_OFFICE) else Pays.OTHER][debtor.sort]


def fields(answers: Answers, payer: Party, payee: Mapping[str, str] | None) -> dict[str, str]:
    """Return the texts of the order that follow from the answers; `payer` is the client himself."""
    debtor = answers.person if answers.whom is not Whom.SELF and answers.person is not None else payer
    made = {
        "payer_inn": debtor.inn or ZERO,
        "payer_kpp": _kpp(answers, debtor),
        "payer_name": payer.name,
        "purpose": purpose(answers, payer),
        "purpose_code": "",
        "priority": _priority(answers),
        "uin": answers.uin or ZERO,
        "tax_status": status(answers, debtor),
        "kbk": kbk_of(answers),
        "oktmo": answers.oktmo or ZERO,
        "payout_code": "",
        **dict.fromkeys(("vat_mode", "vat_rate", "vat_amount"), ""),
        **_details(answers, debtor),
    }
    if answers.amount:
        made["amount"] = answers.amount
    if payee is not None:
        made |= _payee(payee)
        if payee.get("oktmo") and answers.pays is Pays.CUSTOMS:
            made["oktmo"] = payee["oktmo"]
    return made


def purpose(answers: Answers, payer: Party) -> str:
    """Return field 24, cut nowhere: one that is too long is the user's to shorten."""
    parts = [_subject(answers)]
    if answers.period:
        parts.append(answers.period)
    if answers.document and answers.pays is not Pays.CUSTOMS:
        day = f" от {answers.document_day}" if answers.document_day else ""
        parts.append(f"№ {answers.document}{day}")
    words = " ".join(filter(None, parts))
    if answers.whom is Whom.OTHER:
        return for_another(payer.inn, payer.kpp, payer.name, words)
    return words


def _subject(answers: Answers) -> str:
    if answers.pays is Pays.ENP:
        return "Единый налоговый платеж"
    if answers.whom is Whom.EMPLOYEE:
        name = answers.person.name if answers.person is not None else ""
        return f"Удержано из доходов: {name}. Исполнительное производство"
    plain = {
        Pays.INJURIES: "Взносы на страхование от несчастных случаев на производстве",
        Pays.ENFORCEMENT: "Исполнительное производство",
        Pays.FINE: "Штраф по постановлению",
    }
    return plain.get(answers.pays, "") or answers.title or "Платеж в бюджет"


def _kpp(answers: Answers, debtor: Party) -> str:
    named = debtor.sort is Sort.COMPANY and answers.pays is not Pays.ENP
    return debtor.kpp or ZERO if named and answers.whom is not Whom.EMPLOYEE else ZERO


def _priority(answers: Answers) -> str:
    if answers.whom is Whom.EMPLOYEE:
        return "4"
    return "3" if answers.demand and answers.uin not in {"", ZERO} else "5"


def _details(answers: Answers, debtor: Party) -> dict[str, str]:
    """Boxes 106–109: the customs tell ground, office and document; a person without numbers names a paper."""
    told = dict.fromkeys(("tax_ground", "tax_period", "tax_document_number", "tax_document_date"), ZERO)
    if answers.pays is Pays.CUSTOMS:
        ground = answers.ground or "00"
        bare = ground == "00"
        return {
            "tax_ground": ground,
            "tax_period": answers.office or ZERO,
            "tax_document_number": ZERO if bare else answers.document or ZERO,
            "tax_document_date": ZERO if bare else answers.document_day or ZERO,
        }
    nameless = not debtor.inn and answers.uin in {"", ZERO}
    if nameless and status(answers, debtor) in {"24", _WITHHELD} and answers.document:
        told["tax_document_number"] = answers.document
    return told


def _payee(payee: Mapping[str, str]) -> dict[str, str]:
    return {
        "payee_name": payee.get("name", ""),
        "payee_inn": payee.get("inn", ""),
        "payee_kpp": payee.get("kpp", ""),
        "payee_account": payee.get("account", ""),
        "payee_bic": payee.get("bic", ""),
        "payee_bank_name": payee.get("bank_name", ""),
        "payee_corr_account": payee.get("corr_account", ""),
    }
