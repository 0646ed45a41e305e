"""Drafts: what a user types is kept whatever it is, checked by the rules and by what the base knows."""

import dataclasses
import datetime as dt

import pytest
from local_kit import (
    OTHER,
    OWN,
    PAYEE,
    PAYEE_TWO,
    SENT,
    codes,
    execute,
    happen,
    office,
    payment,
    save,
)

from bsclient import texts
from bsclient.domain.problems import Severity, blocking
from bsclient.domain.states import By, Event, State
from bsclient.errors import BadInput, Conflict, NotAllowed
from bsclient.storage import documents, journal, listing


@pytest.fixture
def desk(tmp_path):
    opened = office(tmp_path)
    yield opened
    opened.close()


def problem(problems, code):
    return next(one for one in problems if one.code == code)


def test_a_new_payment_knows_number_day_and_payer(desk):
    draft = desk.drafts.new("payment_order")
    raw = draft.raw
    assert (draft.version, draft.state, raw["number"], raw["date"]) == (0, State.NEW, "1", "2026-11-20")
    assert (raw["payer_account"], raw["payer_bic"], raw["uin"]) == (min(OWN, OTHER), "044525225", "0")
    assert desk.drafts.new("payment_order", OTHER).raw["payer_account"] == OTHER
    assert desk.drafts.new("letter").raw["number"] == "1"
    with pytest.raises(BadInput) as caught:
        desk.drafts.new("telegram")
    assert caught.value.code == "type_unknown"


def test_a_whole_payment_is_saved_as_new(desk):
    draft = save(desk)
    assert (draft.state, draft.version) == (State.NEW, 1)
    again = desk.drafts.get(draft.id)
    assert (again.state, again.version) == (State.NEW, 1)
    assert {key: text for key, text in again.raw.items() if text} == payment()
    with desk.store.read() as reader:
        row = documents.get(reader, draft.id)
    assert (row.author, row.counterparty_account, row.problems) == ("Иванова А. А.", PAYEE, 0)


def test_nonsense_is_saved_as_invalid_and_comes_back(desk):
    draft = save(desk, amount="сто рублей", date="вчера", number="№1", payee_account="x" * 300)
    assert draft.state is State.INVALID
    assert desk.drafts.get(draft.id).raw["amount"] == "сто рублей"
    with desk.store.read() as reader:
        row = documents.get(reader, draft.id)
    assert (row.amount, row.day) == (None, None)
    assert row.problems >= 4
    mended = desk.drafts.save(dataclasses.replace(desk.drafts.get(draft.id), raw=payment()))
    assert (mended.state, mended.version) == (State.NEW, 2)


def test_two_windows_do_not_overwrite_each_other(desk):
    first = save(desk)
    second = desk.drafts.get(first.id)
    desk.drafts.save(dataclasses.replace(first, raw=payment(amount="5.00")))
    with pytest.raises(Conflict):
        desk.drafts.save(dataclasses.replace(second, raw=payment(amount="6.00")))
    assert desk.drafts.get(first.id).raw["amount"] == "5.00"


def test_a_signed_document_is_not_edited_nor_deleted(desk):
    draft = save(desk)
    happen(desk, draft.id, (Event.SIGN_LAST, By.USER, 0))
    for act in (
        lambda: desk.drafts.save(dataclasses.replace(draft, raw=payment(amount="9.00"))),
        lambda: desk.drafts.delete([draft.id]),
    ):
        with pytest.raises(NotAllowed) as caught:
            act()
        assert caught.value.code == "document_signed"
    assert desk.drafts.get(draft.id).raw["amount"] == "100.00"


def test_numbers_go_on_in_the_year_and_begin_anew(desk):
    for number in ("7", "12", "3"):
        save(desk, number=number, amount=f"{number}.00")
    assert desk.drafts.next_number("payment_order", 2026) == "13"
    assert desk.drafts.next_number("payment_order", 2027) == "1"
    assert desk.drafts.next_number("letter", 2026) == "1"
    save(desk, number="1999", amount="4.00")
    assert desk.drafts.next_number("payment_order", 2026) == "2001"


def test_a_number_taken_meanwhile_is_replaced_and_said(desk):
    one, two = desk.drafts.new("payment_order"), desk.drafts.new("payment_order")
    assert one.proposed == two.proposed == "1"
    desk.drafts.save(dataclasses.replace(one, raw=payment()))
    kept = desk.drafts.save(dataclasses.replace(two, raw=payment(amount="7.00")))
    assert kept.raw["number"] == "2"
    assert [(note.code, note.severity) for note in kept.notes] == [("renumbered", Severity.INFO)]
    assert desk.drafts.get(kept.id).raw["number"] == "2"


def test_a_typed_number_is_never_replaced(desk):
    save(desk)
    kept = save(desk, number="1", amount="7.00")
    assert kept.raw["number"] == "1"
    found = problem(desk.drafts.check(kept.type, kept.raw, kept.id), "duplicate_number")
    assert (found.severity, found.mend) == (Severity.WARN, {"number": "2"})


def test_the_same_payment_is_a_duplicate_unless_the_first_failed(desk):
    first = save(desk)
    found = desk.drafts.check("payment_order", payment())
    assert "duplicate_payment" in codes(found)
    assert "duplicate_number" not in codes(found)
    assert not blocking(found)
    assert "duplicate_payment" not in codes(desk.drafts.check("payment_order", payment(), first.id))
    happen(desk, first.id, *SENT, (Event.REJECT, By.BANK, 3))
    assert not codes(desk.drafts.check("payment_order", payment())) & {
        "duplicate_payment",
        "duplicate_number",
    }


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": "2"}, "repeat_payment"),
        ({"number": "2", "date": "2026-11-12"}, "repeat_payment"),
        ({"number": "2", "amount": "100.01"}, ""),
        ({"number": "2", "payee_account": PAYEE_TWO}, ""),
        ({"number": "1", "amount": "100.01"}, "duplicate_number"),
        ({"number": "1", "date": "2025-12-31"}, ""),
    ],
)
def test_what_is_near(desk, changes, code):
    save(desk)
    found = codes(desk.drafts.check("payment_order", payment(**changes)))
    assert found & {"duplicate_payment", "repeat_payment", "duplicate_number"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("duplicate_payment", {}),
        ("repeat_payment", {"number": "2"}),
        ("duplicate_number", {"amount": "7.00"}),
    ],
)
def test_what_is_near_is_named_by_its_number_and_day(desk, code, changes):
    save(desk)
    found = problem(desk.drafts.check("payment_order", payment(**changes)), code)
    for language in texts.LANGUAGES:
        said = texts.message(code, found.facts, language)
        assert "—" not in said
        assert f" {payment()['number']}" in said


def test_money_that_is_not_there_is_warned_of(desk):
    found = problem(desk.drafts.check("payment_order", payment(payer_account=OTHER)), "insufficient_funds")
    assert (found.severity, found.facts) == (Severity.WARN, {"value": "10.00", "expected": "100.00"})
    assert "insufficient_funds" not in codes(desk.drafts.check("payment_order", payment()))


def test_payees_are_new_until_paid_and_red_when_changed(desk):
    assert "payee_new" in codes(desk.drafts.check("payment_order", payment()))
    draft = save(desk)
    assert "payee_new" in codes(desk.drafts.check("payment_order", payment(), draft.id))
    execute(desk, draft.id)
    assert not {c for c in codes(desk.drafts.check("payment_order", payment())) if c.startswith("payee")}
    changed = desk.drafts.check("payment_order", payment(payee_account=PAYEE_TWO))
    found = problem(changed, "payee_account_changed")
    assert (found.severity, found.facts["expected"], found.facts["value"]) == (
        Severity.WARN,
        PAYEE,
        PAYEE_TWO,
    )
    other = desk.drafts.check("payment_order", payment(payee_inn="7707083893"))
    assert "payee_inn_changed" in codes(other)


def test_the_worst_comes_first(desk):
    found = desk.drafts.check("payment_order", payment(payer_account=OTHER, amount="x"))
    ranks = [one.severity.rank for one in found]
    assert ranks == sorted(ranks)


def test_a_copy_is_another_document(desk):
    first = save(desk)
    desk.clock.time += dt.timedelta(days=3)
    copy = desk.drafts.copy(first.id)
    assert copy.id != first.id
    assert (copy.version, copy.raw["number"], copy.raw["date"]) == (0, "2", "2026-11-23")
    assert copy.raw["payee_account"] == PAYEE
    kept = desk.drafts.save(copy)
    assert desk.drafts.get(kept.id).raw["purpose"] == first.raw["purpose"]


def test_what_can_be_corrected(desk):
    draft = save(desk)
    assert desk.drafts.correct(draft.id).id == draft.id
    happen(desk, draft.id, *SENT)
    with pytest.raises(NotAllowed) as caught:
        desk.drafts.correct(draft.id)
    assert caught.value.code == "correct_not_failed"
    happen(desk, draft.id, (Event.FIND_BAD_DETAILS, By.BANK, 2))
    mended = desk.drafts.correct(draft.id)
    assert mended.id != draft.id
    assert (mended.version, mended.raw["number"]) == (0, "1")
    assert "duplicate_number" not in codes(desk.drafts.check(mended.type, mended.raw, mended.id))


def test_deleting_and_restoring_are_all_or_nothing(desk):
    one, two = save(desk), save(desk, amount="5.00")
    bad = save(desk, amount="nonsense")
    desk.drafts.delete([one.id, bad.id])
    assert desk.drafts.get(one.id).state is State.DELETED
    with pytest.raises(NotAllowed):
        desk.drafts.delete([two.id, one.id])
    assert desk.drafts.get(two.id).state is State.NEW
    desk.drafts.restore([one.id, bad.id])
    assert [desk.drafts.get(each.id).state for each in (one, bad)] == [State.NEW, State.INVALID]
    with desk.store.read() as reader:
        assert listing.counts_agree(reader)
        assert journal.check(reader).broken_at is None


def test_a_check_changes_nothing(desk):
    seen = []
    desk.place.changes.subscribe(seen.append)
    desk.drafts.check("payment_order", payment())
    desk.drafts.new("payment_order")
    assert seen == []
    save(desk)
    assert len(seen) == 1


def test_a_letter_is_a_draft_too(desk):
    draft = desk.drafts.new("letter")
    raw = draft.raw | {"subject": "Вопрос", "body": "Добрый день\nгде деньги?"}
    kept = desk.drafts.save(dataclasses.replace(draft, raw=raw))
    assert kept.state is State.NEW
    with desk.store.read() as reader:
        row = documents.get(reader, kept.id)
    assert (row.type, row.purpose, row.amount) == ("letter", "Вопрос", None)


def test_after_the_last_number_comes_the_lowest_free_one(desk):
    for number in ("999999", "1", "2"):
        save(desk, number=number, amount=f"{number}.00")
    assert desk.drafts.next_number("payment_order", 2026) == "3"


def test_a_new_payee_is_told_with_its_account(desk):
    raw = payment()
    found = next(one for one in desk.drafts.check("payment_order", raw) if one.code == "payee_new")
    assert dict(found.facts) == {"value": raw["payee_account"], "name": raw["payee_name"]}
