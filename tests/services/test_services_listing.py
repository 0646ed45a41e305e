"""Lists are what a plain filter and sort over all documents give, page by page, for any filter and order."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_kit import OTHER, OWN, office, save

from bsclient import clock
from bsclient.domain.identity import new_id
from bsclient.domain.states import By, Event, State
from bsclient.services.documents import listing as module
from bsclient.services.documents.listing import Column, Filter, Order, Totals
from bsclient.storage import documents
from bsclient.storage import listing as store_listing
from bsclient.storage.columns import number_value
from bsclient.storage.rows.documents import Happening, Narrow

DAYS = [None, *(dt.date(2026, 11, day) for day in (1, 2, 3, 19))]
AMOUNTS = [None, *(Decimal(text) for text in ("1.00", "100.05", "100.06", "99999999999.99"))]
NAMES = ["ООО Ёлка", "ЗАО Берёза", "елка и ко", "Zebra", ""]
STATES = [State.NEW, State.INVALID, State.IMPORTED, State.EXECUTED, State.DELETED]
TYPES = ["payment_order", "letter"]
START = clock.now()


@dataclasses.dataclass(frozen=True)
class Paper:
    """One document as the brute force knows it."""

    id: str
    row: int
    type: str
    state: State
    number: str
    day: dt.date | None
    amount: Decimal | None
    account: str
    name: str
    purpose: str


papers = st.lists(
    st.tuples(
        st.sampled_from(TYPES),
        st.sampled_from(STATES),
        st.sampled_from(["1", "2", "10", "x", ""]),
        st.sampled_from(DAYS),
        st.sampled_from(AMOUNTS),
        st.sampled_from([OWN, OTHER, ""]),
        st.sampled_from(NAMES),
        st.sampled_from(["Оплата счёта", "Аренда за март", ""]),
    ),
    max_size=40,
)
filters = st.builds(
    Filter,
    type=st.sampled_from(["", *TYPES]),
    states=st.frozensets(st.sampled_from(STATES), max_size=3),
    text=st.sampled_from(["", "", "", "елк", "ЁЛКА", "счет опл", "100", "z", "арен март", "нет"]),
    day_from=st.sampled_from(DAYS),
    day_to=st.sampled_from(DAYS),
    amount_from=st.sampled_from([None, None, *AMOUNTS]),
    amount_to=st.sampled_from([None, None, *AMOUNTS]),
    account=st.sampled_from(["", "", OWN]),
    deleted=st.booleans(),
)
orders = st.builds(Order, column=st.sampled_from(Column), descending=st.booleans())


def keep(desk, made):
    """Keep papers as they are and return them."""
    kept = []
    with desk.store.write() as work:
        for number, (kind, state, title, day, amount, account, name, purpose) in enumerate(made, 1):
            shown = Narrow(
                type=kind,
                number=title,
                day=day,
                amount=amount,
                account=account,
                counterparty=name,
                purpose=purpose,
            )
            document_id = new_id(START)
            birth = Happening(event=Event.SAVE_VALID, by=By.USER, actor="x")
            documents.add(work, document_id, shown, {}, birth)
            work.run("UPDATE document SET state = ? WHERE id = ?", (state, document_id))
            kept.append(Paper(document_id, number, kind, state, title, day, amount, account, name, purpose))
    return kept


def words(text):
    folded = text.casefold().replace("ё", "е")
    return "".join(letter if letter.isalnum() else " " for letter in folded).split()


def chosen_by(paper, chosen):
    """Whether a paper is in a filter, said in plain words."""
    if chosen.deleted:
        if paper.state is not State.DELETED:
            return False
    elif paper.state not in (chosen.states or set(State) - {State.DELETED}):
        return False
    day = paper.day
    text = f"{paper.number} {paper.name} {paper.purpose} {paper.amount or ''}"
    has = words(text)
    return (
        chosen.type in {"", paper.type}
        and (chosen.day_from is None or (day is not None and day >= chosen.day_from))
        and (chosen.day_to is None or (day is not None and day <= chosen.day_to))
        and (chosen.amount_from is None or (paper.amount is not None and paper.amount >= chosen.amount_from))
        and (chosen.amount_to is None or (paper.amount is not None and paper.amount <= chosen.amount_to))
        and chosen.account in {"", paper.account}
        and all(any(one.startswith(word) for one in has) for word in words(chosen.text))
    )


KEYS = {
    Column.DAY: lambda p: (p.day or dt.date.min, number_value(p.number)),
    Column.NUMBER: lambda p: number_value(p.number),
    Column.AMOUNT: lambda p: -1 if p.amount is None else p.amount,
    Column.COUNTERPARTY: lambda p: p.name,
    Column.STATE: lambda p: p.state.value,
    Column.ACCOUNT: lambda p: p.account,
    Column.ENTERED: lambda p: 0,
}


def expected(kept, chosen, order):
    found = [paper for paper in kept if chosen_by(paper, chosen)]
    return sorted(found, key=lambda p: (KEYS[order.column](p), p.row), reverse=order.descending)


def ids_by_pages(view, size):
    return [row.id for start in range(0, view.count + size, size) for row in view.page(start, size)]


def total(kept):
    return Totals(len(kept), sum((paper.amount or Decimal("0.00") for paper in kept), Decimal("0.00")))


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return tmp_path_factory


@given(made=papers, chosen=filters, order=orders, size=st.integers(1, 9), big=st.booleans())
def test_any_view_is_the_plain_one(folders, made, chosen, order, size, big):
    desk = office(folders.mktemp("base"))
    small = module._SMALL
    module._SMALL = -1 if big else small
    try:
        kept = keep(desk, made)
        wanted = expected(kept, chosen, order)
        view = desk.listing.view(chosen, order)
        assert view.count == len(wanted)
        assert ids_by_pages(view, size) == [paper.id for paper in wanted]
        places = {paper.id: place for place, paper in enumerate(wanted)}
        assert all(view.position(paper.id) == places.get(paper.id) for paper in kept)
        ranges = [(0, 1), (3, 4 + size), (len(wanted) - 1, len(wanted) + 3)]
        inside = [paper for first, last in ranges for paper in wanted[max(first, 0) : last + 1]]
        assert view.ids(ranges) == [paper.id for paper in inside]
        assert view.totals([(0, len(wanted) - 1)]) == total(wanted)
        assert desk.listing.totals(chosen) == total(wanted)
        assert desk.listing.totals([paper.id for paper in wanted]) == total(wanted)
        states = {
            state: total([p for p in wanted if p.state is state]) for state in {p.state for p in wanted}
        }
        assert desk.listing.state_counts(chosen) == states
        with desk.store.read() as reader:
            assert store_listing.counts_agree(reader)
    finally:
        module._SMALL = small
        desk.close()


@pytest.fixture
def desk(tmp_path):
    opened = office(tmp_path)
    yield opened
    opened.close()


def test_a_row_shows_the_columns(desk):
    draft = save(desk)
    (row,) = desk.listing.view().page(0, 10)
    assert (row.id, row.type, row.state, row.number, row.day) == (
        draft.id, "payment_order", State.NEW, "1", dt.date(2026, 11, 20)
    )  # fmt: skip
    assert (row.amount, row.currency, row.account, row.counterparty) == (
        Decimal("100.00"), "RUB", OWN, 'ООО "Лютик"'
    )  # fmt: skip
    assert (row.signatures, row.problems, row.status_code, row.status_note) == (0, 0, "", "")


def test_big_lists_of_another_order_fall_back(desk, monkeypatch):
    for number in range(1, 6):
        save(desk, number=str(number), amount=f"{10 - number}.00")
    by_amount = Order(Column.AMOUNT)
    assert [row.number for row in desk.listing.view(Filter(), by_amount).page(0, 9)] == list("12345")
    monkeypatch.setattr(module, "SORTED", 4)
    view = desk.listing.view(Filter(), by_amount)
    assert view.order == Order()
    assert [row.number for row in view.page(0, 9)] == list("54321")


def test_a_text_found_too_often_gives_the_last_entered(desk, monkeypatch):
    for number in range(1, 8):
        save(desk, number=str(number), amount=f"{number}.00")
    monkeypatch.setattr(store_listing, "TEXT_LIMIT", 3)
    view = desk.listing.view(Filter(text="лютик"))
    assert view.more
    assert [row.number for row in view.page(0, 9)] == ["7", "6", "5"]
    assert not desk.listing.view(Filter()).more


def test_pages_outside_are_empty(desk):
    save(desk)
    view = desk.listing.view()
    assert view.page(5, 10) == []
    assert view.page(0, 0) == []
    assert view.position("none") is None
    assert view.ids([]) == []
    assert view.totals([]) == Totals()


def test_a_view_follows_a_change_of_state_when_it_is_made_anew(desk):
    draft = save(desk)
    new = Filter(states=frozenset({State.NEW}))
    assert desk.listing.view(new).count == 1
    desk.drafts.delete([draft.id])
    assert desk.listing.view(new).count == 0
    assert desk.listing.view(Filter(deleted=True)).count == 1
