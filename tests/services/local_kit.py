"""An open profile for the tests of services that need no bank: a real base, real directories, a fixed clock."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from bsclient.domain import checks
from bsclient.domain.states import By, Event
from bsclient.services.changes import Changes
from bsclient.services.context import Workplace
from bsclient.services.documents.drafts import Drafts
from bsclient.services.documents.listing import Listing
from bsclient.services.imports.taking import Imports
from bsclient.services.information.directories import Directories
from bsclient.services.payees.book import Payees
from bsclient.services.profiles import BankLink, Organisation, Profile, User
from bsclient.storage import documents, ledger
from bsclient.storage.engine import Store
from bsclient.storage.rows.documents import Happening
from bsclient.storage.rows.statements import AccountRow

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 20)
BIC = "044525225"
CORR = "30101810400000000225"


def keyed(bic, account):
    """Return the account with the key digit that fits the BIC."""
    return next(
        found
        for digit in "0123456789"
        if checks.account_key_ok(bic, found := f"{account[:8]}{digit}{account[9:]}")
    )


OWN = keyed(BIC, "40702810000000000001")
OTHER = keyed(BIC, "40702810000000000002")
PAYEE = keyed(BIC, "40702810000000000100")
PAYEE_TWO = keyed(BIC, "40702810000000000200")
INN = "7707083893"
PAYEE_INN = "7736050003"


class Clock:
    """A clock that a test may move."""

    def __init__(self):
        self.time = NOW

    def __call__(self):
        return self.time


@dataclass
class Office:
    """The services under test."""

    place: Workplace
    store: Store
    clock: Clock
    payees: Payees
    drafts: Drafts
    imports: Imports
    listing: Listing

    def close(self):
        self.store.close()


def office(folder):
    """Open a new profile in a folder: an organisation with two accounts."""
    clock, changes = Clock(), Changes()
    store = Store(folder / "client.db", now=clock, publish=changes.publish)
    bank = BankLink("ПАО Сбербанк", BIC, "https://bank.example", "", CORR, "г Москва")
    user = User("u1", "Иванова А. А.")
    owner = Organisation('ООО "Ромашка"', INN, "770701001")
    profile = Profile(folder, "p1", "Ромашка", bank, "c1", owner, (user,), "d1")
    place = Workplace(store, profile, user, Directories(store, bank.entry), changes, clock)
    with store.write() as work:
        for number, balance in ((OWN, "1000000.00"), (OTHER, "10.00")):
            ledger.put_account(work, account(number, balance))
    payees = Payees(place)
    return Office(place, store, clock, payees, Drafts(place, payees), Imports(place, payees), Listing(place))


def account(number, balance):
    money = Decimal(balance)
    return AccountRow(
        number=number,
        currency="RUB",
        name="Расчётный",
        balance=money,
        available=money,
        opened=dt.date(2020, 1, 1),
        updated=NOW,
    )


def payment(**changes):
    """A payment order without a problem."""
    base = {
        "number": "1",
        "date": "2026-11-20",
        "amount": "100.00",
        "payer_name": 'ООО "Ромашка"',
        "payer_inn": INN,
        "payer_kpp": "770701001",
        "payer_account": OWN,
        "payer_bank_name": "ПАО Сбербанк, г Москва",
        "payer_bic": BIC,
        "payer_corr_account": CORR,
        "payee_bank_name": "ПАО Сбербанк, г Москва",
        "payee_bic": BIC,
        "payee_corr_account": CORR,
        "payee_name": 'ООО "Лютик"',
        "payee_inn": PAYEE_INN,
        "payee_kpp": "773601001",
        "payee_account": PAYEE,
        "operation_type": "01",
        "priority": "5",
        "uin": "0",
        "purpose": "Оплата по счёту 15 от 01.11.2026, без НДС",
    }
    return base | changes


def save(desk, **changes):
    """Save a payment order and return its draft."""
    draft = desk.drafts.new("payment_order")
    raw = payment(number=draft.raw["number"]) | changes
    return desk.drafts.save(type(draft)(draft.id, draft.type, draft.state, raw))


def happen(desk, document_id, *events):
    """Let events happen to a document: `(event, by, seq)`."""
    for event, by, seq in events:
        with desk.store.write() as work:
            documents.move(work, document_id, Happening(event=event, by=by, actor="x", seq=seq))


SENT = ((Event.SIGN_LAST, By.USER, 0), (Event.QUEUE, By.USER, 0), (Event.SEND, By.CLIENT, 0))


def execute(desk, document_id):
    happen(desk, document_id, *SENT, (Event.EXECUTE, By.BANK, 5))


def codes(problems):
    return {problem.code for problem in problems}
