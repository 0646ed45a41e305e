"""Statement files in the archive: nothing twice, no twin lost, nothing deleted, own accounts only compared."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from archive_kit import DAY, THERE, day, document, file, section
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from local_kit import NOW, OWN, office

from bsclient.errors import BadInput
from bsclient.formats import model
from bsclient.services.statements import archive_match
from bsclient.services.statements.archive import Archive
from bsclient.services.statements.archive_match import fingerprint, identity, match
from bsclient.services.statements.forecast import Forecasts
from bsclient.services.statements.health import Health
from bsclient.services.statements.reading import Statements
from bsclient.storage import ledger
from bsclient.storage.rows.statements import AccountRow, EntryRow


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.close()


def keep(desk, told):
    archive = Archive(desk.place)
    data = repr(told).encode()
    return archive.keep(archive.preview(told, data, "s.txt"))


def preview(desk, told):
    return Archive(desk.place).preview(told, repr(told).encode(), "s.txt")


def entries(desk, account=THERE):
    with desk.store.read() as reader:
        return ledger.entries(reader, account, dt.date(2000, 1, 1), dt.date(2100, 1, 1))


def bank_says(desk, *rows, account=OWN):
    """Ledger entries as the bank told them."""
    balance, made = Decimal(0), []
    for number, (on, amount, credit, purpose) in enumerate(rows, 1):
        balance += Decimal(amount) if credit else -Decimal(amount)
        made.append(EntryRow(
            id=f"{number}/{account}", account=account, value_date=day(on), posted=NOW, credit=credit,
            amount=Decimal(amount), currency="RUB", balance_after=balance, number=str(number), purpose=purpose,
            counterparty_account="40702810500000000123",
        ))  # fmt: skip
    with desk.store.write() as work:
        ledger.add_entries(work, made)


def test_a_file_of_another_bank_makes_an_account_that_is_never_paid_from(desk):
    docs = (document(1, "100.00"), document(2, "30.00", credit=False, on=1))
    told = file([section(0, 1, "1000.00", "1070.00")], docs)
    seen = preview(desk, told)
    (one,) = seen.accounts
    assert (one.account, one.new, one.known, one.disappeared, one.own) == (THERE, 2, 0, 0, False)
    assert (one.start, one.end, one.closing) == (DAY, day(1), Decimal("1070.00"))
    done = keep(desk, told)
    assert (done.new, done.known, done.apart) == (2, 0, 0)
    statements = Statements(desk.place)
    assert THERE not in {view.number for view in statements.accounts(closed=True)}
    with desk.store.read() as reader:
        assert THERE not in desk.place.context(reader).own_accounts
    with pytest.raises(Exception, match="account_unknown"):
        Forecasts(desk.place).of(THERE)
    (view,) = [view for view in statements.accounts(files=True) if view.number == THERE]
    assert (view.source, view.balance) == ("file", Decimal("1070.00"))
    shown = statements.statement(THERE, DAY, day(5))
    assert (shown.opening, shown.closing, shown.agrees) == (Decimal("1000.00"), Decimal("1070.00"), True)


def test_days_may_come_in_any_order(desk):
    late = file([section(3, 3, "150.00", "160.00")], [document(1, "10.00", on=3)])
    early = file([section(0, 1, "100.00", "150.00")], [document(2, "20.00"), document(3, "30.00", on=1)])
    keep(desk, late)
    keep(desk, early)
    found = [(one.value_date, one.balance_after) for one in entries(desk)]
    assert found == [(DAY, Decimal("120.00")), (day(1), Decimal("150.00")), (day(3), Decimal("160.00"))]
    shown = Statements(desk.place).statement(THERE, day(1), day(3))
    assert (shown.opening, shown.closing, shown.gaps) == (Decimal("120.00"), Decimal("160.00"), ())


def test_twins_of_a_day_are_both_kept_and_never_a_third(desk):
    twins = file(
        [section(0, 0, "0.00", "10.00")], [document(1, "5.00", number="7"), document(2, "5.00", number="7")]
    )
    alone = file([section(0, 0)], [document(1, "5.00", number="7")])
    for told in (alone, twins, twins, alone):
        keep(desk, told)
    assert [one.amount for one in entries(desk)] == [Decimal("5.00")] * 2


def test_what_a_later_file_lacks_is_shown_and_stays(desk):
    keep(desk, file([section(0, 1)], [document(1, "5.00"), document(2, "6.00", on=1)]))
    later = file([section(0, 1)], [document(1, "5.00")])
    (one,) = preview(desk, later).accounts
    assert (one.new, one.known, one.disappeared) == (0, 1, 1)
    keep(desk, later)
    assert len(entries(desk)) == 2
    found = [finding for finding in Health(desk.place, None).check() if finding.code == "health_disappeared"]
    assert [(finding.day, finding.entries) for finding in found] == [(day(1), one.missing)]
    keep(desk, file([section(1, 1)], [document(9, "6.00", on=1, number="2")]))
    assert "health_disappeared" not in {finding.code for finding in Health(desk.place, None).check()}


@pytest.mark.parametrize(
    ("kind", "first", "preliminary"),
    [("camt054", 0, False), ("mt942", 0, False), ("1c-statement", 1, False), ("1c-statement", 0, True)],
)
def test_only_a_promised_day_misses_anything(desk, kind, first, preliminary):
    keep(desk, file([section(0, 1)], [document(1, "5.00")]))
    later = file([section(first, first, preliminary=preliminary)], [document(2, "6.00", on=first)], kind)
    assert preview(desk, later).accounts[0].disappeared == 0


def test_another_format_of_the_same_days_adds_nothing(desk):
    keep(
        desk, file([section(0, 0)], [document(1, "5.00", number="000017"), document(2, "5.00", number="18")])
    )
    cut = [
        document(1, "5.00", number="17", purpose="OPLATA", other=model.Party()),
        document(2, "5.00", number="19"),
    ]
    (one,) = preview(desk, file([section(0, 0)], cut, "mt940")).accounts
    assert (one.new, one.known, one.disappeared) == (1, 1, 1)  # 19 contradicts 18: another payment
    (same,) = preview(desk, file([section(0, 0)], cut)).accounts
    assert (same.new, same.known) == (2, 0)  # within one format another purpose is another payment


def test_own_accounts_are_compared_and_not_doubled(desk):
    bank_says(desk, (0, "5.00", True, "Оплата  по договору"), (1, "6.00", False, "Аренда"))
    docs = [document(1, "5.00", account=OWN), document(2, "6.00", credit=False, on=1, account=OWN, purpose="ARENDA"),
            document(3, "7.00", on=1, account=OWN)]  # fmt: skip
    told = file([section(0, 1, account=OWN)], docs)
    (one,) = preview(desk, told).accounts
    assert (one.own, one.known, one.new, one.disappeared) == (True, 2, 1, 0)
    before = entries(desk, OWN)
    assert keep(desk, told).apart == 1
    assert keep(desk, told).apart == 0
    assert entries(desk, OWN) == before
    found = [
        finding for finding in Health(desk.place, None).check((OWN,)) if finding.code == "health_file_differs"
    ]
    assert [finding.day for finding in found] == [day(1)]
    with desk.store.write() as work:  # the bank tells it after all
        third = replace(before[0], id=f"3/{OWN}", number="3", amount=Decimal("7.00"), value_date=day(1))
        ledger.add_entries(work, [third])
    assert "health_file_differs" not in {finding.code for finding in Health(desk.place, None).check((OWN,))}


def test_the_banks_word_takes_the_place_of_files(desk):
    keep(desk, file([section(0, 0, "0.00", "5.00")], [document(1, "5.00")]))
    with desk.store.write() as work:
        row = AccountRow(
            number=THERE, currency="RUB", name="Новый", balance=Decimal("5.00"), available=Decimal("5.00"),
            opened=DAY, updated=NOW,
        )  # fmt: skip
        ledger.put_account(work, row)
    assert entries(desk) == []
    bank_says(desk, (0, "5.00", True, "Оплата по договору"), account=THERE)
    assert len(entries(desk)) == 1
    codes = {finding.code for finding in Health(desk.place, None).check((THERE,))}
    assert "health_file_differs" not in codes


def test_files_that_are_no_statements_are_refused(desk):
    orders = model.ExchangeFile(format=model.PAYMENTS, documents=(document(1, "5.00"),), role=model.ORDERS)
    for told, code in (
        (orders, "archive_not_statement"),
        (file([], [document(1, "5.00")]), "archive_no_account"),
    ):
        seen = preview(desk, told)
        assert code in {problem.code for problem in seen.problems}
        assert not seen.readable
        with pytest.raises(BadInput) as caught:
            Archive(desk.place).keep(seen)
        assert caught.value.code == "archive_unreadable"


def test_entries_without_day_or_sum_are_named_and_left_out(desk):
    docs = [document(1, "5.00"), replace(document(2, "5.00"), amount=None, number=""), replace(document(3, "1.00"), amount=Decimal("-1.00")),
            document(4, "5.00", account="40702810000000009999", other=model.Party())]  # fmt: skip
    seen = preview(desk, file([section(0, 0), section(0, 0, account="40702810000000008888")], docs))
    assert [(p.index, p.code) for p in seen.problems] == [
        (2, "archive_entry_incomplete"), (3, "archive_entry_incomplete"), (4, "archive_entry_account"),
    ]  # fmt: skip
    assert seen.problems[0].facts["number"] == "–"  # no hole in the sentence
    assert seen.accounts[0].new == 1


def test_amounts_that_cannot_be_kept_are_left_out(desk):
    docs = [document(1, "5.001"), document(2, "1e20"), document(3, "5")]
    seen = preview(desk, file([section(0, 0, "0.001", "1e20")], docs))
    assert [problem.index for problem in seen.problems] == [1, 2]
    assert keep(desk, file([section(0, 0, "0.001", "1e20")], docs)).new == 1


def test_our_own_export_is_known_in_full(desk, tmp_path):
    bank_says(
        desk,
        (0, "5.00", True, "Оплата по договору"),
        (0, "5.00", True, "Оплата по договору"),
        (1, "6.00", False, "Аренда"),
    )
    statements, path = Statements(desk.place), tmp_path / "kl_to_1c.txt"
    statements.export(statements.statement(OWN, DAY, day(2)), "1c", path)
    (one,) = Archive(desk.place).read(path).accounts
    assert (one.own, one.new, one.known, one.disappeared) == (True, 0, 3, 0)


# the matching itself ----------------------------------------------------------------------------------------------

_lines = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["1.00", "2.00"]), st.sampled_from(["1", "2"])), max_size=8
)


def rows(lines):
    return [
        EntryRow(
            id="", account=THERE, value_date=day(on), posted=NOW, credit=True, amount=Decimal(amount), currency="RUB",
            balance_after=Decimal(0), number=number,
        )
        for on, amount, number in lines
    ]  # fmt: skip


def taken_in(kept, told):
    """Take a file in as the archive does: what is here with the new ones under their ids."""
    found = list(kept)
    for entry in match(told, kept, lambda _one: False).new:
        ordinal = 0
        while identity(entry, ordinal) in {one.id for one in found}:
            ordinal += 1
        found.append(replace(entry, id=identity(entry, ordinal)))
    return found


@given(st.lists(_lines, max_size=4))
@budget(max_examples=150)
def test_of_each_fingerprint_as_many_are_kept_as_the_fullest_file_has(files):
    check_kept(files)


def check_kept(files):
    kept = []
    for lines in files:
        kept = taken_in(kept, rows(lines))
        again = taken_in(kept, rows(lines))
        assert again == kept  # a file read again adds nothing
    assert len({one.id for one in kept}) == len(kept)
    fullest = Counter()
    for lines in files:
        fullest |= Counter(map(fingerprint, rows(lines)))
    assert Counter(map(fingerprint, kept)) == fullest


def test_the_guard_would_notice_a_matching_without_ordinals(monkeypatch):
    """A deliberately wrong design: one entry for each fingerprint, which loses twins."""
    monkeypatch.setattr(archive_match, "_paired", _by_set)
    with pytest.raises(AssertionError):
        check_kept([[(0, "1.00", "1")] * 2])


def _by_set(told, kept, key, _number):
    there = {key(one): one for one in kept}
    pairs = [(one, there[key(one)]) for one in told if key(one) in there]
    fresh = {key(one): one for one in told if key(one) not in there}
    seen = {key(one) for one in told}
    return pairs, list(fresh.values()), [one for one in kept if key(one) not in seen]


_numbered = st.lists(st.sampled_from(["", "1", "2", "02", "3"]), max_size=6)


@given(_numbered, _numbered)
@budget(max_examples=150)
def test_loose_pairs_are_those_of_a_look_at_all(told, kept):
    """The quick way finds, one after the other, the first that does not contradict, as a plain search would."""
    mine = [replace(one, purpose=f"k{at}") for at, one in enumerate(rows([(0, "1.00", n) for n in kept]))]
    theirs = [replace(one, purpose=f"t{at}") for at, one in enumerate(rows([(0, "1.00", n) for n in told]))]
    found = match(theirs, mine, lambda _one: True)
    waiting, wanted = list(mine), []
    for one in theirs:
        number = one.number.lstrip("0")
        fits = [w for w in waiting if not number or w.number.lstrip("0") in {"", number}]
        if fits:
            waiting.remove(fits[0])
            wanted.append((one, fits[0]))
    assert list(found.known) == wanted
    assert list(found.missing) == waiting


def test_a_day_of_equal_amounts_is_compared_by_numbers_not_one_with_each():
    """Counted are the comparisons, by what asks for a number: a few for each entry, not one for each pair."""
    asked = Counter()

    def number(entry):
        asked["numbers"] += 1
        return entry.number

    lines = [(0, "1.00", str(at)) for at in range(500)]
    others = [(0, "1.00", str(at + 1000)) for at in range(500)]
    pairs, left, over = archive_match._paired(rows(lines), rows(others), lambda one: one.amount, number)
    assert (pairs, len(left), len(over)) == ([], 500, 500)
    assert asked["numbers"] == 1000
