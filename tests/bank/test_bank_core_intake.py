"""What comes in: receipts, repeats, conflicts, refusals of the call and of business, all over both bases."""

from datetime import timedelta

import pytest
from bank_core_kit import START, Company, account_number, company_inn

from bsclient import clock
from bsclient.bank import bulk
from bsclient.bank.intake.examining import MAX_BODY
from bsclient.bank.schema.tables import signature
from bsclient.crypto.certificates import Role
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.verify import Trust, Verifier
from bsclient.protocol.acts import Receipt
from bsclient.protocol.messages import Code


def test_a_payment_within_the_bank_is_final_in_the_transaction_that_accepts_it(town):
    signed = town.ann.signed(town.ann.order(town.bob, amount="1000.50"))
    before = town.bank.head("ann")
    outcome = town.ann.send(town.ann.incoming(signed))
    told = town.events("ann", before)
    assert [event.kind for event in told] == ["receipt", "status", "status", "entry", "balance"]
    assert town.statuses("ann", signed.id) == ["accepted", "executed"]
    assert told[0].data["receipt"]
    assert outcome.receipt is not None
    assert not outcome.repeated
    assert [event.kind for event in town.events("bob")][-2:] == ["entry", "balance"]
    assert town.balance(town.ann) == (100_000_000 - 100_050, 0)
    assert town.balance(town.bob) == (100_050, 0)


def test_a_batch_asks_the_base_no_more_often_than_one_payment(town, monkeypatch):
    asked, ran = [], bulk._ran

    def noted(connection, statement, values, *, many=False):
        asked.append(statement)
        return ran(connection, statement, values, many=many)

    def pay(*amounts):
        batch = [town.ann.incoming(town.ann.signed(town.ann.order(town.bob, amount=one))) for one in amounts]
        asked.clear()
        outcomes = town.bank.accept(batch)
        assert all(outcome.receipt is not None for outcome in outcomes)
        return len(asked)

    monkeypatch.setattr(bulk, "_ran", noted)
    pay("1.00")  # the first use of the key
    assert 0 < pay("2.00") == pay("3.00", "4.00", "5.00", "6.00", "7.00")
    assert len(town.transfers()) >= 7


def test_the_receipt_is_the_banks_and_names_id_hash_and_time(small_town):
    town = small_town
    signed = town.ann.signed(town.ann.order(town.bob))
    outcome = town.ann.send(town.ann.incoming(signed))
    receipt = outcome.receipt
    trust = Trust(town.bank.keys.authority.certificate, roles=frozenset({Role.BANK}))
    Verifier(trust).verify(receipt.receipt, receipt.signature, town.time.now)
    told = Receipt.decode(receipt.receipt)
    assert (told.id, told.time) == (signed.id, START)
    assert told.sha256 == town.document(signed.id).sha256


def test_a_repeat_gives_the_same_receipt_and_moves_no_money(town):
    incoming = town.ann.incoming(town.ann.signed(town.ann.order(town.bob)))
    first = town.ann.send(incoming)
    head, balance, count = town.bank.head("ann"), town.balance(town.ann), len(town.transfers())
    town.time.forward(minutes=5)
    again = town.ann.send(incoming)
    assert again.receipt == first.receipt
    assert again.repeated
    assert (town.bank.head("ann"), town.balance(town.ann), len(town.transfers())) == (head, balance, count)


def test_the_same_id_with_other_bytes_is_a_conflict(town):
    signed = town.ann.signed(town.ann.order(town.bob))
    town.ann.send(town.ann.incoming(signed))
    other = town.ann.signed(town.ann.order(town.bob, amount="2.00"), id=signed.id)
    assert town.ann.send(town.ann.incoming(other)).code is Code.CONFLICT
    assert town.balance(town.ann) == (100_000_000 - 100_000, 0)


def test_another_client_learns_nothing_from_an_id(town):
    signed = town.ann.signed(town.ann.order(town.bob))
    town.ann.send(town.ann.incoming(signed))
    stolen = town.bob.signed(town.ann.order(town.bob), id=signed.id)
    outcome = town.bob.send(town.bob.incoming(stolen))
    assert (outcome.code, outcome.receipt) == (Code.CONFLICT, None)


def test_twins_in_one_batch(town):
    ann = town.ann
    signed = ann.signed(ann.order(town.bob))
    incoming = ann.incoming(signed)
    other = ann.incoming(ann.signed(ann.order(town.bob), id=signed.id))
    first, again, conflict = ann.send(incoming, incoming, other)
    assert first.receipt is not None
    assert (again.receipt, again.repeated) == (first.receipt, True)
    assert conflict.code is Code.CONFLICT
    assert town.balance(town.bob) == (100_000, 0)


def test_one_bad_envelope_does_not_fail_the_others(town):
    ann = town.ann
    good = [ann.signed(ann.order(town.bob)) for _ in range(3)]
    bad = ann.incoming(("0" * 36, b"{}"))
    outcomes = ann.send(ann.incoming(good[0]), bad, ann.incoming(good[1]), ann.incoming(good[2]))
    assert [outcome.code for outcome in outcomes] == [None, Code.BAD_REQUEST, None, None]
    assert [outcome.id for outcome in outcomes] == [good[0].id, "0" * 36, good[1].id, good[2].id]
    assert [town.state(item.id)[0] for item in good] == ["executed"] * 3


MALFORMED = {
    "other bank": ({"bank": "044525225"}, "bank"),
    "other client": ({"client": "bob"}, "client"),
    "unknown type": ({"type": "gift"}, "type"),
    "other purpose": ({"purpose": "bsclient.login/1"}, "type"),
    "other version": ({"version": "2"}, "type"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_what_is_not_a_document_for_us_is_refused_and_not_stored(small_town, case):
    town = small_town
    changes, reason = MALFORMED[case]
    signed = town.ann.signed(town.ann.order(town.bob), **changes)
    outcome = town.ann.send(town.ann.incoming(signed))
    assert (outcome.code, dict(outcome.facts)) == (Code.BAD_REQUEST, {"reason": reason})
    assert town.bank.accept([town.ann.incoming(signed)])[0].code is Code.BAD_REQUEST


def test_the_id_outside_must_be_the_id_inside(small_town):
    ann = small_town.ann
    signed, other = ann.signed(ann.order(small_town.bob)), ann.signed(ann.order(small_town.bob))
    outcome = ann.send(ann.incoming(signed, envelope_id=other.id))
    assert dict(outcome.facts) == {"reason": "id"}


def test_bytes_that_are_not_canonical_are_refused(small_town):
    ann = small_town.ann
    signed = ann.signed(ann.order(small_town.bob))
    outcome = ann.send(ann.incoming((signed.id, signed.encode() + b" ")))
    assert outcome.code is Code.BAD_REQUEST


@pytest.mark.parametrize("until", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_an_instant_outside_of_all_time_is_refused_and_stops_no_other(small_town, until):
    ann = small_town.ann
    signed, good = ann.signed(ann.order(small_town.bob)), ann.signed(ann.order(small_town.bob))
    body = signed.encode().replace(clock.stamp(signed.valid_until).encode(), until.encode())
    outcomes = ann.send(ann.incoming((signed.id, body)), ann.incoming(good))
    assert [outcome.code for outcome in outcomes] == [Code.BAD_REQUEST, None]
    assert small_town.state(good.id) == ("executed", "")


def test_sizes_are_limited(small_town):
    ann = small_town.ann
    signed = ann.signed(ann.order(small_town.bob))
    assert ann.send(ann.incoming((signed.id, b"x" * (MAX_BODY + 1)), [])).code is Code.TOO_LARGE
    many = ann.incoming(signed, ann.people * 10)
    assert ann.send(many).code is Code.TOO_LARGE


def sent(town, company, changes=None, signers=None, **order):
    """Send one order to Bob and return what became of it."""
    signed = company.signed(company.order(town.bob, **order), **(changes or {}))
    outcome = company.send(company.incoming(signed, signers))
    assert outcome.receipt is not None, outcome  # refusals of business come after the receipt
    return town.last_status(company.id, signed.id)


REFUSED = {
    "late": ({"changes": {"valid_until": START - timedelta(seconds=1)}}, "bad_details", "valid_until_past"),
    "key": ({"payee_account": "40702810000000000001"}, "bad_details", "account_key"),
    "amount": ({"amount": "0.00"}, "bad_details", "amount_zero"),
    "old": ({"date": "2026-11-01"}, "bad_details", "date_too_old"),
    "future": ({"date": "2026-11-19"}, "bad_details", "date_in_future"),
    "bic": ({"payee_bic": "044525999"}, "bad_details", "account_key"),
    "unknown payee": (
        {"payee_account": account_number("044525888", 99)},
        "rejected",
        "payee_account_unknown",
    ),
    "inn": ({"payee_inn": company_inn("770555555")}, "rejected", "payee_inn_mismatch"),
    "funds": ({"amount": "1000000.01"}, "refused_abs", "insufficient_funds"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_of_business_are_statuses(small_town, case):
    options, state, code = REFUSED[case]
    told = sent(small_town, small_town.ann, **options)
    assert (told["state"], told["code"]) == (state, code)
    assert small_town.balance(small_town.ann) == (100_000_000, 0)


def test_the_first_problem_names_its_field(small_town):
    told = sent(small_town, small_town.ann, amount="0.00")
    assert told["facts"]["field"] == "amount"


def test_fields_that_differ_from_their_canonical_texts_are_refused(small_town):
    ann = small_town.ann
    texts = dict(ann.signed(ann.order(small_town.bob)).fields)
    del texts["reserved"]
    told = sent(small_town, ann, changes={"fields": texts})
    assert (told["state"], told["code"]) == ("bad_details", "fields_not_canonical")


def test_a_foreign_account_cannot_be_debited(town):
    town.pay_in(town.bob.account, 500_000)
    signed = town.ann.signed(town.ann.order(town.ann, payer_account=town.bob.account))
    town.ann.send(town.ann.incoming(signed))
    assert town.state(signed.id) == ("bad_details", "not_own_account")
    assert town.balance(town.bob) == (500_000, 0)


def test_closed_accounts_neither_pay_nor_receive(small_town):
    town = small_town
    town.change("UPDATE account SET closed = '2026-11-01' WHERE number = :number", number=town.bob.account)
    assert sent(town, town.ann)["code"] == "payee_account_closed"
    told = sent(town, town.bob, payee_account=town.ann.account, payee_inn=town.ann.inn)
    assert told["code"] == "account_closed"


def test_a_stopped_payee_is_not_paid_and_the_reason_is_told(small_town):
    town = small_town
    town.bank.stop_payee(town.stranger["account"], "решение службы безопасности")
    document_id = town.ann.pay()
    told = town.last_status("ann", document_id)
    assert (told["state"], told["code"]) == ("rejected", "payee_blocked")
    assert told["facts"]["reason"] == "решение службы безопасности"


def test_the_same_payment_under_another_id_is_a_duplicate(town):
    raw = town.ann.order(town.bob)
    first, second = town.ann.signed(raw), town.ann.signed(raw)
    town.ann.send(town.ann.incoming(first), town.ann.incoming(second))
    third = town.ann.signed(raw)
    town.ann.send(town.ann.incoming(third))
    assert [town.state(item.id) for item in (first, second, third)] == [
        ("executed", ""),
        ("rejected", "duplicate_payment"),
        ("rejected", "duplicate_payment"),
    ]
    assert town.last_status("ann", third.id)["facts"]["document"] == first.id


def test_what_was_refused_may_be_sent_anew(town):
    raw = town.bob.order(town.ann)
    first = town.bob.signed(raw)
    town.bob.send(town.bob.incoming(first))
    assert town.state(first.id) == ("refused_abs", "insufficient_funds")
    town.pay_in(town.bob.account, 100_000)
    second = town.bob.signed(raw)
    town.bob.send(town.bob.incoming(second))
    assert town.state(second.id) == ("executed", "")


def test_the_limit_of_a_day(town):
    rich = Company(town, "rich", "770300003", "(1)", [1])
    rich.open_account(account_number(town.bank.bic, 3001), 1_000_000, day_limit=250_000)
    states = [town.state(rich.pay(town.bob)) for _ in range(3)]
    assert states == [("executed", ""), ("executed", ""), ("rejected", "day_limit")]
    assert town.last_status("rich", rich.pay(town.bob))["facts"]["left"] == "500.00"
    town.time.forward(days=1)
    assert town.state(rich.pay(town.bob)) == ("executed", "")


def test_two_signatures(town):
    two = Company(town, "two", "770400004", "(11)", [1, 2, 1, 0])
    two.open_account(account_number(town.bank.bic, 4001), 1_000_000)
    director, accountant, deputy, clerk = two.people

    def outcome(*signers):
        signed = two.signed(two.order(town.bob))
        two.send(two.incoming(signed, signers))
        return town.state(signed.id)

    assert outcome(director, accountant) == ("executed", "")
    assert outcome(accountant, deputy) == ("executed", "")
    assert outcome(director, deputy, accountant) == ("executed", "")
    assert outcome(director) == ("bad_signature", "signature_missing")
    assert outcome(director, deputy) == ("bad_signature", "signature_missing")
    assert outcome(director, director) == ("bad_signature", "signature_twice")
    assert outcome(director, clerk) == ("bad_signature", "signer_without_right")
    assert outcome(director, town.ann.people[0]) == ("bad_signature", "signer_foreign")
    assert outcome() == ("bad_signature", "signature_missing")
    assert town.balance(town.bob) == (300_000, 0)


def test_a_letter_needs_one_signature_of_somebody_who_may_sign(small_town):
    town = small_town
    two = Company(town, "two", "770400004", "(11)", [1, 2, 0])
    for signers, state in (
        ([two.people[1]], "accepted"),
        ([two.people[2]], "bad_signature"),
        ([], "bad_signature"),
    ):
        letter = two.letter()
        two.send(two.incoming(letter, signers))
        assert town.state(letter.id)[0] == state


def test_a_revoked_certificate_signs_nothing_more(town):
    signed = town.ann.signed(town.ann.order(town.bob))
    before = town.ann.incoming(signed)
    town.bank.revoke(town.ann.people[0].serial, town.time.now)
    town.ann.send(before)
    assert town.state(signed.id) == ("bad_signature", "certificate_revoked")


def test_a_dismissed_user_signs_nothing_more(small_town):
    small_town.change("UPDATE user_ SET active = false WHERE id = 'ann-1'")
    assert sent(small_town, small_town.ann)["code"] == "signer_without_right"


def test_a_signature_of_other_bytes_is_found_and_kept(small_town):
    town = small_town
    signed, other = town.ann.signed(town.ann.order(town.bob)), town.ann.signed(town.ann.order(town.bob))
    wrong = town.ann.incoming(other).envelope.signatures
    incoming = town.ann.incoming(signed)
    incoming.envelope.signatures[:] = wrong
    town.ann.send(incoming)
    assert town.state(signed.id) == ("bad_signature", "signature_digest")
    (row,) = town.query(signature.select().where(signature.c.document_id == signed.id))
    assert (row.code, bytes(row.cms)) == ("signature_digest", wrong[0])


def test_an_expired_certificate_signs_nothing_more(small_town):
    town = small_town
    town.time.forward(days=400)
    told = sent(town, town.ann, date="2027-12-20")
    assert told["code"] == "certificate_expired"


def test_a_letter_waits_for_its_attachments_and_is_not_stored_without_them(town):
    data = b"report"
    sha256 = sha256_hex(data)
    letter = town.ann.letter(attachments=[{"name": "report.txt", "sha256": sha256, "size": "6"}])
    incoming = town.ann.incoming(letter, attachments=[sha256])
    outcome = town.ann.send(incoming)
    assert (outcome.code, dict(outcome.facts)["reason"]) == (Code.BAD_REQUEST, "attachment_missing")
    assert town.bank.put_blob("bob", sha256, data)  # another client's file is not ours
    assert town.ann.send(incoming).code is Code.BAD_REQUEST
    assert town.bank.put_blob("ann", sha256, data)
    assert town.ann.send(incoming).receipt is not None
    assert town.state(letter.id) == ("accepted", "")
    undeclared = town.ann.incoming(town.ann.letter(), attachments=[sha256])
    assert dict(town.ann.send(undeclared).facts) == {"reason": "attachments"}


def test_what_is_remembered_of_one_payment_excuses_no_other(town):
    """Payer, payee and day repeat and were judged before: number, amount and purpose are still each document's own."""
    assert town.state(town.ann.pay(town.bob)) == ("executed", "")
    bad = {"amount": "0.00", "purpose": "", "number": "0"}
    states = [town.state(town.ann.pay(town.bob, **{field: value}))[0] for field, value in bad.items()]
    assert states == ["bad_details"] * len(bad)
    assert town.state(town.ann.pay(town.bob)) == ("executed", "")


def test_what_was_judged_yesterday_is_judged_anew_today(small_town):
    town = small_town
    assert town.state(town.ann.pay(town.bob)) == ("executed", "")
    town.time.forward(days=30)
    assert town.state(town.ann.pay(town.bob)) == ("bad_details", "date_too_old")


@pytest.mark.parametrize("strange", ["x" * 5000, [{"a": "b"}], [], {}])
def test_a_value_that_is_not_remembered_is_refused_like_any_other(small_town, strange):
    """Long texts and trees in place of texts are not kept in memory, and spoil nothing for those beside them."""
    town = small_town
    good, bad = (town.ann.signed(town.ann.order(town.bob, **more)) for more in ({}, {"payee_name": strange}))
    outcomes = town.ann.send(town.ann.incoming(bad), town.ann.incoming(good))
    assert all(outcome.receipt is not None for outcome in outcomes)
    assert (town.state(bad.id)[0], town.state(good.id)[0]) == ("bad_details", "executed")
