"""The bank's engine: products, legs all or none, what a transaction decides anew."""

from datetime import date

import engine_kit as kit
import pytest
from bank_core_kit import TODAY, bank_keys
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from bsclient.bank.products.interest import add_months, interest
from bsclient.bank.schema.products import product, task
from bsclient.bank.schema.tables import account, document, transfer
from bsclient.crypto.certificate import Role
from bsclient.crypto.verify import Trust, Verifier
from bsclient.errors import NotAllowed

pytestmark = pytest.mark.usefixtures("engine")


def test_a_product_lives_from_opening_to_its_end(town):
    own = kit.deposit(town)
    assert town.state(own) == ("executed", "")
    (told,) = town.products("ann", "test_kind")
    assert (told["amount"], told["state"], told["document_id"]) == ("10000.00", "open", own)
    assert told["terms"] == {"payout": town.ann.account, "rate": "12"}
    assert told["ends"] == "2027-01-18"
    assert told["account"].startswith("42103810")
    assert town.balance(town.ann) == (99_000_000, 0)
    town.run(days=31)
    first = interest(1_000_000, kit.PERCENT, TODAY, add_months(TODAY, 1))
    assert first == 9_863  # 10,000 roubles, 12 %, 30 days of 365
    assert town.balance(town.ann) == (99_000_000 + first, 0)
    town.run(days=31)
    both = first + interest(1_000_000, kit.PERCENT, date(2026, 12, 18), date(2027, 1, 18))
    assert town.balance(town.ann) == (100_000_000 + both, 0)
    (told,) = town.products("ann", "test_kind")
    assert (told["amount"], told["state"]) == ("0.00", "closed")
    (kept,) = town.query(select(account).where(account.c.number == told["account"]))
    assert (kept.posted, kept.closed) == (0, "2027-01-19")
    assert kit.count(town, task) == 0
    assert town.bank.audit() == []


def test_the_word_on_a_product_is_signed_by_the_bank(small_town):
    kit.deposit(small_town)
    import base64

    found = [item for item in small_town.events("ann") if item.kind == "document"][-1]
    body, signature = (base64.b64decode(found.data[name]) for name in ("body", "signature"))
    verifier = Verifier(Trust(bank_keys().authority.certificate, roles=frozenset((Role.BANK,))))
    holder = verifier.verify(body, signature, small_town.time.now).certificate
    assert holder.serial == bank_keys().signer.certificate.serial
    (signed,) = small_town.made("ann", "product")
    assert (signed.purpose, signed.version, signed.client) == ("bsclient.bank_document/1", "1", "ann")


def test_nobody_elses_product_can_be_had(small_town):
    kit.deposit(small_town)
    (told,) = small_town.products("ann")

    def look(work):
        for client, kind, code in (("bob", "", "product_unknown"), ("ann", "loan", "product_unknown")):
            with pytest.raises(NotAllowed, match=code):
                work.products.need(told["product_id"], client, kind)
        assert work.products.need(told["product_id"], "ann", "test_kind").number == told["number"]

    small_town.bank._work(look)


# all or none ------------------------------------------------------------------------------------------------------


def test_a_document_that_stops_late_leaves_nothing_behind(town):
    """Account, money, product, steps and statuses of it are gone; its neighbours in the batch are not."""
    ann, before = town.ann, kit.count(town, account)
    batch = [
        ann.incoming(ann.signed(fields(town, fault=fault, amount="700.00"), kit.DepositOrder)) for fault in ("", "late", "")
    ]  # fmt: skip
    assert all(outcome.receipt for outcome in ann.send(*batch))
    ids = [item.envelope.id for item in batch]
    assert [town.state(own) for own in ids] == [
        ("executed", ""),
        ("rejected", "amount_zero"),
        ("executed", ""),
    ]
    assert town.statuses("ann", ids[1]) == ["rejected"]
    assert kit.count(town, product) == 2
    assert kit.count(town, task) == 4
    assert kit.count(town, account) == before + 2
    assert town.balance(ann) == (100_000_000 - 140_000, 0)
    assert len(town.products("ann")) == 2
    assert town.bank.audit() == []


def fields(town, **changes):
    blank = {"number": str(town.number()), "date": TODAY.isoformat(), "account": town.ann.account}
    return {**kit.DepositOrder.blank(), **blank, **changes}


def test_two_legs_come_both_or_not_at_all(town):
    other = kit.second_account(town)
    good = town.ann.file("test_pair", account=town.ann.account, other=other, amount="300.00", second="200.00")
    poor = town.ann.file(
        "test_pair", account=town.ann.account, other=other, amount="300.00", second="999900.00"
    )
    assert [town.state(own)[0] for own in (good, poor)] == ["executed", "refused_abs"]
    legs = town.query(
        select(transfer.c.document_id, transfer.c.leg, transfer.c.amount).where(
            transfer.c.document_id.is_not(None)
        )
    )
    assert sorted(legs) == [(good, 0, 30_000), (good, 1, 20_000)]
    assert town.last_status("ann", poor)["facts"]["expected"] == "999900.00"
    entries = [
        item.data for item in town.events("ann") if item.kind == "entry" and item.data["document_id"] == good
    ]
    assert len(entries) == 4
    assert {entry["purpose"] for entry in entries} == {"", "Вторая часть"}
    assert {entry["counterparty_name"] for entry in entries} == {'ООО "ann"'}
    assert town.bank.audit() == []


def test_a_crash_within_a_service_stores_nothing(town):
    ann = town.ann
    incoming = ann.incoming(ann.signed(fields(town, fault="crash", amount="700.00"), kit.DepositOrder))
    with pytest.raises(NotAllowed):
        ann.send(incoming)
    assert kit.count(town, document) == 0
    assert kit.count(town, product) == kit.count(town, task) == 0
    assert town.balance(ann) == (100_000_000, 0)


def test_the_base_lets_each_leg_move_money_once_and_one_currency(town):
    good = {"id": 900, "document_id": "d", "leg": 3, "debit_account": 1, "credit_account": 2, "amount": 1,
            "value_date": "", "posted": "", "kind": "payment", "debit_balance": 0, "credit_balance": 0}  # fmt: skip
    dollars = {row.id for row in town.query(select(account).where(account.c.currency == "USD"))}
    bad = [good | {"id": 901}, good | {"id": 902, "leg": 4, "credit_account": min(dollars)},
           good | {"id": 903, "leg": 5, "currency": "USD"}]  # fmt: skip
    with town.bank.store.write() as connection:
        connection.execute(insert(transfer).values(good))
    for row in bad:
        with pytest.raises(IntegrityError), town.bank.store.write() as connection:
            connection.execute(insert(transfer).values(row))


def test_a_transaction_that_is_tried_anew_decides_anew(postgres_url):
    """PostgreSQL ends the first try with a serialisation failure; the second decides from the beginning."""
    from bank_core_kit import Town

    with Town(postgres_url) as town:
        for sql in (
            "CREATE SEQUENCE tries",
            (
                "CREATE FUNCTION once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('tries') = 1 THEN"
                " RAISE EXCEPTION USING ERRCODE = '40001'; END IF; RETURN NEW; END $$"
            ),
            "CREATE TRIGGER once BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION once()",
        ):
            town.change(sql)
        ann = town.ann
        order = ann.signed(ann.order(town.bob, amount="5.00"))
        poor = ann.signed(ann.order(town.bob, amount="5000000.00"))
        opening = ann.signed(fields(town, amount="700.00"), kit.DepositOrder)
        late = ann.signed(fields(town, amount="700.00", fault="late"), kit.DepositOrder)
        signed = (order, poor, opening, late)
        assert all(outcome.receipt for outcome in ann.send(*map(ann.incoming, signed)))
        assert town.query(text("SELECT last_value > 1 FROM tries")) == [(True,)]
        assert [town.state(item.id)[0] for item in signed] == [
            "executed",
            "refused_abs",
            "executed",
            "rejected",
        ]
        assert town.balance(ann) == (100_000_000 - 500 - 70_000, 0)
        assert len(town.products("ann")) == 1
        keys = {row.id: row.duplicate_key for row in town.query(select(document))}
        assert [bool(keys[item.id]) for item in signed] == [True, False, False, False]
        assert town.bank.audit() == []
