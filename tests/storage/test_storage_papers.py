"""Feed, outbox, ledger, payees, letters, templates, blobs, settings: what goes in comes out."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storage_kit import NOW, OWN, add, bank, client, interrupted, move, user

from bsclient.domain.states import Event, State
from bsclient.errors import Corrupt, NotAllowed
from bsclient.storage import (
    blobs,
    documents,
    feed,
    ledger,
    letter_reading,
    letters,
    outbox,
    payees,
    settings,
    signatures,
    templates,
    values,
)
from bsclient.storage.engine import Store
from bsclient.storage.rows.letters import Attachment, LetterRow
from bsclient.storage.rows.payees import PayeeRow
from bsclient.storage.rows.signing import SignatureRow
from bsclient.storage.rows.sources import TemplateRow
from bsclient.storage.rows.statements import AccountRow, EntryRow


def entry(**changes):
    base = {
        "id": "e1",
        "account": OWN,
        "value_date": dt.date(2026, 11, 20),
        "posted": NOW,
        "credit": True,
        "amount": Decimal("10.00"),
        "currency": "RUB",
        "balance_after": Decimal("110.00"),
        "document_date": dt.date(2026, 11, 19),
        "counterparty_name": "ООО",
        "order": {"number": "5"},
    }
    return EntryRow(**(base | changes))


def test_an_event_and_the_cursor_are_one(store):
    def effect(work):
        settings.put(work, "n", str(int(settings.get(work, "n", "0")) + 1))

    with store.write() as work:
        assert feed.apply(work, 3, effect)
    with store.write() as work:
        assert not feed.apply(work, 3, effect)
        assert not feed.apply(work, 2, effect)
    with store.read() as reader:
        assert (feed.cursor(reader), settings.get(reader, "n")) == (3, "1")


def test_an_effect_that_fails_leaves_the_cursor(store):
    def effect(work):
        settings.put(work, "n", "1")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.write() as work:
        feed.apply(work, 5, effect)
    with store.read() as reader:
        assert (feed.cursor(reader), settings.get(reader, "n")) == (0, "")
        assert feed.state(reader).applied_at is None


@given(seqs=st.lists(st.integers(1, 30), max_size=40))
def test_events_are_applied_once_in_rising_order(tmp_path_factory, seqs):
    store = Store(tmp_path_factory.mktemp("base") / "client.db")
    applied, expected, highest = [], [], 0
    for seq in seqs:
        with store.write() as work:
            feed.apply(work, seq, lambda _, seq=seq: applied.append(seq))
        if seq > highest:
            expected.append(seq)
            highest = seq
    assert applied == expected
    store.close()


def test_a_status_and_its_cursor_replayed_after_a_crash(store):
    """The event was applied and the commit lost: it comes again and happens once."""
    document_id = add(store)
    move(store, document_id, user(Event.SIGN_LAST), user(Event.QUEUE), client(Event.SEND))

    def effect(work):
        documents.move(work, document_id, bank(Event.ACCEPT, 8))

    with pytest.raises(ZeroDivisionError):
        interrupted(store, lambda work: feed.apply(work, 8, effect))
    for _ in range(2):
        with store.write() as work:
            feed.apply(work, 8, effect)
    with store.read() as reader:
        assert [step.event for step in documents.history(reader, document_id)].count(Event.ACCEPT) == 1


def test_synchronised_is_noted(store):
    with store.write() as work:
        feed.synchronised(work)
        now = work.now
    with store.read() as reader:
        assert feed.state(reader).synchronised_at == now


def test_the_outbox_sends_what_was_signed(store):
    ids = [add(store, number=str(n)) for n in (1, 2, 3)]
    with store.write() as work:
        for one in ids:
            documents.keep_canonical(work, one, f"bytes of {one}".encode(), "cd" * 32)
            for user_id in ("a", "b"):
                signed = SignatureRow(
                    user_id=user_id, certificate_serial="1", cms=user_id.encode(), signed_at=NOW
                )
                signatures.add(work, one, signed)
            outbox.add(work, one)
            outbox.add(work, one)
    with store.read() as reader:
        assert [row.id for row in outbox.waiting(reader)] == ids
        wanted = [ids[2], ids[0]]
        parcels = outbox.parcels(reader, wanted)
        assert [parcel.id for parcel in parcels] == wanted
        assert parcels[0].canonical == f"bytes of {ids[2]}".encode()
        assert parcels[0].signatures == (b"a", b"b")
        assert outbox.counts(reader) == {State.NEW: 3}
    later = NOW + dt.timedelta(days=400)
    with store.write() as work:
        outbox.tried(work, ids[0], later, "unreachable")
        outbox.remove(work, ids[1])
    with store.read() as reader:
        assert [row.id for row in outbox.due(reader, NOW + dt.timedelta(days=1))] == [ids[2]]
        tried = next(row for row in outbox.waiting(reader) if row.id == ids[0])
        assert (tried.attempts, tried.next_try, tried.error) == (1, later, "unreachable")
        assert [row.id for row in outbox.due(reader, later)] == [ids[0], ids[2]]


def test_an_entry_seen_twice_is_kept_once(store):
    with store.write() as work:
        ledger.add_entries(work, [entry(), entry(amount=Decimal("99.00")), entry(id="e2", credit=False)])
    with store.read() as reader:
        found = ledger.entries(reader, OWN, dt.date(2026, 11, 1), dt.date(2026, 11, 30))
        assert found == [entry(), entry(id="e2", credit=False)]
        assert [ledger.signed(one) for one in found] == [Decimal("10.00"), Decimal("-10.00")]


def test_balances_follow_the_order_of_posting(store):
    """Value dates go back: what was settled on Sunday counts on Monday, a transfer after it on Sunday."""
    days = [dt.date(2026, 11, day) for day in (20, 23, 22)]
    left = (Decimal("110.00"), Decimal("120.00"), Decimal("130.00"))
    told = [
        entry(id=str(number), value_date=day, balance_after=balance, document_id="d")
        for number, (day, balance) in enumerate(zip(days, left, strict=True))
    ]
    with store.write() as work:
        ledger.add_entries(work, told)
    with store.read() as reader:
        assert ledger.entries(reader, OWN, days[0], days[1]) == told
        found = [ledger.balance_before(reader, OWN, day) for day in sorted(days)]
        assert found == [Decimal("100.00"), Decimal("110.00"), Decimal("120.00")]
        assert ledger.balance_before(reader, OWN, dt.date(2026, 12, 1)) == Decimal("130.00")
        assert ledger.balance_before(reader, "another", days[0]) is None
        assert ledger.broken_days(reader, OWN, days[0], days[1]) == []
        assert len(ledger.of_document(reader, "d")) == 3
    with store.write() as work:
        ledger.add_entries(work, [entry(id="far", value_date=days[2], balance_after=Decimal("140.01"))])
    with store.read() as reader:
        assert ledger.broken_days(reader, OWN, days[0], days[1]) == [days[2]]
        assert ledger.broken_days(reader, OWN, days[1], days[1]) == []


def test_the_last_word_of_the_feed_on_an_account_stands(store):
    """The bank's clock may be set back in a demo: the order of the feed decides, not the time."""

    def told(balance, at):
        return AccountRow(
            number=OWN,
            currency="RUB",
            name="Расчётный",
            balance=Decimal(balance),
            available=Decimal("1.00"),
            opened=dt.date(2020, 1, 2),
            updated=at,
        )

    earlier = NOW - dt.timedelta(seconds=1)
    with store.write() as work:
        ledger.put_account(work, told("10.00", NOW))
        ledger.put_account(work, told("5.00", earlier))
        assert work.changed.accounts == {OWN}
    with store.read() as reader:
        assert ledger.accounts(reader) == [told("5.00", earlier)]


def card(**changes):
    base = {
        "id": "p1",
        "name": 'ООО "Ёлка и партнёры"',
        "inn": "6842541570",
        "kpp": "",
        "account": "40702810500000004372",
        "bic": "044525225",
        "bank_name": "ПАО Сбербанк",
        "corr_account": "",
        "state": payees.NEW,
    }
    return PayeeRow(**(base | changes))


def test_payees_are_learnt_and_found(store):
    with store.write() as work:
        payees.learn(work, [card(), card(id="p2", name="Other", purpose="За воду", used=1)])
    with store.read() as reader:
        (found,) = payees.all_cards(reader)
        assert (found.name, found.used, found.purpose) == (card().name, 1, "За воду")
        for text in ("елк", "ЁЛКА", "парт ооо", "68425", "407028105", "сбер", ""):
            assert payees.seek(reader, text, 5) == [found], text
        for text in ("лка", "ёлки", "%", "_"):
            assert payees.seek(reader, text, 5) == ([found] if text in {"%", "_"} else []), text


def test_a_payee_is_known_after_an_executed_payment(store):
    with store.write() as work:
        payees.learn(work, [card()])
    document_id = add(store)
    move(store, document_id, user(Event.SIGN_LAST), user(Event.QUEUE), client(Event.SEND))
    with store.read() as reader:
        assert payees.find(reader, "p1").state == payees.NEW
    move(store, document_id, bank(Event.EXECUTE, 5), bank(Event.EXECUTE, 6))
    with store.read() as reader:
        found = payees.find(reader, "p1")
    assert (found.state, found.used, found.last_used) == (payees.KNOWN, 1, dt.date(2026, 11, 20))


def test_a_known_card_is_not_made_new_again(store):
    with store.write() as work:
        payees.put(work, card(state=payees.KNOWN))
        payees.learn(work, [card(id="p9", name="Подменённый")])
    with store.read() as reader:
        (found,) = payees.all_cards(reader)
    assert (found.id, found.name, found.state) == ("p1", card().name, payees.KNOWN)


def test_twins_of_a_card(store):
    with store.write() as work:
        payees.put(work, card())
    with store.read() as reader:
        assert payees.twin(reader, card(id="p2")).id == "p1"
        assert payees.twin(reader, card()) is None
    with store.write() as work:
        assert payees.remove(work, "p1")
        assert not payees.remove(work, "p1")


def test_letters(store):
    files = (Attachment(name="договор.pdf", sha256="ab" * 32, size=3),)
    letter = LetterRow(
        id="l1",
        thread="t",
        at=NOW,
        author="Банк",
        subject="Ответ",
        body="Текст\nвторой",
        attachments=files,
        canonical=b"c",
        signature=b"s",
    )
    with store.write() as work:
        assert letters.add(work, letter)
        assert not letters.add(work, letter)
        assert work.changed.letters
    with store.read() as reader:
        assert letters.all_letters(reader) == letters.thread(reader, "t") == [letter]
        assert letters.last(reader, "t") == "l1"
        assert letter_reading.unread(reader, "a") == letter_reading.unread(reader, "b") == 1
    with store.write() as work:
        assert letter_reading.seen(work, "a", ["b"], ["l1", "unknown"]) == 1
        assert letter_reading.seen(work, "a", ["b"], ["l1"]) == 0
    with store.read() as reader:
        assert (letter_reading.unread(reader, "a"), letter_reading.unread(reader, "b")) == (0, 1)
        assert letter_reading.left(reader, "b") == {"l1"}
        assert letters.thread(reader, "t")[0].read_at is not None
        first = letters.thread(reader, "t")[0].read_at
    with store.write() as work:
        assert letter_reading.seen(work, "b", ["a"], ["l1"]) == 1
        assert letters.thread(work, "t")[0].read_at == first, "the bank is told of the first reading"
        assert letter_reading.mark_unread(work, "b", "t")
        assert not letter_reading.mark_unread(work, "b", "other")
        assert (letter_reading.unread(work, "a"), letter_reading.unread(work, "b")) == (0, 1)


def test_templates(store):
    template = TemplateRow(
        id="t1", name="Аренда", type="payment_order", raw={"a": "б"}, author="Иванова", updated=NOW
    )
    with store.write() as work:
        templates.put(work, template)
    with store.read() as reader:
        assert templates.find(reader, "t1") == template
        assert templates.of_type(reader, "payment_order") == [template]
        assert templates.of_type(reader, "letter") == []
    with store.write() as work:
        assert templates.remove(work, "t1")
        assert not templates.remove(work, "t1")
        assert templates.find(work, "t1") is None


def test_blobs_are_what_their_name_says(store):
    with store.write() as work:
        name = blobs.put(work, b"bytes")
        assert blobs.put(work, b"bytes") == name
    with store.read() as reader:
        assert blobs.get(reader, name) == b"bytes"
        assert blobs.has(reader, name)
        with pytest.raises(NotAllowed):
            blobs.get(reader, "00" * 32)
    with store.write() as work:
        work.run("UPDATE blob SET bytes = ?", (b"other",))
    with store.read() as reader, pytest.raises(Corrupt) as caught:
        blobs.get(reader, name)
    assert caught.value.code == "blob_damaged"


@given(minor=st.integers(-(10**20), 10**20))
def test_amounts_come_back_exactly(minor):
    amount = values.amount(minor)
    assert int(str(amount).replace(".", "")) == minor
    assert amount.as_tuple().exponent == -2


def test_days_and_instants_come_back(store):
    assert values.day(values.day_text(dt.date(2026, 2, 3))) == dt.date(2026, 2, 3)
    assert values.day(values.day_text(None)) is None
    assert values.instant_or_none(values.stamp_text(NOW)) == NOW
    assert values.instant_or_none(values.stamp_text(None)) is None
