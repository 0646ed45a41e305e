"""Rules of letters of credit (Civil Code, chapter 46 § 3; Regulation 762-П chapter 6; UCP 600)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.domain import currencies
from bsclient.domain import letters_of_credit as letters
from bsclient.domain.context import Context
from bsclient.domain.money import plain
from bsclient.domain.problems import Problem
from bsclient.domain.rules.currency import currency_of
from bsclient.domain.rules.terms import product

if TYPE_CHECKING:
    from bsclient.domain.document import Sheet

ACT: Final = "762-П, гл. 6"
_ZERO: Final = Decimal(0)


def regime(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Letters within Russia are in roubles, international ones in another currency."""
    code, chosen = currency_of(sheet.text("account"), context), sheet.text("regime")
    if code and chosen and (code == currencies.ROUBLE) is not (chosen == letters.HOME):
        facts = {"value": code}
        yield Problem("account", "regime_currency", facts=facts, act=ACT)


def shipment(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """Goods are sent before the letter of credit expires."""
    latest, ends = sheet.day("latest_shipment"), sheet.day("ends")
    if latest is not None and ends is not None and latest > ends:
        facts = {"value": latest.isoformat(), "expected": ends.isoformat()}
        yield Problem("latest_shipment", "shipment_after_expiry", facts=facts)


def not_self(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The beneficiary is somebody else."""
    number = sheet.text("beneficiary_account")
    if number and (number == sheet.text("account") or number in context.own_accounts):
        yield Problem("beneficiary_account", "beneficiary_self", facts={"value": number})


# changes ----------------------------------------------------------------------------------------------------------


def change(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """A decrease leaves something and what was presented; an extension is later than the end."""
    found, asked = product(sheet, context, "product"), sheet.text("change")
    if found is None:
        return
    amount, ends = sheet.money("amount"), sheet.day("new_ends")
    free = (found.amount or _ZERO) - Decimal(found.terms.get("presented") or 0)
    if asked == letters.DECREASE and amount is not None and amount > free:
        facts = {"value": plain(amount), "limit": plain(max(free, _ZERO))}
        yield Problem("amount", "decrease_above_free", facts=facts)
    if asked == letters.EXTEND and ends is not None and found.ends is not None and ends <= found.ends:
        facts = {"value": ends.isoformat(), "expected": found.ends.isoformat()}
        yield Problem("new_ends", "extension_not_later", facts=facts)


def consent(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """A decrease of an irrevocable letter of credit needs the beneficiary's consent (Civil Code, article 869)."""
    if sheet.text("change") == letters.DECREASE and not sheet.text("consent"):
        yield Problem("consent", "lc_consent_needed", act="ГК РФ, ст. 869")


def after_change(sheet: Sheet, context: Context) -> Mapping[str, str]:
    """Fill what the letter of credit will be for."""
    found, asked, amount = product(sheet, context, "product"), sheet.text("change"), sheet.money("amount")
    if found is None or found.amount is None or amount is None or asked == letters.EXTEND:
        return {"after": ""}
    after = found.amount + (amount if asked == letters.INCREASE else -amount)
    return {"after": plain(after) if after > 0 else ""}


# documents presented ----------------------------------------------------------------------------------------------


def as_presented(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The answer says the sum that was presented, comes in time, and waives discrepancies if it accepts them."""
    chosen = sheet.text("presentation")
    found = context.documents.find(chosen) if context.documents is not None and chosen else None
    if found is None or found.type != letters.PRESENTATION:
        return
    amount, told = sheet.money("amount"), str(found.fields.get("amount", ""))
    if amount is not None and plain(amount) != told:
        facts = {"value": plain(amount), "expected": told}
        yield Problem("amount", "presentation_differs", facts=facts, mend={"amount": told})
    until = str(found.fields.get("answer_by", ""))
    if until and context.dates_checked and context.today.isoformat() > until:
        yield Problem("presentation", "presentation_late", facts={"value": until}, act=ACT)
    discrepant = found.fields.get("discrepancies") and sheet.text("decision") == letters.ACCEPT
    if discrepant and not sheet.text("waived"):
        yield Problem(
            "waived", "discrepancies_not_waived", facts={"value": str(found.fields["discrepancies"])}
        )
