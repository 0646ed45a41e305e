"""The health of statements: each damage is named with its day, a whole base is silent; days, summary, asking again."""

import datetime as dt
import hashlib
import json
import threading
from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest
from archive_kit import DAY, THERE, day, document, file, section
from local_kit import BIC, NOW, OTHER, OWN, office

from bsclient import texts
from bsclient.domain.canonical import Signed
from bsclient.domain.identity import new_id
from bsclient.errors import BadInput, NotAllowed, Unreachable
from bsclient.protocol import acts
from bsclient.protocol.messages import EntryData
from bsclient.services.documents import from_bank as bank_documents
from bsclient.services.statements.archive import Archive
from bsclient.services.statements.asking import Reading, ask_again
from bsclient.services.statements.closings import Closings
from bsclient.services.statements.health import Health
from bsclient.services.statements.reading import Statements
from bsclient.services.statements.summary import Summary, convert, totals
from bsclient.storage import entry_intake, ledger
from bsclient.sync.entries import EntryQuery, read_entries

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.close()


def told(number, on, amount, *, balance, credit=True, **more):
    """An entry as the bank tells it."""
    return EntryData(
        entry_id=str(number), account=OWN, value_date=day(on).isoformat(), posted=NOW, credit=credit, amount=amount,
        currency="RUB", balance_after=balance, operation_type=more.pop("operation_type", "17"),
        **{"number": str(number), "counterparty_account": f"4070281000000000{number:04}", **more},
    )  # fmt: skip


WHOLE = (
    told(1, 0, "100.00", balance="1100.00"),
    told(2, 0, "30.00", balance="1070.00", credit=False),
    told(3, 1, "5.00", balance="1075.00"),
    told(4, 3, "75.00", balance="1000.00", credit=False),
)


def fill(desk, entries=WHOLE):
    with desk.store.write() as work:
        entry_intake.add(work, [entry_intake.row_of(one) for one in entries])
        (own,) = [row for row in ledger.accounts(work) if row.number == OWN]
        ledger.put_account(work, replace(own, balance=Decimal("1000.00")))


def close(desk, on, begun, entries, seq=1, **changes):
    """The bank's closing statement of a day, made of these entries."""
    income = sum((Decimal(one.amount) for one in entries if one.credit), Decimal("0.00"))
    outgo = sum((Decimal(one.amount) for one in entries if not one.credit), Decimal("0.00"))
    fields = {
        "account": OWN, "currency": "RUB", "day": day(on).isoformat(), "opening": begun, "credits": str(income),
        "debits": str(outgo), "closing": str(Decimal(begun) + income - outgo), "count": str(len(entries)),
        "hash": hashlib.sha256("\n".join(one.entry_id for one in entries).encode()).hexdigest(),
    } | changes  # fmt: skip
    signed = Signed(acts.BANK_DOCUMENT, "closing_statement", "1", new_id(NOW), BIC, "c1", NOW, fields)
    with desk.store.write() as work:
        return bank_documents.keep(
            work, bank_documents.Told(signed, signed.encode(), b"cms", NOW, seq), NOW.date()
        )


def close_all(desk):
    close(desk, 0, "1000.00", WHOLE[:2])
    close(desk, 1, "1070.00", WHOLE[2:3])
    close(desk, 2, "1075.00", ())
    close(desk, 3, "1075.00", WHOLE[3:])


def damage(desk, sql, *values):
    with desk.store.write() as work:
        work.run(sql, values)


def findings(desk, *accounts):
    found = Health(desk.place, None).check(accounts or (OWN,))
    for one in found:  # each has a text in both languages, with all of its facts
        for language in texts.LANGUAGES:
            assert texts.known(one.code, language), one.code
            assert "{" not in texts.message(one.code, one.facts, language)
    return [(one.code, one.day) for one in found]


def test_what_is_whole_is_silent(desk):
    fill(desk)
    close_all(desk)
    assert findings(desk) == []
    assert all(row.final and not row.differs for row in Closings(desk.place).days(OWN, FIRST, LAST))


CASES = {
    "an entry is gone": (
        "DELETE FROM entry WHERE id LIKE '3/%'", (), {("health_gap", day(3)), ("health_day_differs", day(1))},
    ),
    "an amount was changed": (
        "UPDATE entry SET amount = amount + 100 WHERE id LIKE '2/%'", (),
        {("health_gap", day(0)), ("health_day_differs", day(0))},
    ),
    "an entry is another one": (
        "UPDATE entry SET id = ? WHERE id LIKE '3/%'", (f"33/{OWN}",), {("health_entries_differ", day(1))},
    ),
    "an entry stands on another day": (
        "UPDATE entry SET value_date = ? WHERE id LIKE '3/%'", (day(2).isoformat(),),
        {("health_day_differs", day(1)), ("health_day_differs", day(2))},
    ),
    "the last entry is gone": (
        "DELETE FROM entry WHERE id LIKE '4/%'", (), {("health_balance", None), ("health_day_differs", day(3))},
    ),
    "a closing statement is gone": (
        "DELETE FROM closing WHERE day = ?", (day(1).isoformat(),), {("health_closing_missing", day(1))},
    ),
    "a closing statement does not add up": (
        "UPDATE closing SET closing = closing + 1 WHERE day = ?", (day(3).isoformat(),), {("health_closing_sum", day(3))},
    ),
    "a day does not go on where the last one ended": (
        "UPDATE closing SET opening = opening + 1, closing = closing + 1 WHERE day = ?", (day(3).isoformat(),),
        {("health_opening", day(3))},
    ),
    "a payment went without a document": (
        "UPDATE entry SET operation_type = '01' WHERE id LIKE '2/%'", (), {("health_no_document", day(0))},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_damage_is_named(desk, name):
    fill(desk)
    close_all(desk)
    sql, values, expected = CASES[name]
    damage(desk, sql, *values)
    assert set(findings(desk)) == expected


def test_a_payment_made_twice_is_named(desk):
    twin = msgspec.structs.replace(WHOLE[3], entry_id="5", balance_after="925.00")
    fill(desk, (*WHOLE, twin))
    found = Health(desk.place, None).check((OWN,))
    (double,) = [one for one in found if one.code == "health_double"]
    assert (double.day, set(double.entries)) == (day(3), {f"4/{OWN}", f"5/{OWN}"})


def test_days_after_the_last_closing_are_preliminary_and_named_when_it_takes_long(desk):
    fill(desk)
    close(desk, 0, "1000.00", WHOLE[:2])
    rows = Closings(desk.place).days(OWN, FIRST, LAST)
    assert [(row.day, row.final) for row in rows] == [(day(0), True), (day(1), False), (day(3), False)]
    assert ("health_preliminary", day(1)) in findings(desk)


def test_what_became_final_differs_from_what_was_preliminary(desk):
    fill(desk, WHOLE[:2])
    close(desk, 0, "1000.00", WHOLE[:1])
    (row,) = Closings(desk.place).days(OWN, DAY, DAY)
    assert (row.opening, row.closing, row.count) == (Decimal("1000.00"), Decimal("1070.00"), 2)
    assert (row.final, row.differs) == (True, True)
    close(desk, 0, "1000.00", WHOLE[:2], seq=9)  # the bank states it anew
    assert not Closings(desk.place).days(OWN, DAY, DAY)[0].differs
    close(desk, 0, "1000.00", WHOLE[:1], seq=3)  # an older word changes nothing
    assert not Closings(desk.place).days(OWN, DAY, DAY)[0].differs


@pytest.mark.parametrize("field", ["day", "count", "hash", "opening", "account"])
def test_a_closing_statement_of_no_form_is_refused(desk, field):
    with pytest.raises((BadInput, ValueError)):
        close(desk, 0, "0.00", (), **{field: "" if field != "opening" else "1e3"})
    assert Closings(desk.place).days(OWN, FIRST, LAST) == ()


def test_sections_of_files_must_add_up_and_follow_each_other(desk):
    archive = Archive(desk.place)
    for number, told_file in enumerate((
        file([section(0, 0, "0.00", "5.00", credits="5.00", debits="0.00")], [document(1, "5.00")]),
        file([section(1, 1, "6.00", "7.00", credits="2.00", debits="0.00")], [document(2, "2.00", on=1)]),
        file([section(5, 5, "9.00", "9.00", credits="0.00", debits="0.00")], []),
    )):  # fmt: skip
        archive.keep(archive.preview(told_file, bytes([number]), "s.txt"))
    assert set(findings(desk, THERE)) == {
        ("health_file_opening", day(1)), ("health_file_sum", day(1)), ("health_file_gap", day(5)),
    }  # fmt: skip


# asking again ---------------------------------------------------------------------------------------------------------


class Bank:
    """A bank that answers in pages."""

    def __init__(self, entries):
        self.entries = entries

    def statements(self, query):
        after = int(query.after or 0)
        found = [
            one for one in self.entries
            if int(one.entry_id) > after and query.start.isoformat() <= one.value_date <= query.end.isoformat()
        ]  # fmt: skip
        return found[: query.limit]


def ask(desk, entries=WHOLE, start=FIRST, end=LAST, limit=1):
    return ask_again(desk.place, Bank(entries), EntryQuery(OWN, start, end, limit=limit), threading.Event())


@pytest.mark.parametrize("missing", [(1,), (2, 3), (4,), (1, 2, 3, 4)])
@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_what_was_missing_comes_to_its_place(desk, missing, limit):
    fill(desk)
    whole = Statements(desk.place).statement(OWN, FIRST, LAST)
    for number in missing:
        damage(desk, "DELETE FROM entry WHERE id = ?", f"{number}/{OWN}")
    done = ask(desk, limit=limit)
    assert (done.new, done.same, done.differing) == (len(missing), len(WHOLE) - len(missing), 0)
    assert Statements(desk.place).statement(OWN, FIRST, LAST) == whole
    assert whole.agrees
    assert ask(desk).same == len(WHOLE)


def test_what_is_told_otherwise_is_corrected_and_journalled(desk):
    fill(desk)
    damage(desk, "UPDATE entry SET amount = amount + 100, purpose = 'x' WHERE id LIKE '2/%'")
    done = ask(desk)
    assert (done.new, done.same, done.differing, done.changed) == (0, 3, 1, (f"2/{OWN}",))
    assert findings(desk) == []
    with desk.store.read() as reader:
        assert reader.scalar("SELECT count(*) FROM journal WHERE action = 'entries_corrected'") == 1


def test_what_the_bank_does_not_name_is_told_and_stays(desk):
    fill(desk)
    done = ask(desk, WHOLE[:2] + WHOLE[3:])
    assert (done.new, done.unknown) == (0, (f"3/{OWN}",))
    assert ask(desk, WHOLE[2:3], day(1), day(1)).unknown == ()
    assert len(Statements(desk.place).statement(OWN, FIRST, LAST).entries) == len(WHOLE)


def test_only_what_was_asked_for_is_taken():
    query = EntryQuery(OWN, FIRST, LAST, after="2")
    fields = {
        "entry_id": "%s", "account": "%s", "value_date": "2026-11-02", "posted": "2026-11-02T10:00:00Z", "credit": True,
        "amount": "1.00", "currency": "RUB", "balance_after": "1.00", "operation_type": "",
    }  # fmt: skip
    lines = json.dumps(fields).encode() + b"\n"
    assert len(read_entries(lines % (b"3", OWN.encode()) + lines % (b"4", OWN.encode()), query)) == 2
    for number, account in ((b"2", OWN), (b"x", OWN), (b"", OWN), (b"3", OTHER)):
        with pytest.raises(Unreachable):
            read_entries(lines % (number, account.encode()), query)
    with pytest.raises(Unreachable):
        read_entries(lines % (b"4", OWN.encode()) + lines % (b"3", OWN.encode()), query)
    with pytest.raises(Unreachable):
        read_entries(b"{}\n", query)
    with pytest.raises(Unreachable):
        read_entries(lines % (b"3", OWN.encode()), replace(query, end=dt.date(2026, 11, 1)))


def test_a_bad_question_is_not_asked(desk):
    with pytest.raises(BadInput, match="period_reversed"):
        ask(desk, start=LAST, end=FIRST)
    with pytest.raises(NotAllowed, match="account_unknown"):
        ask_again(desk.place, Bank(()), EntryQuery(THERE, FIRST, LAST), threading.Event())


@pytest.mark.parametrize(
    "change",
    [
        {"amount": "1.5e3"},
        {"amount": "-1.00"},
        {"value_date": "20261102"},
        {"value_date": ""},
        {"balance_after": "x"},
    ],
)
def test_entries_of_no_form_are_refused(desk, change):
    bad = msgspec.structs.replace(WHOLE[0], **change)
    reading = Reading(desk.place, Bank(()))
    with pytest.raises(BadInput, match="event_form"):
        reading.take([bad])


# the summary ----------------------------------------------------------------------------------------------------------


def test_the_summary_of_a_day(desk):
    fill(desk)
    summary = Summary(desk.place)
    first, second = summary.accounts(day(1), "USD")
    assert (first.account, first.opening, first.credits, first.debits, first.closing) == (
        OWN, Decimal("1070.00"), Decimal("5.00"), Decimal("0.00"), Decimal("1075.00"),
    )  # fmt: skip
    rates = {"USD": Decimal("81.25"), "RUB": Decimal(1)}
    assert first.in_currency == convert(first.closing, "RUB", "USD", rates)
    assert second.closing == Decimal("10.00")
    (total,) = totals((first, second))
    assert (total.currency, total.closing, total.count) == ("RUB", Decimal("1085.00"), 2)
    assert summary.accounts(day(1), "XXX")[0].in_currency is None
