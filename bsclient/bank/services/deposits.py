"""Deposits: placed on their day, topped up and withdrawn within their terms, paid interest, returned, prolonged, closed early."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bsclient.bank.books import notices
from bsclient.bank.books.ledger import Account
from bsclient.bank.products import deposits
from bsclient.bank.products.book import CLOSED
from bsclient.bank.products.interest import rounded
from bsclient.bank.services.base import Ask, Doc, Service, Stop, Task, Work
from bsclient.bank.services.helpers import need
from bsclient.bank.work.sequences import take
from bsclient.bank.work.transaction import Leg, Opening, Product
from bsclient.domain.content import shown_day
from bsclient.domain.deposits import BOOK, INTEREST, KIND
from bsclient.domain.money import parse_amount, to_minor
from bsclient.domain.rules.terms import bare
from bsclient.domain.states import State

_SOON: Final = 5
"""Seconds until an order is carried out: so long it may be recalled."""
_PLACE, _DO, _INTEREST, _END = "place", "do", "interest", "end"
_FACTS: Final = ("rate", "early_rate", "payout", "top_up", "withdrawal", "least_balance", "most")


class Openings(Service):
    """Places a deposit on its day; then pays its interest and, at the end, gives it back or prolongs it."""

    types = ("deposit_open",)
    once = True

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        return {doc.text("account"), doc.text("return_account")}

    def task_accounts(self, task: Task, ask: Ask) -> Iterable[str]:
        item = ask.product(task.ref)
        return super().task_accounts(task, ask) if item is None else deposits.accounts(item, ask)

    def accept(self, work: Work, doc: Doc) -> None:
        row = work.directories.find(BOOK, doc.text("deposit_kind"), work.today)
        if row is None or row["version"] != doc.text("terms_version"):
            facts = {"value": doc.text("terms_version"), "expected": row["version"] if row else "0"}
            raise Stop(State.BAD_DETAILS, "terms_changed", field="terms_version", **facts)
        own, _ = self._sides(work, doc)
        work.move(doc, State.ACCEPTED)
        day = doc.text("starts")
        if day > work.today.isoformat():
            work.schedule(doc.id, _PLACE, date.fromisoformat(day))
        else:
            work.hold(doc, own, doc.amount)
            work.after(doc.id, _PLACE, _SOON)

    def due(self, work: Work, task: Task) -> None:
        if task.step == _PLACE:
            self._place(work, need(work, task.ref))
            return
        item = work.products.find(task.ref)
        if item is None or item.state == CLOSED:
            return
        if task.step == _INTEREST:
            self._pay_interest(work, item, task.day)
        else:
            self._end(work, item, task.day)

    def close_day(self, work: Work, day: date) -> None:
        deposits.close_day(work, day, deposits.open_ids(work.connection, KIND))

    @staticmethod
    def _sides(work: Work, doc: Doc) -> tuple[Account, Account]:
        sides = [work.account(doc.text(name), doc.client_id) for name in ("account", "return_account")]
        for name, own in zip(("account", "return_account"), sides, strict=True):
            notices.demand_current(own)
            if own.currency != doc.text("currency"):
                facts = {"value": own.currency, "expected": doc.text("currency")}
                raise Stop(State.BAD_DETAILS, "account_currency_differs", field=name, **facts)
        return sides[0], sides[1]

    def _place(self, work: Work, doc: Doc) -> None:
        own, back = self._sides(work, doc)
        row = work.directories.find(BOOK, doc.text("deposit_kind"), date.fromisoformat(doc.day)) or {}
        number = f"Д-{take(work.connection, KIND)}/{work.today.year}"
        opening = Opening(deposits.balance_account(int(doc.text("days"))), own.currency, f"Депозит {number}")
        kept = work.open_account(doc.client_id, opening)
        words = f"Размещение депозита по договору {number}"
        work.post_held(own, kept, doc.amount, Leg(doc, kind=KIND, purpose=words))
        opened = work.today.isoformat()
        offered = {name: bare(row.get(name, "")) for name in _FACTS}
        terms = {
            **offered,
            **{name: doc.text(name) for name in ("rate", "early_rate", "payout")},
            "product": doc.text("product_name"),
            "offer": doc.text("deposit_kind"),
            "version": doc.text("terms_version"),
            "term_days": doc.text("days"),
            "capitalisation": doc.text("capitalisation"),
            "prolongation": doc.text("prolongation"),
            "return_account": back.number,
            **_fresh(opened),
        }
        item = Product(
            work.new_id(), doc.client_id, KIND, number, kept.number, own.currency, doc.amount, opened=opened,
            ends=_later(opened, doc.text("days")), terms={name: text for name, text in terms.items() if text},
            document_id=doc.id,
        )  # fmt: skip
        work.products.put(item)
        deposits.schedule(work, item)
        facts = {"number": number, "value": _money(doc.amount, own.currency), "date": shown_day(item.ends)}
        work.move(doc, State.EXECUTED, "deposit_opened", facts)

    def _pay_interest(self, work: Work, item: Product, day: date) -> Product:
        """Pay the interest up to a day: it joins the deposit, or goes to the account of return."""
        amount = rounded(deposits.due(work, item, day))
        joins = bool(item.terms.get("capitalisation"))
        number = item.account if joins else item.terms["return_account"]
        to = work.account(number, item.client_id, of_deposit=joins)
        words = f"Проценты по депозиту {item.number} по {shown_day(day.isoformat())}"
        deposits.pay(work, to, amount, Leg(None, kind=INTEREST, purpose=words))
        terms = {
            **item.terms,
            "interest": "0.00",
            "paid_interest": deposits.money(_minor(item.terms["paid_interest"]) + amount),
            "early_interest": deposits.money(rounded(deposits.lower(work, item, day))),
            "paid_until": day.isoformat(),
            "counted": day.isoformat(),
        }
        return work.products.put(replace(item, amount=item.amount + (amount if joins else 0), terms=terms))

    def _end(self, work: Work, item: Product, day: date) -> None:
        """Pay the last interest, then give the deposit back, or let it go on if that was asked and is still offered."""
        item = self._pay_interest(work, item, day)
        row = work.directories.find(BOOK, item.terms["offer"], work.today)
        if item.terms.get("prolongation") and row is not None:
            rates = {name: bare(row[name]) for name in ("rate", "early_rate", "version")}
            terms = {**item.terms, **rates, **_fresh(item.ends)}
            ends = _later(item.ends, item.terms["term_days"])
            deposits.schedule(
                work, work.products.put(replace(item, opened=item.ends, ends=ends, terms=terms))
            )
            return
        kept = work.account(item.account, item.client_id, of_deposit=True)
        back = work.account(item.terms["return_account"], item.client_id)
        words = f"Возврат депозита по договору {item.number}"
        work.post(kept, back, kept.posted, Leg(None, kind=KIND, purpose=words))
        work.close_account(kept)
        work.products.put(replace(item, state=CLOSED, amount=0))


class _OfDeposit(Service):
    """Orders about one deposit, carried out some seconds after they came."""

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        item = ask.product(doc.text("product"))
        return {doc.text("account")} | (deposits.accounts(item, ask) if item is not None else set())

    def item(self, work: Work, doc: Doc) -> Product:
        """Return the open deposit of the client, or stop the document."""
        return work.products.need(doc.text("product"), doc.client_id, KIND)

    def own(self, work: Work, doc: Doc, item: Product) -> Account:
        """Return the client's other account in the deposit's currency, or stop the document."""
        own = work.account(doc.text("account"), doc.client_id, of_deposit=doc.text("account") == item.account)
        notices.demand_current(own)
        if own.number == item.account:
            raise Stop(State.BAD_DETAILS, "product_account_same", field="account", value=own.number)
        if own.currency != item.currency:
            facts = {"value": own.currency, "expected": item.currency}
            raise Stop(State.BAD_DETAILS, "account_currency_differs", field="account", **facts)
        return own


class TopUps(_OfDeposit):
    """Adds money."""

    types = ("deposit_top_up",)
    once = True

    def accept(self, work: Work, doc: Doc) -> None:
        work.hold(doc, self._test(work, doc)[1], doc.amount)
        work.move(doc, State.ACCEPTED)
        work.after(doc.id, _DO, _SOON)

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        item, own = self._test(work, doc)
        item = deposits.told(work, item, work.today)
        words = f"Пополнение депозита по договору {item.number}"
        kept = work.account(item.account, doc.client_id, of_deposit=True)
        work.post_held(own, kept, doc.amount, Leg(doc, kind=KIND, purpose=words))
        item = work.products.put(replace(item, amount=item.amount + doc.amount))
        facts = {"number": item.number, "value": _money(item.amount, item.currency)}
        work.move(doc, State.EXECUTED, "deposit_topped_up", facts)

    def _test(self, work: Work, doc: Doc) -> tuple[Product, Account]:
        item = self.item(work, doc)
        if not item.terms.get("top_up"):
            raise Stop(State.REJECTED, "top_up_not_allowed", number=item.number)
        most = _minor(item.terms.get("most", "0.00"))
        if most and item.amount + doc.amount > most:
            free = deposits.money(max(most - item.amount, 0))
            raise Stop(State.REJECTED, "top_up_above_most", value=deposits.money(doc.amount), limit=free)
        return item, self.own(work, doc, item)


class Withdrawals(_OfDeposit):
    """Gives a part back."""

    types = ("deposit_withdrawal",)
    once = True

    def accept(self, work: Work, doc: Doc) -> None:
        self._test(work, doc)
        work.move(doc, State.ACCEPTED)
        work.after(doc.id, _DO, _SOON)

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        item, own = self._test(work, doc)
        item = deposits.told(work, item, work.today)
        words = f"Частичный возврат депозита по договору {item.number}"
        kept = work.account(item.account, doc.client_id, of_deposit=True)
        work.post(kept, own, doc.amount, Leg(doc, kind=KIND, purpose=words))
        item = work.products.put(replace(item, amount=item.amount - doc.amount))
        facts = {"number": item.number, "value": _money(doc.amount, item.currency)}
        facts["rest"] = _money(item.amount, item.currency)
        work.move(doc, State.EXECUTED, "deposit_withdrawn", facts)

    def _test(self, work: Work, doc: Doc) -> tuple[Product, Account]:
        item = self.item(work, doc)
        if not item.terms.get("withdrawal"):
            raise Stop(State.REJECTED, "withdrawal_not_allowed", number=item.number)
        free = max(item.amount - _minor(item.terms.get("least_balance", "0.00")), 0)
        if doc.amount > free:
            facts = {"value": deposits.money(doc.amount), "limit": deposits.money(free)}
            raise Stop(State.REJECTED, "withdrawal_below_least", field="amount", **facts)
        return item, self.own(work, doc, item)


class Closings(_OfDeposit):
    """Gives everything back before the end; interest of the term is counted anew at the lower rate."""

    types = ("deposit_closing",)

    def accept(self, work: Work, doc: Doc) -> None:
        self._test(work, doc)
        work.move(doc, State.ACCEPTED)
        work.after(doc.id, _DO, _SOON)

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        item, own, lower = self._test(work, doc)
        kept, paid = (
            work.account(item.account, doc.client_id, of_deposit=True),
            _minor(item.terms["paid_interest"]),
        )
        words = f"Проценты по депозиту {item.number} пересчитаны по ставке досрочного возврата"
        if lower > paid:
            deposits.pay(work, own, lower - paid, Leg(doc, 1, kind=INTEREST, purpose=words))
        else:
            deposits.withhold(work, kept, paid - lower, Leg(doc, 1, kind=INTEREST, purpose=words))
        returned = kept.posted
        words = f"Досрочный возврат депозита по договору {item.number}"
        work.post(kept, own, returned, Leg(doc, kind=KIND, purpose=words))
        work.close_account(kept)
        work.cancel(item.id)
        terms = {**item.terms, "interest": "0.00", "early_interest": deposits.money(lower)}
        work.products.put(replace(item, state=CLOSED, amount=0, ends=work.today.isoformat(), terms=terms))
        total = returned + max(lower - paid, 0)
        facts = {"number": item.number, "value": _money(total, item.currency)}
        facts["interest"] = _money(lower, item.currency)
        work.move(doc, State.EXECUTED, "deposit_closed", facts)

    def _test(self, work: Work, doc: Doc) -> tuple[Product, Account, int]:
        """Return the deposit, the account and the interest; stops if less would be paid than was shown."""
        item = self.item(work, doc)
        own, lower = self.own(work, doc, item), rounded(deposits.lower(work, item, work.today))
        payout = item.amount + lower - _minor(item.terms["paid_interest"])
        if not doc.text("confirmed"):
            raise Stop(State.REJECTED, "loss_not_confirmed", field="confirmed")
        if payout < doc.amount - 1:
            facts = {"value": deposits.money(payout), "expected": deposits.money(doc.amount)}
            raise Stop(State.REJECTED, "payout_below_shown", **facts)
        if abs(payout - doc.amount) <= 1:  # rounded twice on the client's side: what was signed is paid
            lower += doc.amount - payout
        return item, own, lower


def _fresh(opened: str) -> dict[str, str]:
    """Return the terms of a term that has just begun."""
    nothing = dict.fromkeys(("interest", "early_interest", "paid_interest"), "0.00")
    return nothing | dict.fromkeys(("counted", "paid_until"), opened)


def _later(day: str, days: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=int(days))).isoformat()


def _minor(text: str) -> int:
    return to_minor(parse_amount(text)) if text else 0


def _money(minor: int, code: str) -> str:
    return f"{deposits.money(minor)} {code}"


SERVICES = (Openings(), TopUps(), Withdrawals(), Closings())
