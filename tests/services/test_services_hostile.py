"""A bank that errs or lies: nothing is lost, nothing is believed that is not proved, nothing else is held up."""

import datetime as dt

import msgspec
import pytest
from local_kit import BIC, PAYEE, PAYEE_INN
from wire_kit import OTHER, OWN, Wired, codes

from bsclient.domain.banks import Bank
from bsclient.domain.states import State
from bsclient.errors import BadInput, Conflict, NotAllowed, Refused, Unreachable
from bsclient.services.information.directories import Directories
from bsclient.services.payees.book import Payee
from bsclient.storage import documents, feed, journal, ledger, outbox
from bsclient.storage.engine import Store


@pytest.fixture
def desk(tmp_path):
    opened = Wired(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    from bsclient.sync import exchange

    monkeypatch.setattr(exchange, "FIRST_PAUSE", 0.001)


def entry(**changes):
    base = {
        "entry_id": "1", "account": OWN, "value_date": "2026-11-20", "posted": "2026-11-20T09:00:00Z",
        "credit": True, "amount": "5.00", "currency": "RUB", "balance_after": "5.00", "operation_type": "01",
    }  # fmt: skip
    return base | changes


def balance(**changes):
    base = {
        "account": OWN, "currency": "RUB", "name": "Р/с", "balance": "7.00", "available": "7.00",
        "opened": "2020-01-01", "time": "2026-11-20T09:00:00Z",
    }  # fmt: skip
    return base | changes


BAD = {
    "an entry of nothing": ("entry", entry(amount="0.00")),
    "an amount too long": ("entry", entry(amount="9" * 40)),
    "a balance too long": ("balance", balance(balance="9" * 16 + ".00")),
    "an instant before all time": ("entry", entry(posted="0001-01-01T00:00:00+14:00")),
    "an instant without a zone": ("entry", entry(posted="2026-11-20T09:00:00")),
    "a letter whose files are texts": ("letter", {"attachments": ["a", "b"]}),
    "a letter whose file is endless": (
        "letter",
        {"attachments": [{"name": "a", "sha256": "b", "size": "9" * 30}]},
    ),
    "a letter whose file has no name": (
        "letter",
        {"attachments": [{"name": {}, "sha256": "0" * 64, "size": "1"}]},
    ),
    "rights without a scheme": ("rights", {"scheme": "(0)", "client_id": "c1"}),
    "rights of somebody else": ("rights", {"scheme": "(1)", "client_id": "c2"}),
    "an unknown state": ("status", {"document_id": "x", "state": "queued"}),
}


@pytest.mark.parametrize("name", BAD)
def test_an_event_that_cannot_be_believed_does_not_hold_up_the_feed(desk, name):
    kind, data = BAD[name]
    if kind == "rights":
        data = {"name": "", "inn": "", "kpp": "", "users": [{"id": "u1", "group": "2"}]} | data
    if kind == "letter":
        kind, data = "document", desk.teller.letter(**data)
    desk.teller.say("entry", entry(entry_id="before"))
    desk.teller.say(kind, data)
    desk.teller.say("balance", balance(balance="8.00", available="8.00"))
    report = desk.synchronise()
    assert [problem.facts["seq"] for problem in report.problems] == ["2"]
    with desk.store.read() as reader:
        assert feed.cursor(reader) == 3
        assert [str(one.balance) for one in ledger.accounts(reader) if one.number == OWN] == ["8.00"]
        assert journal.check(reader).broken_at is None
    identity = desk.payment()
    assert desk.signed(identity) == (identity,)


def test_what_an_unbelieved_event_had_begun_is_undone(desk):
    identity = desk.payment()
    desk.queued(identity)
    desk.synchronise()
    note = "n" * 10 + "\ud800"
    desk.teller.say("status", {"document_id": identity, "state": "executed", "note": note})
    desk.synchronise()
    with desk.store.read() as reader:
        assert journal.check(reader).broken_at is None
    assert desk.state(identity) is State.DELIVERED


def test_a_receipt_for_another_document_leaves_both_in_doubt(desk):
    first, second = desk.payment(), desk.payment(amount="200.00")
    desk.queued(first, second)
    receipts = {}

    def crossed(envelope):
        line = desk.teller.receipt_line(envelope)
        receipts[envelope.id] = line.receipt
        return line

    desk.teller.answer = crossed
    lines = desk.teller.send

    def send(envelopes):
        found = lines(envelopes)
        return [
            type(found[0])(id=a.id, receipt=b.receipt) for a, b in zip(found, reversed(found), strict=True)
        ]

    desk.teller.send = send
    report = desk.synchronise()
    assert report.accepted == 0
    assert codes(report) == ["receipt_of_other_document"] * 2
    assert {desk.state(first), desk.state(second)} == {State.UNKNOWN}


def test_a_refusal_after_the_bank_has_the_document_is_not_believed(desk):
    identity = desk.payment()
    desk.queued(identity)
    desk.teller.refused["send"] = Unreachable("bank_silent")
    desk.teller.say("status", {"document_id": identity, "state": "accepted"})
    desk.synchronise()
    assert desk.state(identity) is State.ACCEPTED
    del desk.teller.refused["send"]
    desk.teller.answer = desk.teller.refusal
    report = desk.synchronise()
    assert codes(report) == ["bank_bad_request"]
    assert desk.state(identity) is State.ACCEPTED
    desk.teller.answer = desk.teller.receipt_line
    assert desk.synchronise().ok
    with desk.store.read() as reader:
        assert outbox.counts(reader) == {}


def test_a_refused_call_is_named_in_the_history_by_a_code_with_a_text(desk):
    from bsclient import texts

    identity = desk.payment()
    desk.queued(identity)
    desk.teller.answer = desk.teller.refusal
    desk.synchronise()
    row = desk.row(identity)
    assert row.state is State.REJECTED
    assert texts.known(row.status_code, "ru")
    assert texts.known(row.status_code, "en")


def test_a_letter_whose_file_the_bank_refuses_does_not_hold_up_payments(desk, tmp_path):
    file = tmp_path / "big.bin"
    file.write_bytes(b"x" * 100)
    letter = desk.letters.compose("Вопрос", "Текст", [file]).id
    payment = desk.payment()
    desk.queued(letter, payment)
    desk.teller.refused["put_blob"] = Refused("bank_too_large")
    report = desk.synchronise()
    assert codes(report) == ["bank_too_large"]
    assert (desk.state(letter), desk.state(payment)) == (State.UNKNOWN, State.DELIVERED)
    del desk.teller.refused["put_blob"]
    assert desk.synchronise().ok
    assert desk.state(letter) is State.DELIVERED


def test_a_damaged_document_does_not_hold_up_others(desk):
    first, second = desk.payment(), desk.payment(amount="200.00")
    desk.queued(first, second)
    with desk.store.write() as work:
        work.run(
            "UPDATE body SET canonical = cast(replace(cast(canonical AS TEXT), '100.00', '900.00') AS BLOB)"
            " WHERE row = (SELECT row FROM document WHERE id = ?)",
            (first,),
        )
    report = desk.synchronise()
    assert codes(report) == ["document_damaged"]
    assert [envelope.id for envelope in desk.teller.sent] == [second]
    assert desk.state(first) is State.QUEUED


@pytest.mark.parametrize("call", ["directory", "get_blob", "journal"])
def test_one_failing_step_after_the_feed_does_not_stop_the_others(desk, call):
    desk.teller.say("directory", {"name": "bic", "version": "7"})
    file = {"name": "a.txt", "sha256": "0" * 64, "size": "1"}
    desk.teller.say("document", desk.teller.letter(attachments=[file]))
    desk.teller.blobs["0" * 64] = b"x"
    desk.teller.refused[call] = Refused("bank_not_found")
    report = desk.synchronise()
    assert codes(report) == ["bank_not_found"]
    with desk.store.read() as reader:
        assert feed.state(reader).synchronised_at is not None
        assert (feed.cursor(reader), journal.check(reader).broken_at) == (2, None)


def test_a_journal_that_went_back_is_named(desk):
    desk.teller.refused["journal"] = Conflict("bank_conflict")
    assert codes(desk.synchronise()) == ["journal_head_refused"]


def test_names_of_the_banks_files_are_cleaned(desk):
    file = {"name": "../\u202egpj.exe", "sha256": "0" * 64, "size": "1"}
    desk.teller.blobs["0" * 64] = b"x"
    desk.teller.say("document", desk.teller.letter(attachments=[file]))
    desk.synchronise()
    (thread,) = desk.letters.threads()
    (letter,) = desk.letters.thread(thread.id)
    assert [one.name for one in letter.attachments] == ["_gpj.exe"]


def test_a_base_from_a_copy_learns_that_the_bank_has_the_document(desk):
    identity = desk.payment()
    desk.signed(identity)
    with desk.store.read() as reader:
        from bsclient.storage import documents

        sha256 = documents.body(reader, identity).sha256
    import msgspec

    desk.teller.say("receipt", msgspec.to_builtins(desk.teller.receipt(identity, sha256)))
    desk.teller.say("status", {"document_id": identity, "state": "executed"})
    assert desk.synchronise().ok
    assert desk.state(identity) is State.EXECUTED
    with pytest.raises(NotAllowed, match="step_not_allowed"):
        desk.delivery.queue([identity])


def test_both_sides_of_a_transfer_between_own_accounts_are_kept_and_each_once(desk):
    sides = [entry(entry_id="7", credit=False), entry(entry_id="7", account=OTHER)]
    for told in (*sides, *sides):
        desk.teller.say("entry", told)
    assert desk.synchronise().ok
    day = dt.date(2026, 11, 20)
    with desk.store.read() as reader:
        found = {account: ledger.entries(reader, account, day, day) for account in (OWN, OTHER)}
    assert {account: [one.credit for one in rows] for account, rows in found.items()} == {
        OWN: [False],
        OTHER: [True],
    }


def test_new_rights_and_changed_cards_stand_in_the_audit_journal(desk):
    rights = {"client_id": "c1", "name": "", "inn": "", "kpp": "", "scheme": "(11)"}
    desk.teller.say("rights", rights | {"users": [{"id": "u1", "group": "2"}]})
    desk.synchronise()
    card = desk.payees.save(
        Payee(id="", name="Лютик", inn=PAYEE_INN, kpp="", account=PAYEE, bic=BIC, bank_name="", corr_account="",
              state="new", purpose="")
    )  # fmt: skip
    desk.payees.delete(card.id)
    desk.payees.delete(card.id)
    with desk.store.read() as reader:
        acts = [(row.actor, row.action, dict(row.facts)) for row in reversed(journal.page(reader, 0, 10))]
    assert acts.pop(0)[1] == "crl_kept"
    told = {"payee": "Лютик", "account": PAYEE, "inn": PAYEE_INN}
    assert acts == [
        ("bank", "rights", {"scheme": "(11)", "groups": "u1 2"}),
        ("Иванова А. А.", "payee_save", told),
        ("Иванова А. А.", "payee_delete", told),
    ]


def test_an_older_directory_of_the_bank_is_passed_over(tmp_path):
    directories = Directories(Store(tmp_path / "client.db"), Bank("044525225", "B", "", ""))
    held = directories.business_day
    old = (
        b'<ED807 xmlns="urn:cbr-ru:ed:v2.0" InfoTypeCode="FIRR" BusinessDay="2001-01-01">'
        b'<BICDirectoryEntry BIC="044525999"><ParticipantInfo NameP="B" PtType="20"/></BICDirectoryEntry></ED807>'
    )
    with pytest.raises(BadInput, match="directory_older"):
        directories.load_ed807(old)
    directories.offered(old)
    assert directories.business_day == held


def test_a_deleted_recall_does_not_stand_in_the_way_of_a_new_one(desk):
    identity = desk.payment()
    desk.queued(identity)
    desk.synchronise()
    raw = desk.delivery.recall(identity, "Ошибка")
    draft = desk.drafts.new("recall_request")
    draft.raw.update(raw)
    kept = desk.drafts.save(draft)
    with pytest.raises(NotAllowed, match="recall_exists"):
        desk.delivery.recall(identity, "Ошибка")
    desk.drafts.delete([kept.id])
    assert desk.delivery.recall(identity, "Ошибка")["document_id"] == identity


def test_who_may_not_sign_is_told_before_he_signs(desk):
    rights = {"client_id": "c1", "name": "", "inn": "", "kpp": "", "scheme": "(1)"}
    desk.teller.say("rights", rights | {"users": [{"id": "u1", "group": "0"}, {"id": "u2", "group": "1"}]})
    desk.synchronise()
    identity = desk.payment()
    sheet = desk.signing.prepare([identity])
    assert [refusal.code for refusal in sheet.refused] == ["no_signing_right"]


@pytest.mark.parametrize(
    ("minutes", "warned", "signs"),
    [
        (0, False, True),
        (1.9, False, True),
        (-2.1, True, True),
        (14, True, True),
        (16, True, False),
        (-16, True, False),
    ],
)
def test_a_wrong_clock_is_told_and_stops_signing(desk, minutes, warned, signs):
    desk.teller.offset = dt.timedelta(minutes=minutes)
    report = desk.synchronise()
    assert (codes(report) == ["clock_off"]) is warned
    sheet = desk.signing.prepare([desk.payment()])
    if signs:
        assert desk.signing.sign_with(sheet, desk.signer).full
    else:
        with pytest.raises(NotAllowed, match="clock_wrong"):
            desk.signing.sign_with(sheet, desk.signer)
        desk.teller.offset = dt.timedelta()
        assert desk.synchronise().ok
        assert desk.signing.sign_with(sheet, desk.signer).full


def test_a_wrong_clock_is_told_even_when_the_log_in_fails_for_it(desk):
    desk.teller.offset = dt.timedelta(minutes=30)
    desk.teller.refused["login"] = Refused("bank_login_refused")
    assert codes(desk.synchronise()) == ["clock_off", "bank_login_refused"]


def test_many_damaged_documents_do_not_hold_up_those_behind_them(desk, monkeypatch):
    monkeypatch.setattr("bsclient.sync.exchange.BATCH", 2)
    ids = [desk.payment(number=str(number), amount=f"{number}.00") for number in range(1, 6)]
    desk.queued(*ids)
    with desk.store.write() as work:
        for one in ids[:3]:
            work.run(
                "UPDATE body SET canonical = x'7b7d' WHERE row = (SELECT row FROM document WHERE id = ?)",
                (one,),
            )
    report = desk.synchronise()
    assert codes(report) == ["document_damaged"] * 3
    assert [desk.state(one) for one in ids] == [State.QUEUED] * 3 + [State.DELIVERED] * 2


def test_a_batch_with_one_receipt_of_another_document_keeps_the_others(desk):
    first, second, third = (desk.payment(number=str(n), amount=f"{n}.00") for n in (1, 2, 3))
    desk.queued(first, second, third)
    send = desk.teller.send

    def swapped(envelopes):
        lines = send(envelopes)
        lines[1] = msgspec.structs.replace(lines[1], receipt=lines[0].receipt)
        return lines

    desk.teller.send = swapped
    report = desk.synchronise()
    assert codes(report) == ["receipt_of_other_document"]
    assert report.accepted == 2
    assert [desk.state(one) for one in (first, third)] == [State.DELIVERED] * 2
    assert desk.state(second) is State.UNKNOWN
    with desk.store.read() as reader:
        assert documents.body(reader, second).receipt == b""
