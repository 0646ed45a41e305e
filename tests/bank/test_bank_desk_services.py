"""Cash, accounts, limits and signers at the bank: each document from acceptance to its effect, its refusal, its recall."""

import base64
import dataclasses
import datetime as dt

import pytest
from bank_core_kit import TODAY, account_number
from sqlalchemy import select

from bsclient.bank.schema.access import certificate, enrolment, user
from bsclient.bank.schema.tables import account
from bsclient.crypto.certificates import make_request
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.keys import generate
from bsclient.crypto.requests import check_request
from bsclient.domain import checks
from bsclient.domain.documents import registry

TOMORROW = (TODAY + dt.timedelta(days=1)).isoformat()


def raw(town, kind, /, **fields):
    return {**registry[kind].blank(), "number": str(town.number()), "date": TODAY.isoformat(), **fields}


def file(company, kind, /, **fields):
    """Sign and send a document of any type; returns its id."""
    signed = company.signed(raw(company.town, kind, **fields), registry[kind])
    outcome = company.send(company.incoming(signed))
    assert outcome.receipt is not None, outcome
    return signed.id


def deposit(town, **fields):
    ann = town.ann
    given = {
        "deposit_day": TODAY.isoformat(), "depositor": "Петрова Анна Сергеевна", "depositor_document": "Паспорт 4510 123456",
        "payee_name": 'ООО "ann"', "payee_inn": ann.inn, "payee_account": ann.account, "payee_bic": town.bank.bic,
        "payee_bank_name": town.profile.name, "amount": "1500.00", "symbols": [{"symbol": "02", "amount": "1500.00"}],
        "source": "Выручка",
    }  # fmt: skip
    return file(ann, "cash_deposit_announcement", **(given | fields))


def order_cash(town, **fields):
    given = {
        "account": town.ann.account, "payout_day": TODAY.isoformat(), "receiver": "Петрова Анна Сергеевна",
        "receiver_document": "Паспорт 4510 123456", "amount": "2000.00",
        "symbols": [{"symbol": "53", "amount": "2000.00"}], "purpose": "Прочие выдачи",
    }  # fmt: skip
    return file(town.ann, "cash_order", **(given | fields))


def settle(town):
    """Let the automatic operator decide."""
    town.run(seconds=60)


def decisive(found, seconds):
    found.bank.plan = dataclasses.replace(found.bank.plan, decide=seconds)
    return found


@pytest.fixture
def by_hand(small_town):
    """A bank whose operators decide themselves."""
    return decisive(small_town, 0)


@pytest.fixture
def town(town):
    """A bank with an automatic operator, over SQLite and PostgreSQL."""
    return decisive(town, 3)


@pytest.fixture
def auto(small_town):
    """The same over SQLite alone."""
    return decisive(small_town, 3)


def test_announced_cash_is_credited_when_it_was_counted(town):
    before = town.balance(town.ann)[0]
    sent = deposit(town)
    assert town.balance(town.ann)[0] == before
    settle(town)
    assert town.state(sent)[0] == "executed"
    assert town.balance(town.ann) == (before + 150_000, 0)
    entry = [e.data for e in town.events("ann") if e.kind == "entry"][-1]
    assert (entry["amount"], entry["credit"], entry["operation_type"]) == ("1500.00", True, "04")
    assert entry["counterparty_name"] == "Петрова Анна Сергеевна"
    assert town.bank.audit() == []


def test_cash_of_another_day_waits_for_it(auto):
    town = auto
    sent = deposit(town, deposit_day=TOMORROW)
    settle(town)
    assert town.state(sent)[0] == "accepted"
    town.run(days=1)
    settle(town)
    assert town.state(sent)[0] == "executed"


def test_cash_to_a_strange_account_is_refused(auto):
    sent = deposit(auto, payee_account=auto.bob.account)
    assert auto.state(sent) == ("bad_details", "not_own_account")


def test_ordered_cash_is_held_and_paid_out(town):
    posted, _ = town.balance(town.ann)
    sent = order_cash(town)
    assert town.balance(town.ann) == (posted, 200_000)
    settle(town)
    assert town.state(sent)[0] == "executed"
    assert town.balance(town.ann) == (posted - 200_000, 0)
    assert town.bank.audit() == []


def test_recalled_cash_order_gives_the_hold_back(auto):
    town = auto
    posted, _ = town.balance(town.ann)
    sent = order_cash(town, payout_day=TOMORROW)
    request = town.ann.recall(sent)
    assert town.state(request)[0] == "executed"
    assert town.state(sent)[0] == "recalled"
    assert town.balance(town.ann) == (posted, 0)
    town.run(days=2)
    assert town.balance(town.ann) == (posted, 0)


def test_cash_beyond_the_balance_is_refused(auto):
    amount = "99999999.00"
    sent = order_cash(auto, amount=amount, symbols=[{"symbol": "53", "amount": amount}])
    assert auto.state(sent) == ("refused_abs", "insufficient_funds")


def test_an_operator_refuses_cash(by_hand):
    town = by_hand
    posted, _ = town.balance(town.ann)
    sent = order_cash(town)
    settle(town)
    assert town.state(sent)[0] == "accepted"
    town.bank.refuse_document(sent, "operator", "Нет наличных")
    assert town.state(sent) == ("rejected", "rejected_by_operator")
    assert town.balance(town.ann) == (posted, 0)


@pytest.mark.parametrize(
    ("kind", "currency", "numbers"), [("current", "RUB", 1), ("transit", "USD", 2), ("special", "RUB", 1)]
)
def test_account_is_opened_with_a_valid_number(town, kind, currency, numbers):
    had = {row.number for row in town.query(select(account.c.number).where(account.c.client_id == "ann"))}
    sent = file(
        town.ann, "account_opening", currency=currency, kind=kind, purpose="Расчёты",
        contact="Петрова Анна", contact_phone="+79161234567",
    )  # fmt: skip
    settle(town)
    assert town.state(sent) == ("executed", "account_opened")
    fresh = {
        row.number for row in town.query(select(account.c.number).where(account.c.client_id == "ann"))
    } - had
    assert len(fresh) == numbers
    told = {e.data["account"]: e.data["currency"] for e in town.events("ann") if e.kind == "balance"}
    for number in fresh:
        assert checks.account_key_ok(town.bank.bic, number)
        assert told[number] == currency


def test_account_is_closed_and_the_rest_moves(town):
    ann = town.ann
    other = ann.open_account(_second(town))
    posted, _ = town.balance(ann)
    sent = file(
        ann, "account_closing", account=ann.account, reason="Не нужен", rest_account=other, confirmed="1"
    )
    settle(town)
    assert town.state(sent) == ("executed", "account_closed_as_asked")
    assert town.balance(ann) == (0, 0)
    assert town.balance(ann, 1) == (posted, 0)
    later = ann.pay(town.bob)
    assert town.state(later)[0] in {"bad_details", "rejected"}
    assert town.bank.audit() == []


def test_account_with_held_money_is_not_closed(auto):
    town = auto
    other = town.ann.open_account(_second(town))
    order_cash(town, payout_day=TOMORROW)
    sent = file(
        town.ann,
        "account_closing",
        account=town.ann.account,
        reason="x1",
        rest_account=other,
        confirmed="1",
    )
    assert town.state(sent) == ("rejected", "account_has_holds")


def _second(town):
    return account_number(town.bank.bic, 1002)


def test_limit_of_a_day_is_set_counted_and_removed(town):
    sent = file(
        town.ann, "limits_request", account=town.ann.account, deed="set", day_limit="500.00", starts=TODAY.isoformat()
    )  # fmt: skip
    assert town.state(sent)[0] == "executed"
    assert town.state(town.ann.pay(town.bob, amount="500.01"))[0] != "executed"
    gone = file(town.ann, "limits_request", account=town.ann.account, deed="remove", starts=TODAY.isoformat())
    assert town.state(gone)[0] == "executed"
    assert town.state(town.ann.pay(town.bob, amount="500.02"))[0] == "executed"


def test_limit_of_a_later_day_waits(auto):
    town = auto
    file(town.ann, "limits_request", account=town.ann.account, deed="set", day_limit="1.00", starts=TOMORROW)
    assert town.state(town.ann.pay(town.bob, amount="10.00"))[0] == "executed"
    town.run(days=1)
    (row,) = town.query(select(account.c.day_limit).where(account.c.number == town.ann.account))
    assert row.day_limit == 100


def change_card(town, *persons, **fields):
    given = {"starts": TODAY.isoformat(), "basis": "Приказ N 5", "persons": list(persons)}
    return file(town.ann, "signature_card_change", **(given | fields))


def test_card_of_signatures_gets_a_person_and_tells_the_client(town):
    sent = change_card(
        town, {"deed": "add", "name": "Сидоров Пётр", "position": "Директор", "group": "1", "until": ""}
    )
    settle(town)
    assert town.state(sent)[0] == "executed"
    rights = [e.data for e in town.events("ann") if e.kind == "rights"][-1]
    assert ("Сидоров Пётр", "1") in {(u["name"], u["group"]) for u in rights["users"]}


def test_a_removed_person_signs_no_more(auto):
    town = auto
    change_card(
        town, {"deed": "add", "name": "Сидоров Пётр", "position": "Директор", "group": "1", "until": ""}
    )
    settle(town)
    gone = town.query(select(user).where(user.c.client_id == "ann", user.c.name == "Person 1"))[0]
    town.change("UPDATE user_ SET name = 'Первый Иван' WHERE id = :of", of=gone.id)
    change_card(town, {"deed": "remove", "name": "Первый Иван", "position": "", "group": "", "until": ""})
    settle(town)
    assert town.state(town.ann.pay(town.bob))[0] == "bad_signature"
    (row,) = town.query(select(certificate.c.revoked).where(certificate.c.user_id == gone.id))
    assert row.revoked


def test_card_without_any_signer_is_refused(auto):
    town = auto
    town.change("UPDATE user_ SET name = 'Первый Иван' WHERE id = :of", of=town.ann.people[0].user_id)
    sent = change_card(
        town, {"deed": "remove", "name": "Первый Иван", "position": "", "group": "", "until": ""}
    )
    assert town.state(sent) == ("rejected", "scheme_unreachable")


def test_unknown_person_of_the_card_is_refused(auto):
    sent = change_card(
        auto, {"deed": "remove", "name": "Никто Никак", "position": "", "group": "", "until": ""}
    )
    assert auto.state(sent) == ("rejected", "signer_unknown")


def pem(der):
    body = base64.b64encode(der).decode()
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return "\n".join(["-----BEGIN CERTIFICATE REQUEST-----", *lines, "-----END CERTIFICATE REQUEST-----"])


def ask_certificate(town, **fields):
    user_id = town.ann.people[0].user_id
    town.change("UPDATE user_ SET name = 'Первый Иван' WHERE id = :of", of=user_id)
    der = make_request(generate(), user_id)
    given = {
        "reason": "renewal", "holder": "Первый Иван", "position": "Бухгалтер", "device": "Бухгалтерия 1",
        "request": pem(der), "fingerprint": check_request(der).spki_sha256.hex(),
    }  # fmt: skip
    return file(town.ann, "key_certificate_request", **(given | fields))


def test_certificate_request_waits_for_two_operators(town):
    sent = ask_certificate(town)
    assert town.state(sent) == ("executed", "certificate_request_registered")
    waiting = town.bank.pending_enrolments()
    assert [record.id for record in waiting] == [sent]
    assert waiting[0].user_id == town.ann.people[0].user_id


def test_certificate_request_with_another_fingerprint_is_refused(auto):
    sent = ask_certificate(auto, fingerprint=sha256_hex(b"other"))
    assert auto.state(sent) == ("bad_details", "request_fingerprint_differs")
    assert auto.query(select(enrolment.c.id).where(enrolment.c.id == sent)) == []


def test_certificate_request_for_a_stranger_is_refused(auto):
    sent = ask_certificate(auto, holder="Чужой Иван")
    assert auto.state(sent) == ("rejected", "signer_unknown")
