"""Documents and acts for the tests of storage."""

import datetime as dt
from decimal import Decimal

from bsclient import clock
from bsclient.domain.identity import new_id
from bsclient.domain.states import By, Event
from bsclient.storage import documents
from bsclient.storage.rows.documents import Happening, Narrow

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
OWN = "40702810200000000001"
PAYEE = "40702810500000004372"


def narrow(**changes):
    base = {
        "type": "payment_order",
        "number": "7",
        "day": dt.date(2026, 11, 20),
        "amount": Decimal("100.05"),
        "account": OWN,
        "counterparty": 'ООО "Ёлка"',
        "counterparty_account": PAYEE,
        "counterparty_bic": "044525225",
        "counterparty_inn": "6842541570",
        "purpose": "Оплата по счёту 15",
    }
    return Narrow(**(base | changes))


def user(event, **changes):
    return Happening(event=event, by=By.USER, actor="Иванова", **changes)


def bank(event, seq, **changes):
    return Happening(event=event, by=By.BANK, actor="bank", seq=seq, **changes)


def client(event):
    return Happening(event=event, by=By.CLIENT, actor="Иванова")


def add(store, event=Event.SAVE_VALID, raw=None, **changes):
    """Keep one document and return its id."""
    document_id = new_id(clock.now())
    with store.write() as work:
        documents.add(work, document_id, narrow(**changes), raw or {"number": "7"}, user(event))
    return document_id


def move(store, document_id, *happenings):
    """Let events happen, each in its own transaction; return the last state."""
    state = None
    for happening in happenings:
        with store.write() as work:
            state = documents.move(work, document_id, happening)
    return state


def interrupted(store, act):
    """Do something in a transaction that fails at its end; raises ZeroDivisionError."""
    with store.write() as work:
        act(work)
        raise ZeroDivisionError


def state_of(store, document_id):
    with store.read() as reader:
        return documents.get(reader, document_id).state
