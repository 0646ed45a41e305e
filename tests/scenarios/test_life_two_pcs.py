"""A payment of two signatures from two PCs, through a real bank: the same bytes, one effect, clear ends."""

from __future__ import annotations

import pytest
from two_pcs_kit import State, actions, body, offered, paid, payment, sign, state, sync, two_pcs

from bsclient.domain import canonical
from bsclient.errors import NotAllowed
from bsclient.services.documents import attachments
from bsclient.storage.pending import Stage

pytestmark = pytest.mark.scenario


@pytest.fixture(scope="module")
def pcs(tmp_path_factory):
    with two_pcs(tmp_path_factory.mktemp("two_pcs")) as made:
        yield made


@pytest.fixture
def accountant(pcs):
    with pcs.accountant.desk() as desk:
        sync(desk)
        yield desk


@pytest.fixture
def director(pcs):
    with pcs.director.desk() as desk:
        sync(desk)
        yield desk


def test_the_director_sees_the_same_bytes_signs_and_the_payment_is_made_once(accountant, director):
    identity = payment(accountant, "101.01")
    assert accountant.pending.worth([identity]) == [identity]
    accountant.pending.offer([identity])
    sync(accountant)
    assert accountant.pending.view(identity).stage is Stage.WAITING
    sync(director)
    assert body(director, identity) == body(accountant, identity)
    assert state(director, identity) is State.PARTLY_SIGNED
    view = director.pending.view(identity)
    assert (view.author, view.may_refuse) == (accountant.user.name, True)
    assert director.pending.counts().to_sign == 1
    (signature,) = director.signing.signatures(identity)
    assert (signature.name, signature.ok) == (accountant.user.name, True)
    sheet = director.signing.prepare([identity])
    assert sheet.items[0].body == body(accountant, identity)
    assert sheet.items[0].signed == canonical.decode_signed(body(director, identity))
    assert sign(director, identity).full == (identity,)
    director.delivery.queue([identity])
    sync(director)
    sync(accountant)
    assert state(director, identity) is State.EXECUTED
    assert state(accountant, identity) is State.EXECUTED
    for desk in (accountant, director):
        assert {one.name for one in desk.signing.signatures(identity)} == {
            accountant.user.name,
            director.user.name,
        }
        assert desk.pending.view(identity).stage is Stage.ACCEPTED
        assert desk.pending.counts().to_sign == 0
        assert paid(desk, ["101.01"]) == {"101.01": 1}
    assert "offer" in actions(accountant)
    assert {"arrive", "sign_last"} <= set(actions(director))


def test_what_is_with_colleagues_is_locked_until_it_is_taken_back(accountant, director):
    identity = offered(accountant, "102.02")
    sync(accountant)
    with pytest.raises(NotAllowed, match="pending_open"):
        accountant.signing.unsign([identity])
    sync(director)
    with pytest.raises(NotAllowed):
        director.drafts.delete([identity])
    accountant.pending.take_back([identity])
    with pytest.raises(NotAllowed, match="pending_open"):  # until the bank has agreed
        accountant.signing.unsign([identity])
    sync(accountant)
    accountant.signing.unsign([identity])
    assert state(accountant, identity) is State.NEW
    sync(director)
    assert state(director, identity) is State.DELETED
    with pytest.raises(NotAllowed, match="pending_foreign"):
        director.drafts.restore([identity])
    changed = accountant.drafts.get(identity)
    changed.raw["amount"] = "102.03"
    accountant.drafts.save(changed)
    sign(accountant, identity)
    accountant.pending.offer([identity])
    sync(accountant)
    sync(director)
    assert director.signing.prepare([identity]).items[0].text("amount") == "102.03"
    sign(director, identity)
    director.delivery.queue([identity])
    sync(director)
    assert paid(accountant, ["102.02", "102.03"]) == {"102.02": 0, "102.03": 1}


def test_taken_back_before_the_bank_heard_of_it_needs_no_bank(accountant):
    identity = offered(accountant, "103.03")
    accountant.pending.take_back([identity])
    accountant.signing.unsign([identity])
    assert accountant.pending.view(identity) is None
    assert sync(accountant).sent == 0


def test_a_refusal_and_its_reason_reach_the_author(accountant, director):
    identity = offered(accountant, "104.04")
    sync(accountant)
    sync(director)
    director.pending.refuse([identity], "Не тот получатель")
    sync(director)
    assert state(director, identity) is State.DELETED
    sync(accountant)
    view = accountant.pending.view(identity)
    assert (view.stage, view.reason, view.by) == (Stage.REFUSED, "Не тот получатель", director.user.name)
    row = accountant.drafts.get(identity)
    assert row.state is State.PARTLY_SIGNED
    last = accountant.history.of(identity).steps[-1]
    assert (last.code, last.facts["reason"]) == ("pending_refused", "Не тот получатель")
    accountant.signing.unsign([identity])
    assert state(accountant, identity) is State.NEW
    assert "pending_refuse" in actions(director)


def test_taken_back_while_the_director_signs(accountant, director):
    identity = offered(accountant, "105.05")
    sync(accountant)
    sync(director)
    sheet = director.signing.prepare([identity])
    accountant.pending.take_back([identity])
    sync(accountant)
    from bsclient.tour import stage

    director.signing.sign(sheet, stage.PASSPHRASE)
    director.delivery.queue([identity])
    report = sync(director, good=False)
    assert [(p.code, p.document) for p in report.problems] == [("bank_conflict", identity)]
    assert state(director, identity) is State.DELETED
    assert state(accountant, identity) is State.PARTLY_SIGNED
    assert paid(accountant, ["105.05"]) == {"105.05": 0}
    accountant.pending.offer([identity])  # the same bytes, a new attempt
    sync(accountant)
    sync(director)
    sign(director, identity)
    director.delivery.queue([identity])
    sync(director)
    assert paid(accountant, ["105.05"]) == {"105.05": 1}


def test_the_director_signs_at_the_accountants_words_and_takes_it_off_before_it_goes(accountant, director):
    identity = offered(accountant, "106.06")
    sync(accountant)
    sync(director)
    sign(director, identity)
    director.signing.unsign([identity])
    assert state(director, identity) is State.PARTLY_SIGNED
    assert body(director, identity) == body(accountant, identity)
    sync(director)
    assert paid(accountant, ["106.06"]) == {"106.06": 0}


def test_a_taking_back_that_comes_too_late_is_told(accountant, director):
    identity = offered(accountant, "107.07")
    sync(accountant)
    sync(director)
    sign(director, identity)
    director.delivery.queue([identity])
    accountant.pending.take_back([identity])
    sync(director)
    report = sync(accountant, good=False)
    assert [p.document for p in report.problems] == [identity]
    assert state(accountant, identity) is State.EXECUTED
    assert accountant.pending.view(identity).stage is Stage.ACCEPTED


def test_the_files_of_a_document_reach_the_director_before_he_signs(accountant, director, tmp_path):
    file = tmp_path / "Карточка подписей.pdf"
    file.write_bytes(b"%PDF-1.7 two PCs")
    kept = accountant.attachments.keep([file])
    draft = accountant.drafts.begin(
        "account_opening",
        {"currency": "CNY", "kind": "current", "purpose": "Расчёты с поставщиком", "contact": "Петрова Анна",
         "contact_phone": "+79161234567", "attachments": attachments.to_raw(kept)},
    )  # fmt: skip
    identity = accountant.drafts.save(draft).id
    assert sign(accountant, identity).partly == (identity,)
    accountant.pending.offer([identity])
    sync(accountant)
    sync(director)
    assert director.attachments.data(kept[0].sha256) == b"%PDF-1.7 two PCs"
    shown = director.signing.prepare([identity]).items[0]
    assert any("Карточка подписей.pdf" in str(table.rows) for table in shown.content.tables)
    sign(director, identity)
    director.delivery.queue([identity])
    sync(director)
    sync(accountant)
    assert state(accountant, identity) not in {
        State.PARTLY_SIGNED,
        State.SIGNED,
        State.REJECTED,
        State.BAD_SIGNATURE,
    }


def test_a_key_that_ends_while_the_document_waits_brings_it_back(accountant, director, pcs):
    """Last here: the accountant's key is revoked for good."""
    identity = offered(accountant, "109.09")
    sync(accountant)
    sync(director)
    sign(director, identity)
    director.delivery.queue([identity])
    with pcs.bank.core() as bank:
        bank.revoke(accountant._signer.serial, bank.clock())
        bank.tick()
    report = sync(director, good=False)
    assert [p.document for p in report.problems] in ([identity], [])
    assert state(director, identity) is State.DELETED
    assert director.pending.view(identity).stage is Stage.VOID
    assert paid(director, ["109.09"]) == {"109.09": 0}
