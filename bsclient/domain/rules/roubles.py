"""Rules of demands, collection orders, acceptances, registers and charges (Regulation 762-П; Civil Code, ch. 46)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from bsclient.domain import money
from bsclient.domain.context import Context
from bsclient.domain.problems import Problem, Severity

if TYPE_CHECKING:
    from bsclient.domain.document import Rule, Sheet

_ACT: Final = "762-П"
_PERSONAL: Final = ("40817", "40820", "423", "426", "40803", "40813", "40914")
ASKED: Final = "2"
"""Field 35: the payer's acceptance is needed."""


def two_accounts(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """Payer and payee differ."""
    payer, payee = sheet.text("payer_account"), sheet.text("payee_account")
    if payer and payer == payee and sheet.text("payer_bic") == sheet.text("payee_bic"):
        yield Problem("payer_account", "same_account", facts={"value": payer}, act=_ACT)


def tax_numbers(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """A company or an entrepreneur is named with its INN (fields 60 and 61)."""
    for side, mend in (("payer", {}), ("payee", {"payee_inn": context.own_inn} if context.own_inn else {})):
        account = sheet.text(f"{side}_account")
        if account.startswith("4") and not account.startswith(_PERSONAL) and not sheet.text(f"{side}_inn"):
            yield Problem(f"{side}_inn", "required", mend=mend, act=_ACT)


def papers_day(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """Papers were sent before the demand is drawn up, or on that day (field 37)."""
    sent, dated = sheet.day("papers_sent"), sheet.day("date")
    if sent is not None and dated is not None and sent > dated:
        facts = {"value": sent.isoformat(), "expected": dated.isoformat()}
        yield Problem("papers_sent", "papers_sent_later", facts=facts, act=_ACT)


def priority_of_ground(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """Priorities 1 to 4 belong to writs and collectors by law; what a contract allows to collect is of the fifth."""
    if sheet.text("ground") == "contract" and sheet.text("priority") not in {"", "5"}:
        facts = {"value": sheet.text("priority"), "expected": "5"}
        yield Problem(
            "priority", "priority_of_contract", facts=facts, mend={"priority": "5"}, act="ГК РФ ст. 855"
        )


def ground_day(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """The paper that gives the right to collect is older than the order, or of its day."""
    paper, dated = sheet.day("ground_date"), sheet.day("date")
    if paper is not None and dated is not None and paper > dated:
        facts = {"value": paper.isoformat(), "expected": dated.isoformat()}
        yield Problem("ground_date", "ground_date_later", facts=facts, act=_ACT)


def ground_in_purpose(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """Field 24 of a collection order names the number of the law, writ or contract that it rests on."""
    number, words = sheet.text("ground_number"), sheet.text("purpose")
    if number and words and number not in words:
        yield Problem("purpose", "ground_not_named", Severity.WARN, {"value": number}, act=_ACT)


def demand_open(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """What is answered is a demand that asks for acceptance and was not answered yet."""
    wanted = sheet.text("demand")
    found = context.documents.find(wanted) if context.documents and wanted else None
    if found is None:
        return
    number = str(found.fields.get("number", ""))
    if found.fields.get("condition") != ASKED:
        yield Problem("demand", "acceptance_not_asked", facts={"number": number}, act=_ACT)
    elif found.state == "answered":
        yield Problem("demand", "demand_has_answer", Severity.WARN, {"number": number}, act=_ACT)


def in_time(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The acceptance is given before its term is over (field 72); after it, silence counts as refusal."""
    until = sheet.day("deadline")
    if until is not None and context.dates_checked and context.today > until:
        facts = {"value": until.isoformat(), "date": context.today.isoformat()}
        yield Problem("deadline", "acceptance_late", facts=facts, act=_ACT)


def accepted_amount(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """A whole acceptance is of the demand's sum, one in part of less."""
    amount, demanded, decision = (
        sheet.money("accepted_amount"),
        sheet.money("demand_amount"),
        sheet.text("decision"),
    )
    if amount is None or demanded is None:
        return
    facts = {"value": money.plain(amount), "expected": money.plain(demanded)}
    if decision == "full" and amount != demanded:
        mend = {"accepted_amount": facts["expected"]}
        yield Problem("accepted_amount", "acceptance_amount", facts=facts, mend=mend, act=_ACT)
    elif decision == "partial" and amount >= demanded:
        yield Problem("accepted_amount", "acceptance_not_partial", facts=facts, act=_ACT)


def row_inn(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """A row's payee that is no person has an INN."""
    account = sheet.text("payee_account")
    if account.startswith("4") and not account.startswith(_PERSONAL) and not sheet.text("payee_inn"):
        yield Problem("payee_inn", "required", act=_ACT)


def not_to_itself(rows: str) -> Rule:
    """No row of a register pays to the account that it is paid from."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        own = sheet.text("account")
        for index, row in enumerate(sheet.sheets(rows)):
            if own and row.text("payee_account") == own:
                yield Problem(f"{rows}.{index}.payee_account", "same_account", facts={"value": own}, act=_ACT)

    return rule


def no_budget(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """A payment to the budget has fields 101–109, which a register has not."""
    account = sheet.text("payee_account")
    if account.startswith(("03100", "40102")):
        yield Problem("payee_account", "register_budget", facts={"value": account}, act="58н")
