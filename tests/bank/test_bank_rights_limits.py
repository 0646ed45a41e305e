"""Limits and changes of rights at the bank: counted under lock, changed whole or not at all, on either kind of base."""

import json
import threading

import bank_core_kit as kit
import pytest
from rights_kit import NAMES, Firm, limit, rule
from sqlalchemy import select

from bsclient.bank.__main__ import main
from bsclient.bank.rights import ruling
from bsclient.bank.rights import store as rights_store
from bsclient.bank.schema.rights import limit_use, rights_limit
from bsclient.domain.documents import RecallRequest
from bsclient.domain.rights import Role
from bsclient.errors import NotAllowed


@pytest.fixture
def firm(small_town):
    return Firm(small_town)


@pytest.fixture
def big_firm(town):
    """The same on either kind of base."""
    return Firm(town)


# limits -----------------------------------------------------------------------------------------------------------


def used(firm):
    """What the feed told last of each limit, and what the base holds."""
    told = [item.data for item in firm.town.events(firm.id) if item.kind == "limits"]
    held = {row.id: row.used for row in firm.town.query(select(rights_limit))}
    last = {one["id"]: one["used"] for data in told for one in data["limits"]}
    return sorted(held.values()), sorted(last.values())


def test_limits_of_documents_and_days(big_firm):
    firm = big_firm
    firm.change(limits=[limit(per_document="600.00", per_day="1000.00")])
    assert firm.put(amount="600.01") == ("rejected", "limit_document_client")
    assert firm.put(amount="600.00")[0] == "accepted"
    assert firm.put(amount="400.01") == ("rejected", "limit_day_client")
    assert firm.put(amount="400.00")[0] == "accepted"
    assert used(firm) == ([1000_00], ["1000.00"])
    firm.town.time.forward(days=1)
    assert firm.put(amount="600.00")[0] == "accepted"
    assert used(firm) == ([600_00], ["600.00"])


def test_limits_of_a_user_count_what_he_signs(firm):
    firm.change(
        limits=[limit(whose="user", name=NAMES["first"], per_day="500.00")], general_scheme="(1)||(01)"
    )
    assert firm.put(amount="500.00", signers=("first",))[0] == "accepted"
    assert firm.put(amount="0.01", signers=("first",)) == ("rejected", "limit_day_user")
    assert firm.put(amount="900.00", signers=("second",))[0] == "accepted"


def test_what_is_refused_or_recalled_counts_no_more(big_firm):
    firm = big_firm
    firm.change(limits=[limit(per_day="1000.00")])
    assert firm.put(amount="9999999.00")[1] == "limit_day_client"
    signed = firm.signed(firm.order(amount="700.00"), by=firm.user("operator"))
    firm.send(firm.incoming(signed, [firm.of["first"], firm.of["second"]]))
    assert used(firm)[0] == [700_00]
    target = firm.town.document(signed.id)
    firm.put(
        RecallRequest.code, document_id=signed.id, document_number=target.number,
        document_date=target.day, document_amount="700.00", reason="Ошибка",
    )  # fmt: skip
    assert firm.town.state(signed.id)[0] == "recalled"
    assert used(firm) == ([0], ["0.00"])
    assert firm.put(amount="1000.00")[0] == "accepted"


def test_documents_of_one_batch_share_a_limit(firm):
    firm.change(limits=[limit(per_day="1000.00")])
    made = [firm.signed(firm.order(amount="400.00"), by=firm.user("operator")) for _ in range(4)]
    signers = [firm.of["first"], firm.of["second"]]
    firm.send(*[firm.incoming(one, signers) for one in made])
    states = sorted(firm.town.state(one.id) for one in made)
    assert states == [("accepted", ""), ("accepted", ""), *[("rejected", "limit_day_client")] * 2]
    assert used(firm)[0] == [800_00]


def at_once(firm, count=8):
    """Hand in as many payments as threads, each of more than half of what the limit leaves; return how many were taken.

    They come from two accounts and go to as many payees: nothing but the limit makes them wait for one another.
    """
    firm.put(amount="1.00")  # the first use of a key takes a turn of its own
    firm.change(limits=[limit(per_day="1000.00")])
    made = [
        firm.signed(
            firm.order(
                amount="600.00",
                payer_account=firm.accounts[at % 2],
                payee_account=kit.account_number(kit.SBER, 800 + at),
                payee_inn=kit.company_inn(f"7705550{at:02}"),
                payee_name=f'ООО "Получатель {at}"',
            ),
            by=firm.user("operator"),
        )
        for at in range(count)
    ]
    signers = [firm.of["first"], firm.of["second"]]
    envelopes = [firm.incoming(one, signers) for one in made]
    gate = threading.Barrier(count)

    def hand_in(envelope):
        gate.wait()
        firm.town.bank.accept([envelope])

    threads = [threading.Thread(target=hand_in, args=(one,)) for one in envelopes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [firm.town.state(one.id)[0] for one in made].count("accepted")


def test_documents_handed_in_at_once_never_exceed_a_limit(big_firm):
    assert at_once(big_firm) == 1
    assert used(big_firm)[0] == [600_00]
    [kept] = big_firm.town.query(
        select(limit_use).join(rights_limit, rights_limit.c.id == limit_use.c.limit_id)
    )
    assert kept.amount == 600_00


def test_a_limit_that_is_looked_at_before_the_lock_lets_two_through(postgres_url, monkeypatch):
    """The control of the race: the same bank, but what is used is read before its row is locked."""
    with kit.Town(postgres_url) as town:
        firm = Firm(town)
        gate = threading.Barrier(2)
        locked = rights_store.limits

        def early(connection, clients):
            found = {}
            with town.bank.store.read() as other:
                rows = other.execute(select(rights_limit).order_by(rights_limit.c.id))
                for row in rows:
                    found.setdefault(row.client_id, []).append(
                        rights_store.Limit(
                            row.id, row.user_id, row.scope, row.account, row.currency, row.per_document, row.per_day,
                            row.used, row.used_on,
                        )
                    )  # fmt: skip
            if threading.current_thread() is not threading.main_thread():
                gate.wait(30)
            return found

        monkeypatch.setattr(ruling.rights_store, "limits", early)
        assert at_once(firm, 2) == 2
        monkeypatch.setattr(ruling.rights_store, "limits", locked)


# changes of rights ------------------------------------------------------------------------------------------------


def test_two_people_of_the_client_change_rights_by_a_document(big_firm):
    firm = big_firm
    fields = {
        "basis": "Приказ 1",
        "limits": [limit(per_day="100.00")],
        "roles": [{"name": "вводов  Иван Петрович", "operator": "1", "viewer": "1", "administrator": ""}],
    }
    assert firm.put("rights_change", by="administrator", signers=("first",), **fields) == (
        "bad_signature", "rights_two_signers",
    )  # fmt: skip
    assert firm.put("rights_change", by="operator", **fields) == ("rejected", "no_right_admin")
    assert firm.put("rights_change", by="", **fields) == ("rejected", "no_right_admin")
    assert firm.put("rights_change", by="administrator", **fields) == ("executed", "")
    told = firm.town.bank.rights_of(firm.id)
    assert [one["per_day"] for one in told.limits] == ["100.00"]
    [clerk] = [one for one in told.users if one["name"] == NAMES["operator"]]
    assert clerk["roles"] == "operator,viewer"
    last = [item.data for item in firm.town.events(firm.id) if item.kind == "rights"][-1]
    assert last["limits"] == told.limits
    assert firm.put(amount="100.01") == ("rejected", "limit_day_client")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"roles": [{"name": NAMES["administrator"], "operator": "", "viewer": "1", "administrator": ""}]}, "rights_no_administrator"),
        ({"roles": [{"name": "Никто Никита", "operator": "1", "viewer": "", "administrator": ""}]}, "rights_name_unknown"),
        ({"general_scheme": "(211)"}, "scheme_unreachable"),
        ({"schemes": [rule("(002)", four_eyes="")]}, "scheme_unreachable"),
        ({"limits": [limit()]}, "rights_limit_empty"),
        ({"limits": [limit(deed="remove")]}, "rights_nothing_there"),
        ({"general_scheme": "(11)"}, "rights_unchanged"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_is_refused_whole(firm, fields, code):
    before = firm.town.bank.rights_of(firm.id)
    assert firm.put("rights_change", by="administrator", **fields) == ("rejected", code)
    assert firm.town.bank.rights_of(firm.id) == before


def test_changes_at_once_are_all_there(big_firm):
    firm, gate = big_firm, threading.Barrier(3)
    accounts = [firm.accounts[0], firm.accounts[1], ""]

    def change(number):
        gate.wait()
        firm.change(limits=[limit(account=number, per_day="5.00")])

    threads = [threading.Thread(target=change, args=(one,)) for one in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one["account"] for one in firm.town.bank.rights_of(firm.id).limits) == sorted(accounts)


def test_a_change_keeps_what_is_used_of_a_limit(firm):
    firm.change(limits=[limit(per_day="1000.00")])
    firm.put(amount="400.00")
    firm.change(limits=[limit(per_day="500.00"), limit(account=firm.account, per_day="900.00")])
    assert firm.put(amount="100.01") == ("rejected", "limit_day_client")
    assert firm.put(amount="100.00")[0] == "accepted"


def test_a_client_without_rules_costs_no_question(small_town, monkeypatch):
    def never(*_):
        raise AssertionError

    monkeypatch.setattr(ruling.rights_store, "limits", never)
    monkeypatch.setattr(ruling.rights_store, "fixed", never)
    one = small_town.ann.pay(small_town.bob)
    assert small_town.state(one)[0] == "executed"


def test_a_person_taken_off_the_card_signs_no_more_under_rules(firm):
    firm.change(general_scheme="(1)||(01)")
    assert firm.put(signers=("second",))[0] == "accepted"
    firm.town.change("UPDATE user_ SET active = false WHERE id = :of", of=firm.user("second"))
    assert firm.put(signers=("second",)) == ("bad_signature", "signer_without_right")


def test_operators_change_rights_by_a_file(tmp_path, capsys):
    """The command line over a base of its own."""
    url = f"sqlite:///{tmp_path / 'bank.db'}"

    def run(*words):
        code = main(["--data", str(tmp_path), "--db", url, *words])
        return code, *capsys.readouterr()

    with kit.Town(url):
        pass
    file = tmp_path / "rights.json"
    file.write_text(json.dumps({"limits": [limit(per_day="10.00")]}), "utf-8")
    code, _, refusal = run("change-rights", "ann", str(file), "olga", "pavel")
    assert code == 0, refusal
    shown = json.loads(run("rights", "ann")[1])
    assert [one["per_day"] for one in shown["limits"]] == ["10.00"]
    assert run("change-rights", "ann", str(file), "olga", "olga")[0] == 1
    file.write_text("[]", "utf-8")
    assert json.loads(run("change-rights", "ann", str(file), "olga", "pavel")[2])["code"] == "rights_file"


def test_each_user_has_the_roles_that_were_told(firm):
    with firm.town.bank.store.read() as connection:
        policy = rights_store.read(connection, firm.id)
    assert {one.roles for one in policy.people.values()} == {frozenset((role,)) for role in Role}
    with pytest.raises(NotAllowed, match="client_unknown"):
        firm.town.bank.rights_of("nobody")
