"""Imports: preview, choice, one transaction, twice the same file, taking back, big files, bad files."""

import dataclasses
import datetime as dt
import io
import random
from decimal import Decimal

import pytest
from local_kit import (
    BIC,
    CORR,
    INN,
    OTHER,
    OWN,
    PAYEE,
    PAYEE_INN,
    PAYEE_TWO,
    codes,
    execute,
    happen,
    keyed,
    office,
    payment,
    save,
)

from bsclient.domain import checks
from bsclient.domain.identity import is_id
from bsclient.domain.states import By, Event, State
from bsclient.errors import BadInput, NotAllowed
from bsclient.formats import model, neutral, onec
from bsclient.services.imports import taking as module
from bsclient.services.imports.taking import Mark, PayeeMark
from bsclient.storage import documents, imports, journal, listing


@pytest.fixture
def desk(tmp_path):
    opened = office(tmp_path)
    yield opened
    opened.close()


def ids_of(desk, done):
    with desk.store.read() as reader:
        return imports.ids(reader, done.id)


def exchange(raws):
    """Return payments as an exchange file of the neutral model."""
    papers = tuple(onec.payment_to_document(raw, index) for index, raw in enumerate(raws, 1))
    return model.ExchangeFile(
        format=model.PAYMENTS,
        version="1.03",
        encoding="cp1251",
        accounts=(model.AccountSection(OWN),),
        documents=papers,
    )


def file_of(*raws):
    """Return payments as the bytes of a 1C file."""
    out = io.BytesIO()
    onec.write(out, exchange(raws), onec.WriteOptions(sender="Бухгалтерия"))
    return out.getvalue()


def many(count, first=1):
    return [payment(number=str(n), amount=f"{n}.00") for n in range(first, first + count)]


def inn(number):
    """Return nine digits with the check digit of an INN."""
    return next(f"{number}{digit}" for digit in "0123456789" if checks.inn_ok(f"{number}{digit}"))


def all_rows(desk, **chosen):
    view = desk.listing.view(listing.Filter(**chosen))
    return view.page(0, view.count)


def test_what_is_previewed_is_what_is_taken(desk):
    data = file_of(*many(3))
    seen = desk.imports.preview(data, "1c_to_kl.txt")
    assert (seen.count, seen.total, seen.complete) == (3, Decimal("6.00"), True)
    assert (seen.format, seen.version, seen.encoding) == (model.PAYMENTS, "1.03", "cp1251")
    assert [row.mark for row in seen.rows] == [Mark.NEW] * 3
    assert {row.payee for row in seen.rows} == {PayeeMark.NEW}
    assert seen.marks == {Mark.NEW: 3}
    assert (seen.rows[1].number, seen.rows[1].amount, seen.rows[1].day) == (
        "2", Decimal("2.00"), dt.date(2026, 11, 20)
    )  # fmt: skip
    assert seen.suggested == {1, 2, 3}
    assert all_rows(desk) == []
    done = desk.imports.commit(seen, {1, 3})
    assert (done.count, done.total, done.skipped) == (2, Decimal("4.00"), 0)
    ids = ids_of(desk, done)
    assert all(is_id(one) for one in ids)
    rows = all_rows(desk)
    assert ({row.id for row in rows}, done.first) == (set(ids), ids[0])
    assert [(row.number, row.state, row.problems) for row in rows] == [
        ("3", State.IMPORTED, 0),
        ("1", State.IMPORTED, 0),
    ]
    draft = desk.drafts.get(done.first)
    assert {key: text for key, text in draft.raw.items() if text} == payment(amount="1.00")
    assert codes(desk.drafts.check(draft.type, draft.raw, draft.id)) == {"payee_new"}
    with desk.store.read() as reader:
        assert documents.history(reader, done.first)[0].event is Event.SAVE_IMPORTED
        assert journal.page(reader, 0, 1)[0].object_hash == seen.sha256


def test_the_same_file_twice_gives_nothing_new(desk):
    data = file_of(*many(20))
    first = desk.imports.commit(desk.imports.preview(data, "a"), set(range(1, 21)))
    again = desk.imports.preview(data, "b")
    assert again.marks == {Mark.DUPLICATE: 20}
    assert again.earlier.id == first.id
    assert again.suggested == set()
    with pytest.raises(NotAllowed) as caught:
        desk.imports.commit(again, again.suggested)
    assert caught.value.code == "import_nothing_chosen"
    assert desk.imports.import_stream(io.BytesIO(data), "c").count == 0
    assert len(all_rows(desk)) == 20
    assert len(desk.imports.undoable()) == 1


def test_a_duplicate_is_taken_only_when_it_is_chosen(desk):
    data = file_of(*many(2))
    desk.imports.commit(desk.imports.preview(data, "a"), {1, 2})
    again = desk.imports.preview(data, "b")
    assert desk.imports.commit(again, {2}).count == 1
    assert len(all_rows(desk)) == 3


def test_two_previews_of_one_file_do_not_pay_twice(desk):
    data = file_of(*many(4))
    one, two = desk.imports.preview(data, "a"), desk.imports.preview(data, "b")
    desk.imports.commit(one, {1, 2, 3})
    done = desk.imports.commit(two, {1, 2, 3, 4})
    assert (done.count, done.skipped) == (1, 3)
    assert len(all_rows(desk)) == 4


def test_repeats_within_a_file(desk):
    raws = [payment(), payment(), payment(amount="5.00"), payment(number="2")]
    seen = desk.imports.preview(file_of(*raws), "a")
    assert [row.mark for row in seen.rows] == [Mark.NEW, Mark.DUPLICATE, Mark.NUMBER_TAKEN, Mark.NEW]
    assert "import_duplicate" in codes(seen.rows[1].problems)
    assert "import_number_taken" in codes(seen.rows[2].problems)


def test_documents_of_others_and_of_the_base(desk):
    save(desk, number="5", amount="77.00")
    foreign = payment(payer_account=keyed(BIC, "40702810000000009999"))
    raws = [foreign, payment(number="5", amount="78.00"), payment(number="5", amount="77.00")]
    seen = desk.imports.preview(file_of(*raws), "a")
    assert [row.mark for row in seen.rows] == [Mark.FOREIGN, Mark.NUMBER_TAKEN, Mark.DUPLICATE]
    assert seen.suggested == {2}


def test_a_deleted_or_refused_document_is_no_duplicate(desk):
    one, two = save(desk, number="1"), save(desk, number="2", amount="7.00")
    desk.drafts.delete([one.id])
    happen(
        desk,
        two.id,
        (Event.SIGN_LAST, By.USER, 0),
        (Event.QUEUE, By.USER, 0),
        (Event.SEND, By.CLIENT, 0),
        (Event.REJECT, By.BANK, 4),
    )
    seen = desk.imports.preview(file_of(payment(), payment(number="2", amount="7.00")), "a")
    assert [row.mark for row in seen.rows] == [Mark.NEW, Mark.NEW]


def test_changed_payees_are_named(desk):
    execute(desk, save(desk).id)
    raws = [
        payment(number="2", amount="1.00"),
        payment(number="3", payee_account=PAYEE_TWO),
        payment(number="4", payee_inn=INN),
        payment(number="5", payee_name='ООО "Василёк"'),
        payment(
            number="6", payee_name="ООО Мак", payee_inn=INN, payee_account=keyed(BIC, "40702810000000000300")
        ),
    ]
    seen = desk.imports.preview(file_of(*raws), "a")
    assert [(row.payee, row.differs) for row in seen.rows] == [
        (PayeeMark.KNOWN, ()),
        (PayeeMark.CHANGED, ("payee_account",)),
        (PayeeMark.CHANGED, ("payee_inn",)),
        (PayeeMark.CHANGED, ("payee_name",)),
        (PayeeMark.NEW, ()),
    ]
    assert "payee_account_changed" in codes(seen.rows[1].problems)


def test_two_hundred_tampered_files_are_all_flagged(desk):
    """One row of many gets another account, INN or BIC: it is never taken for a known payee."""
    chance = random.Random(5)
    payees = [
        {
            "payee_account": keyed(BIC, f"407028100000{1000 + n:08}"),
            "payee_inn": inn(770000100 + n),
            "payee_name": f'ООО "Поставщик {n}"',
        }
        for n in range(12)
    ]
    for number, payee in enumerate(payees, 1):
        execute(desk, save(desk, number=str(number), payee_kpp="", **payee).id)
    honest = [
        payment(number=str(100 + n), amount=f"{n + 1}.00", payee_kpp="", **payee)
        for n, payee in enumerate(payees)
    ]
    assert desk.imports.preview(file_of(*honest), "a").payees == {PayeeMark.KNOWN: 12}
    for _ in range(200):
        rows, place = [dict(row) for row in honest], chance.randrange(12)
        for field, value in chance.choice(
            [
                [("payee_account", keyed(BIC, f"40702810000099{chance.randrange(10**6):06}"))],
                [("payee_inn", inn(chance.randrange(10**8, 10**9)))],
                [("payee_bic", "044525974"), ("payee_corr_account", "30101810145250000974")],
                [
                    ("payee_account", keyed(BIC, f"40702810000098{chance.randrange(10**6):06}")),
                    ("payee_bic", "041806647"),
                ],
            ]
        ):
            rows[place][field] = value
        chance.shuffle(rows)
        seen = desk.imports.preview(file_of(*rows), "a")
        assert seen.payees[PayeeMark.KNOWN] == 11
        assert seen.payees[PayeeMark.CHANGED] == 1


def test_bad_documents_are_taken_as_invalid(desk):
    data = file_of(payment(payee_account="40702810000000000000"), payment(number="2"))
    done = desk.imports.commit(desk.imports.preview(data, "a"), {1, 2})
    states = {row.number: (row.state, row.problems > 0) for row in all_rows(desk)}
    assert (done.count, states) == (2, {"1": (State.INVALID, True), "2": (State.IMPORTED, False)})


def test_a_document_without_an_amount_is_unreadable(desk):
    data = file_of(payment(), payment(number="2")).replace("Сумма=100.00".encode("cp1251"), b"", 1)
    seen = desk.imports.preview(data, "a")
    assert [row.mark for row in seen.rows] == [Mark.UNREADABLE, Mark.NEW]
    assert seen.suggested == {2}
    assert seen.total == Decimal("100.00")


def test_other_kinds_of_documents_are_not_suggested(desk):
    data = file_of(payment()).replace(
        "Платежное поручение".encode("cp1251"), "Платежное требование".encode("cp1251")
    )
    (row,) = desk.imports.preview(data, "a").rows
    assert row.mark is Mark.UNREADABLE
    assert "import_other_kind" in codes(row.problems)


def test_what_the_reader_of_the_file_found_stands_at_our_field(desk):
    long = payment(purpose="О" * 300 + " 5")
    (row,) = desk.imports.preview(file_of(long), "a").rows
    assert not row.valid
    assert {problem.field for problem in row.problems if problem.field} >= {"purpose"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "file_binary"),
        ("Просто письмо\nбез всякого смысла\n".encode("cp1251"), "file_not_exchange"),
        (b'{"format": 5}', "file_json_malformed"),
    ],
)
def test_other_files_are_named(desk, data, code):
    for act in (
        lambda: desk.imports.preview(data, "a"),
        lambda: desk.imports.import_stream(io.BytesIO(data), "a"),
    ):
        with pytest.raises(BadInput) as caught:
            act()
        assert caught.value.code == code
    assert all_rows(desk) == []


def test_a_statement_is_refused_and_nothing_kept(desk):
    file = dataclasses.replace(
        exchange(many(3)),
        format=model.STATEMENT,
        accounts=(
            model.AccountSection(
                OWN, "RUB", dt.date(2026, 11, 1), dt.date(2026, 11, 20), *(Decimal("0.00"),) * 4
            ),
        ),
    )
    out = io.BytesIO()
    onec.write(out, file)
    for act in (
        lambda: desk.imports.preview(out.getvalue(), "a"),
        lambda: desk.imports.import_stream(io.BytesIO(out.getvalue()), "a"),
    ):
        with pytest.raises(BadInput) as caught:
            act()
        assert caught.value.code == "import_statement"
    assert all_rows(desk) == []


def test_our_neutral_json_is_read_too(desk):
    data = neutral.write_neutral(exchange(many(3)))
    seen = desk.imports.preview(data, "a.json")
    assert (seen.count, seen.suggested) == (3, {1, 2, 3})
    assert desk.imports.commit(seen, {2}).count == 1


def test_an_import_is_taken_back_until_something_is_signed(desk):
    done = desk.imports.commit(desk.imports.preview(file_of(*many(5)), "a"), {1, 2, 3, 4, 5})
    third = ids_of(desk, done)[2]
    happen(desk, third, (Event.SIGN_LAST, By.USER, 0))
    assert desk.imports.undoable() == []
    with pytest.raises(NotAllowed):
        desk.imports.undo(done.id)
    assert len(all_rows(desk)) == 5
    happen(desk, third, (Event.UNSIGN_LAST, By.USER, 0))
    assert [one.id for one in desk.imports.undoable()] == [done.id]
    assert desk.imports.undo(done.id) == 5
    assert all_rows(desk) == []
    assert len(all_rows(desk, deleted=True)) == 5
    assert desk.imports.undoable() == []
    seen = desk.imports.preview(file_of(*many(5)), "a")
    assert seen.marks == {Mark.NEW: 5}
    desk.drafts.restore([done.first])
    assert desk.drafts.get(done.first).state is State.NEW


def test_a_big_file_is_shown_in_part_and_taken_whole(desk, monkeypatch):
    monkeypatch.setattr(module, "SHOWN", 5)
    monkeypatch.setattr(module, "SHOWN_WITH_PROBLEMS", 2)
    raws = many(20)
    raws[10]["payee_account"] = "40702810000000000000"
    raws[15] = dict(raws[0])
    seen = desk.imports.preview(file_of(*raws), "a")
    assert (seen.count, seen.complete) == (20, False)
    assert [row.index for row in seen.rows] == [1, 2, 3, 4, 5, 11, 16]
    assert seen.marks == {Mark.NEW: 19, Mark.DUPLICATE: 1}
    done = desk.imports.commit(seen, seen.suggested - {2})
    assert done.count == 18
    assert {row.number for row in all_rows(desk)} == {str(n) for n in range(1, 21)} - {"2", "16"}


def test_a_stream_takes_what_a_preview_suggests(desk, tmp_path):
    raws = [*many(30), payment(payer_account=keyed(BIC, "40702810000000009999"), number="99"), many(1)[0]]
    path = tmp_path / "file.txt"
    path.write_bytes(file_of(*raws))
    seen = desk.imports.preview(path.read_bytes(), "a")
    with path.open("rb") as source:
        done = desk.imports.import_stream(source, "file.txt")
    assert done.count == len(seen.suggested) == 30
    assert desk.imports.undoable()[0].sha256 == seen.sha256
    with desk.store.read() as reader:
        assert listing.counts_agree(reader)
    assert len(all_rows(desk, text="счету 15")) == 30


def test_learnt_payees_are_new_cards(desk):
    raws = [payment(), payment(number="2", payee_account=PAYEE_TWO, payee_inn=INN, payee_kpp="770701001")]
    desk.imports.commit(desk.imports.preview(file_of(*raws), "a"), {1, 2})
    assert {card.account for card in desk.payees.search("")} == {PAYEE, PAYEE_TWO}
    assert {card.state for card in desk.payees.search("")} == {"new"}


def test_other_accounts_of_ours_are_ours(desk):
    seen = desk.imports.preview(file_of(payment(payer_account=OTHER, amount="1.00")), "a")
    assert seen.rows[0].mark is Mark.NEW
    assert (payment()["payee_corr_account"], payment()["payee_inn"]) == (CORR, PAYEE_INN)


def test_ids_of_an_import_rise(desk):
    done = desk.imports.commit(desk.imports.preview(file_of(*many(1500)), "a"), set(range(1, 1501)))
    ids = ids_of(desk, done)
    assert len(set(ids)) == 1500
    assert all(is_id(one) for one in ids)
    assert ids[:1000] == sorted(ids[:1000])
