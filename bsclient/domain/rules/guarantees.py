"""Rules and fills of bank guarantees (Civil Code, chapter 23 § 6; 44-ФЗ, article 45)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.domain import guarantees
from bsclient.domain.context import Context
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor
from bsclient.domain.problems import Problem
from bsclient.domain.rules.terms import entry

if TYPE_CHECKING:
    from bsclient.domain.document import Sheet

SOURCE: Final = "guarantee_kind"
ACT: Final = "ГК РФ, ст. 368"


def fee(sheet: Sheet, context: Context) -> Mapping[str, str]:
    """Fill the fee for the term."""
    amount, rate = sheet.money("amount"), sheet.number("fee_rate")
    starts, ends = sheet.day("starts"), sheet.day("ends")
    row = entry(sheet, context, guarantees.BOOK, SOURCE)
    if amount is None or rate is None or starts is None or ends is None or ends < starts or row is None:
        return {"fee": ""}
    least = to_minor(parse_amount(row["least_fee"]))
    return {"fee": plain(from_minor(guarantees.fee(to_minor(amount), rate, least, (starts, ends))))}


def fee_true(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The fee that is signed follows from the terms."""
    value, said = fee(sheet, context)["fee"], sheet.money("fee")
    if value and said is not None and plain(said) != value:
        facts = {"value": plain(said), "expected": value}
        yield Problem("fee", "fee_differs", facts=facts, mend={"fee": value})


def term(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The term is no longer than the bank offers, and not reversed."""
    starts, ends = sheet.day("starts"), sheet.day("ends")
    if starts is None or ends is None:
        return
    if ends <= starts:
        facts = {"value": ends.isoformat(), "expected": starts.isoformat()}
        yield Problem("ends", "guarantee_reversed", facts=facts, act=ACT)
        return
    row = entry(sheet, context, guarantees.BOOK, SOURCE)
    days = (ends - starts).days + 1
    if row is not None and days > int(row["days_most"]):
        facts = {"value": str(days), "limit": row["days_most"]}
        yield Problem("ends", "guarantee_too_long", facts=facts)


def not_self(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """The beneficiary is somebody else."""
    inn = sheet.text("beneficiary_inn")
    if inn and inn == sheet.text("applicant_inn"):
        yield Problem("beneficiary_inn", "guarantee_self", facts={"value": inn}, act=ACT)


def covered(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """A guarantee is usually for no more than the contract that it secures."""
    amount, contract = sheet.money("amount"), sheet.money("contract_amount")
    if amount is not None and contract is not None and amount > contract:
        facts = {"value": plain(amount), "limit": plain(Decimal(contract))}
        yield Problem("amount", "guarantee_above_contract", facts=facts, mend={"amount": facts["limit"]})
