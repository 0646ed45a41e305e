"""What the visitor brings along: the file that 1C wrote, with the mistakes and traps of a real one."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

from bsclient.bank.seed.demo import demo_data
from bsclient.domain import checks
from bsclient.domain.documents import PaymentOrder
from bsclient.formats import model, onec
from bsclient.services.desk import Desk
from bsclient.services.payees.book import Payee

BLOCKED_ACCOUNT = "40702810700016540990"
_ROMASHKA_TO = "vasilek"


def payee(identity: str) -> dict[str, str]:
    """Return the requisites of a payee of the demo's book as fields of a payment order."""
    card = next(card for card in demo_data().payees if card.id == identity)
    return {
        "payee_name": card.name, "payee_inn": card.inn, "payee_kpp": card.kpp, "payee_account": card.account,
        "payee_bic": card.bic, "payee_bank_name": card.bank_name, "payee_corr_account": card.corr_account,
    }  # fmt: skip


def blocked_payee() -> dict[str, str]:
    """Return the payee on the bank's stop list."""
    return payee(next(card.id for card in demo_data().payees if card.account == BLOCKED_ACCOUNT))


def neighbour() -> dict[str, str]:
    """Return a client of the same bank: paid at once."""
    return {
        "payee_name": 'ООО "Василёк"', "payee_inn": "7716987655", "payee_kpp": "771601001",
        "payee_account": "40702810300020000201", "payee_bic": "044525888",
        "payee_bank_name": 'АО "Демо-банк", г Москва', "payee_corr_account": "30101810300000000888",
    }  # fmt: skip


def know(desk: Desk, identity: str) -> None:
    """Write a payee into the book, so that a change of its account is noticed."""
    told = {name.removeprefix("payee_"): value for name, value in payee(identity).items()}
    desk.payees.save(
        Payee(
            id="",
            name=told["name"],
            inn=told["inn"],
            kpp=told["kpp"],
            account=told["account"],
            bic=told["bic"],
            bank_name=told["bank_name"],
            corr_account=told["corr_account"],
            state="known",
        )
    )


def swapped(told: dict[str, str]) -> dict[str, str]:
    """Return a payee with another, valid account: what a thief's program writes into the file."""
    account = told["payee_account"]
    other = account[:8] + "0" + account[9:-4] + "7713"
    digit = checks.account_key_digit(told["payee_bic"], other)
    return {**told, "payee_account": other[:8] + digit + other[9:]}


def file_of_1c(desk: Desk) -> bytes:
    """Return eight payments: good ones, one to the stop list, a broken account, a swapped account, a twin."""
    metall, office = payee("metall"), payee("office")
    broken = {
        **office,
        "payee_account": office["payee_account"][:-1] + str((int(office["payee_account"][-1]) + 1) % 10),
    }
    rows = [
        (
            payee("sever"),
            "48200.00",
            "Оплата по договору поставки 17/26 за канцелярские товары. НДС не облагается",
        ),
        (
            metall,
            "120000.50",
            "Оплата по счёту 311 от 18.11.2026 за металлопрокат. В т.ч. НДС 22% - 21639.43 руб.",
        ),
        (neighbour(), "15000.00", "Оплата по счёту 44 от 19.11.2026 за оформление офиса. НДС не облагается"),
        (blocked_payee(), "9900.00", "Оплата по счёту 12 от 19.11.2026 за услуги. НДС не облагается"),
        (broken, "3100.00", "Оплата по счёту 90 за хозяйственные товары. НДС не облагается"),
        (swapped(payee("sever")), "64000.00", "Оплата по договору поставки 17/26. НДС не облагается"),
        (office, "2750.00", "Оплата по счёту 91 за бумагу"),
        (office, "2750.00", "Оплата по счёту 91 за бумагу"),
    ]
    documents = [_document(desk, number, row) for number, row in enumerate(rows, start=101)]
    documents[-1] = _document(desk, 107, rows[-1])
    today = desk.place.today
    section = model.AccountSection(desk.statements.accounts()[0].number, "RUB", today, today)
    made = model.ExchangeFile(model.PAYMENTS, "1.03", "cp1251", (section,), tuple(documents))
    out = io.BytesIO()
    onec.write(out, made)
    return out.getvalue()


def _document(desk: Desk, number: int, row: tuple[dict[str, str], str, str]) -> model.ExchangeDocument:
    told, amount, purpose = row
    draft = desk.drafts.new(PaymentOrder.code)
    fields = {name: str(value) for name, value in draft.raw.items()}
    day = dt.date.fromisoformat(fields["date"])
    raw = {
        **fields,
        **told,
        "number": str(number),
        "amount": str(Decimal(amount)),
        "date": day.isoformat(),
        "purpose": purpose,
    }
    return onec.payment_to_document(raw)
