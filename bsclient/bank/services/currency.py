"""Currency at the bank: transfers abroad, deals for roubles and between currencies, money from abroad.

Nothing is executed at acceptance: the money is held, and a step (or, for transfers, currency control) carries it out, within
the bank's hours for currency (`Plan`), as clients are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from bsclient.bank.books import fx, house, notices
from bsclient.bank.books.ledger import Account
from bsclient.bank.payees.blocks import demand_unblocked
from bsclient.bank.products import contracts, tariffs
from bsclient.bank.services.base import Ask, Doc, Sent, Service, Stop, Task, Work
from bsclient.bank.services.helpers import need
from bsclient.bank.work.transaction import Leg
from bsclient.clock import MOSCOW
from bsclient.domain import control, currencies
from bsclient.domain.content import shown_day
from bsclient.domain.cutoffs import Route
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor
from bsclient.domain.states import State

_VALUE, _SEND, _DEAL, _SHARE = "value", "send", "deal", "share"
_OPENS: Final = time(10)
"""When the bank deals, Moscow time: a limit that was not reached is looked at again then."""
_FEE_LEG: Final = 2
_FOUR: Final = Decimal("0.0001")


def _house(ask: Ask, kind: str, *codes: str) -> set[str]:
    """Return the bank's own accounts of a sort in those of the currencies that it has."""
    served = house.KINDS[kind].currencies
    return {ask.house(kind, code) for code in codes if code in served}


def _money(minor: int, code: str) -> str:
    return f"{plain(from_minor(minor))} {code}"


def _own(work: Work, doc: Doc, field: str, code: str = "") -> Account:
    """Return an account of the client that is held in a currency ("" any), or stop the document."""
    found = work.account(doc.text(field), doc.client_id)
    if field != "account":
        notices.demand_current(found)
    if code and found.currency != code:
        facts = {"value": found.currency, "expected": code}
        raise Stop(State.BAD_DETAILS, "account_currency_differs", field=field, **facts)
    return found


def _current(work: Work, doc: Doc, code: str) -> Account:
    """Return the debit account, which must not be a transit one."""
    found = _own(work, doc, "account", code)
    if notices.is_transit(found):
        raise Stop(State.REJECTED, "account_transit", value=found.number)
    return found


class Transfers(Service):
    """Transfers abroad: held, seen by currency control on the value date, sent through the correspondent bank."""

    types = ("currency_transfer",)
    once = True

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        code, paid = doc.text("currency"), currencies.of_account(doc.text("fee_account"))
        if doc.text("contract"):
            ask.product(doc.text("contract"))
        own = {doc.text("account"), doc.text("fee_account"), ask.house("fees")} - {""}
        return own | _house(ask, "abroad", code) | _house(ask, "position", "RUB", code, paid)

    def accept(self, work: Work, doc: Doc) -> None:
        own = _current(work, doc, doc.text("currency"))
        work.payable(doc.text("beneficiary_account"))
        if doc.text("fee_account"):
            _own(work, doc, "fee_account")
        self._control(work, doc)
        if doc.text("charges") == "BEN" and tariffs.cost(work, own, self._fee(work, doc)) >= doc.amount:
            raise Stop(State.REJECTED, "fee_above_amount", fee=_money(self._fee(work, doc), "RUB"))
        work.hold(doc, own, doc.amount)
        work.move(doc, State.ACCEPTED)
        value = doc.text("value_date")
        if value > work.today.isoformat():
            work.schedule(doc.id, _VALUE, date.fromisoformat(value))
        else:
            work.ask_operator(doc)

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        if task.step == _SEND:
            self._send(work, doc)
        else:
            work.ask_operator(doc)

    def approved(self, work: Work, doc: Doc) -> None:
        ready = work.at - work.plan.schedules()[Route.ABROAD].handling
        leaves = work.plan.leaves(Route.ABROAD, ready)
        if leaves > work.at:
            work.schedule(doc.id, _SEND, leaves)
        else:
            self._send(work, doc)

    def _send(self, work: Work, doc: Doc) -> None:
        demand_unblocked(work.connection, doc)  # since it was taken in
        own, fee = _current(work, doc, doc.text("currency")), self._fee(work, doc)
        work.payable(doc.text("beneficiary_account"))
        sent = doc.amount
        if doc.text("charges") == "BEN":
            sent -= tariffs.cost(work, own, fee)
            payer = own
        else:
            payer = _own(work, doc, "fee_account")
        purpose = " ".join(doc.text("purpose").split("\n"))
        leg = Leg(doc, kind="transfer_abroad", purpose=purpose, details=self._payee(doc))
        work.release(doc, own)
        work.post(own, work.house("abroad", own.currency), sent, leg)
        words = f"Комиссия за перевод № {doc.number} от {shown_day(doc.day)}"
        tariffs.charge(work, payer, fee, Leg(doc, _FEE_LEG, kind="fee", purpose=words))
        facts = {"value": _money(sent, own.currency), "fee": _money(fee, "RUB")}
        work.move(doc, State.EXECUTED, "transfer_sent", facts)
        contracts.record(work, doc, [doc.text("unk")])

    @staticmethod
    def _payee(doc: Doc) -> dict[str, str]:
        return {
            "payee_name": doc.text("beneficiary_name"),
            "payee_inn": "",
            "payee_kpp": "",
            "payee_account": doc.text("beneficiary_account"),
            "payee_bic": doc.text("bank_bic") or doc.text("bank_clearing"),
            "payee_bank_name": f"{doc.text('bank_name')}, {doc.text('bank_town')}",
            "payee_corr_account": doc.text("bank_account"),
        }

    @staticmethod
    def _fee(work: Work, doc: Doc) -> int:
        roubles = fx.official(doc.amount, fx.need(work, doc.text("currency")))
        more = tariffs.fee(work, "urgent", roubles) if doc.text("speed") == "urgent" else 0
        return tariffs.fee(work, doc.text("charges"), roubles) + more

    @staticmethod
    def _control(work: Work, doc: Doc) -> None:
        """From the threshold on the contract must be on record; one that is here must be the one named."""
        unk = doc.text("unk")
        if doc.text("contract"):
            contracts.need(work, doc.text("contract"), doc.client_id, unk)
        roubles = from_minor(fx.official(doc.amount, fx.need(work, doc.text("currency"))))
        row = work.directories.find(control.VO_BOOK, doc.text("vo_code"), work.today) or {}
        limit = control.THRESHOLDS.get(row.get("threshold", ""))
        if limit is not None and roubles >= limit and not unk:
            facts = {"value": plain(roubles), "limit": str(limit)}
            raise Stop(State.REJECTED, "unk_needed", field="unk", **facts)


class Deals(Service):
    """Purchases, sales and conversions: at the bank's rate, at the market's with a fee, or when a limit is reached."""

    types = ("currency_purchase", "currency_sale", "currency_conversion")
    once = True

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        names = ("account", "credit_account", "fee_account")
        own = {doc.text(name) for name in names} - {""}
        paid = currencies.of_account(doc.text("fee_account"))
        codes = {doc.text("sold_currency"), doc.text("bought_currency"), paid, "RUB"}
        return own | _house(ask, "position", *codes) | {ask.house("fees")}

    def accept(self, work: Work, doc: Doc) -> None:
        own = _current(work, doc, doc.text("sold_currency"))
        other = _own(work, doc, "credit_account", doc.text("bought_currency"))
        if notices.is_transit(other):
            raise Stop(State.REJECTED, "account_transit", value=other.number)
        if doc.text("fee_account"):
            _own(work, doc, "fee_account")
        work.hold(doc, own, self._amounts(doc, *self._rates(work, doc))[0])
        work.move(doc, State.ACCEPTED)
        work.schedule(doc.id, _DEAL, work.plan.leaves(Route.EXCHANGE, work.at))

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        sold, bought = self._rates(work, doc)
        value = rate(sold, bought)
        if doc.text("rate_kind") == "limit":
            until, limit = doc.text("valid_until"), Decimal(doc.text("limit_rate"))
            if work.today.isoformat() > until:
                raise Stop(State.REJECTED, "limit_expired", value=until, rate=str(limit))
            if value > limit if sold.currency == fx.ROUBLES else value < limit:
                again = datetime.combine(work.today + timedelta(days=1), _OPENS, MOSCOW)
                work.schedule(doc.id, _DEAL, work.plan.leaves(Route.EXCHANGE, again))
                return
        self._deal(work, doc, (sold, bought), value)

    def _deal(self, work: Work, doc: Doc, rates: tuple[fx.Rate, fx.Rate], value: Decimal) -> None:
        own = _current(work, doc, rates[0].currency)
        other = _own(work, doc, "credit_account", rates[1].currency)
        amounts = self._amounts(doc, *rates)
        deal = f"{_money(amounts[0], own.currency)} на {_money(amounts[1], other.currency)}, курс {value}"
        work.release(doc, own)
        leg = Leg(doc, kind="exchange", purpose=f"Обмен {deal}. {doc.text('purpose')}")
        fx.exchange(work, (own, other), amounts, leg)
        if doc.text("rate_kind") == "market":
            fee = tariffs.fee(work, "market", fx.official(amounts[0], fx.need(work, own.currency)))
            words = f"Комиссия за обмен валюты по поручению № {doc.number} от {shown_day(doc.day)}"
            payer = _own(work, doc, "fee_account")
            tariffs.charge(work, payer, fee, Leg(doc, _FEE_LEG, kind="fee", purpose=words))
        facts = {"sold": _money(amounts[0], own.currency), "bought": _money(amounts[1], other.currency)}
        work.move(doc, State.EXECUTED, "exchange_done", {**facts, "rate": str(value)})

    @staticmethod
    def _rates(work: Work, doc: Doc) -> tuple[fx.Rate, fx.Rate]:
        found = [fx.need(work, doc.text(f"{side}_currency")) for side in ("sold", "bought")]
        if doc.text("rate_kind") == "market":
            found = [replace(item, buy=item.official, sell=item.official) for item in found]
        return found[0], found[1]

    @staticmethod
    def _amounts(doc: Doc, sold: fx.Rate, bought: fx.Rate) -> tuple[int, int]:
        if doc.text("fixed") == "sold":
            return doc.amount, fx.bought(doc.amount, sold, bought)
        return fx.price(doc.amount, bought, sold), doc.amount


def rate(sold: fx.Rate, bought: fx.Rate) -> Decimal:
    """Return the rate of a deal as orders write it: roubles for a unit, or units bought for one sold."""
    given, got = sold.buy / sold.nominal, bought.sell / bought.nominal
    return (got if sold.currency == fx.ROUBLES else given / got).quantize(_FOUR)


class TransitOrders(Service):
    """Orders about money from abroad: to the current account, sold at the bank's rate, and coded."""

    types = ("transit_order",)

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        for part in doc.rows("operations"):
            if part["contract"]:
                ask.product(part["contract"])
        own = {doc.text(name) for name in ("account", "current_account", "sale_account")} - {""}
        return own | _house(ask, "position", doc.text("currency"), "RUB")

    def accept(self, work: Work, doc: Doc) -> None:
        self._demand_same(work, doc)
        own = _own(work, doc, "account", doc.text("currency"))
        for part in doc.rows("operations"):
            if part["contract"]:
                contracts.need(work, part["contract"], doc.client_id, part["unk"])
        for field, code in (("current_account", doc.text("currency")), ("sale_account", "RUB")):
            if doc.text(field):
                _own(work, doc, field, code)
        work.hold(doc, own, doc.amount)
        work.move(doc, State.ACCEPTED)
        work.schedule(doc.id, _SHARE, work.plan.leaves(Route.EXCHANGE, work.at))

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        sent = self._demand_same(work, doc)
        own = _own(work, doc, "account", doc.text("currency"))
        kept, sold = (_minor(doc.text(name)) for name in ("current_amount", "sold_amount"))
        work.release(doc, own)
        words = f"по распоряжению № {doc.number} от {shown_day(doc.day)}"
        if kept:
            current = _own(work, doc, "current_account", own.currency)
            leg = Leg(doc, kind="transit", purpose=f"Зачисление с транзитного счёта {words}")
            work.post(own, current, kept, leg)
        got = fx.bought(sold, fx.need(work, own.currency), fx.need(work, fx.ROUBLES))
        if sold:
            leg = Leg(doc, 1, kind="exchange", purpose=f"Продажа валюты с транзитного счёта {words}")
            fx.exchange(work, (own, _own(work, doc, "sale_account", "RUB")), (sold, got), leg)
        work.answered(sent)
        facts = {"current": _money(kept, own.currency), "sold": _money(sold, own.currency)}
        work.move(doc, State.EXECUTED, "receipt_credited", facts)
        contracts.record(work, doc, [part["unk"] for part in doc.rows("operations")])

    @staticmethod
    def _demand_same(work: Work, doc: Doc) -> Sent:
        """Return the notice, not answered yet, that says the same account, currency and sum."""
        sent = work.sent(doc.text("notice"), doc.client_id, notices.TYPE)
        for name in ("account", "currency", "amount"):
            if sent.text(name) != doc.text(name):
                facts = {"value": doc.text(name), "expected": sent.text(name)}
                raise Stop(
                    State.BAD_DETAILS, "notice_differs", field=name, number=sent.text("number"), **facts
                )
        return sent


def _minor(text: str) -> int:
    return to_minor(parse_amount(text)) if text else 0


SERVICES = (Transfers(), Deals(), TransitOrders())
