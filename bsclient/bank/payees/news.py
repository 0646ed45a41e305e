"""Telling clients what the bank knows of their payees: signed words, apart from the transactions that pay."""

from __future__ import annotations

from bsclient.bank.bankclock import Plan
from bsclient.bank.payees import history as payee_history
from bsclient.bank.payees.history import TOLD_AT_ONCE, Card
from bsclient.bank.work.transaction import Work
from bsclient.domain.money import plain_minor
from bsclient.protocol.messages import DocumentData, Kind
from bsclient.protocol.payees import PayeesTold, PayeeWord, Terms


def tell(work: Work) -> None:
    """Tell every client of the cards that he has not heard of."""
    terms = terms_of(work.plan)
    for client_id, cards in payee_history.take_untold(work.connection).items():
        for start in range(0, len(cards), TOLD_AT_ONCE):
            words = tuple(word(card) for card in cards[start : start + TOLD_AT_ONCE])
            body = PayeesTold(client_id, work.at, terms, words).encode()
            signature = work.setting.signer.sign(body, work.at)
            work.feed.put(client_id, Kind.PAYEE, DocumentData(body=body, signature=signature))


def terms_of(plan: Plan) -> Terms:
    """Say when payments wait."""
    return Terms(plain_minor(plan.first_payment), plain_minor(plan.changed_payment), str(round(plan.cooling)))


def word(card: Card) -> PayeeWord:
    """Say what the bank knows of a payee."""
    return PayeeWord(
        account=card.account, bic=card.bic, inn=card.inn, name=card.name, stated=card.stated,
        executed=str(card.executed), total=plain_minor(card.total), currency=card.currency,
        first=card.first_day, last=card.last_day,
    )  # fmt: skip
