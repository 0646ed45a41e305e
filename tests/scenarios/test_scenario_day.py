"""A real day with a real bank: what an accountant does, through the services that windows use."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from scenario_kit import send, sign, state, synchronise, wait_for

from bsclient.domain.states import State
from bsclient.errors import NotAllowed, WrongPassphrase
from bsclient.formats import onec
from bsclient.services.profiles import unlock
from bsclient.storage import imports

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.scenario


def test_a_payment_to_another_bank_goes_all_the_way_and_stands_in_the_statement(town, tmp_path):
    with town.desk("vasilek-1") as desk:
        account = desk.statements.accounts()[0]
        paid = town.payment(desk, "sever", "15000.50")
        assert paid.state is State.NEW
        assert sign(desk, paid.id).full == (paid.id,)
        assert send(desk, paid.id).accepted == 1
        assert state(desk, paid.id) not in {State.QUEUED, State.UNKNOWN}
        wait_for(desk, paid.id, State.EXECUTED)

        today = desk.place.today
        statement = desk.statements.statement(account.number, today, today)
        entry = next(entry for entry in statement.entries if entry.document_id == paid.id)
        assert (entry.credit, entry.amount) == (False, Decimal("15000.50"))
        assert statement.agrees
        assert statement.closing == statement.opening + statement.credits - statement.debits

        target = tmp_path / "kl_to_1c.txt"
        desk.statements.export(statement, "1c", target)
        back = onec.load(target.read_bytes())
        ours = next(d for d in back.documents if d.number == paid.raw["number"])
        assert (ours.amount, ours.payee.account, ours.direction) == (
            entry.amount,
            town.payees["sever"].account,
            "debit",
        )
        assert [section.closing for section in back.accounts] == [statement.closing]

        history = desk.history.of(paid.id)
        happened = [step.state for step in history.steps]
        assert happened[0] is State.NEW
        assert happened[-1] is State.EXECUTED
        assert history.receipt is not None
        assert desk.audit.check().ok


def test_openssl_accepts_what_was_signed(town, tmp_path):
    with town.desk("vasilek-1") as desk:
        paid = town.payment(desk, "office", "77.10")
        sign(desk, paid.id)
        from bsclient.storage import documents, signatures

        with desk.place.store.read() as reader:
            body, row = documents.body(reader, paid.id), signatures.of(reader, paid.id)[0]
        ca = desk.profile.bank.ca_pem
    for name, data in {"body": body.canonical, "cms": row.cms, "ca": ca.encode()}.items():
        (tmp_path / name).write_bytes(data)
    command = [
        "openssl",
        "cms",
        "-verify",
        "-cades",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "cms",
        "-content",
        "body",
    ]
    done = subprocess.run([*command, "-CAfile", "ca", "-out", "out"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out").read_bytes() == body.canonical
    ours = [
        sys.executable,
        "-m",
        "bsclient",
        "verify",
        "--json",
        "--ca",
        tmp_path / "ca",
        tmp_path / "body",
        tmp_path / "cms",
    ]
    done = subprocess.run(ours, cwd=ROOT, capture_output=True)
    assert (done.returncode, json.loads(done.stdout)[0]["signer"]) == (0, desk.user.name)
    (tmp_path / "body").write_bytes(body.canonical.replace(b"77.10", b"77.11"))
    done = subprocess.run(ours, cwd=ROOT, capture_output=True)
    assert (done.returncode, json.loads(done.stdout)[0]["ok"]) == (1, False)
    assert b'"amount":"77.10"' in body.canonical


def test_two_signatures_are_needed_and_one_is_partly_signed(town):
    with town.desk("romashka-2") as accountant:
        paid = town.payment(accountant, "metall", "90000.00")
        assert sign(accountant, paid.id).partly == (paid.id,)
        assert state(accountant, paid.id) is State.PARTLY_SIGNED
        with pytest.raises(NotAllowed):
            accountant.delivery.queue([paid.id])
        again = accountant.signing.prepare([paid.id])
        assert [refusal.code for refusal in again.refused] == ["already_signed_by_you"]
    with town.desk("romashka-1") as director:
        assert sign(director, paid.id).full == (paid.id,)
        assert [view.ok for view in director.signing.signatures(paid.id)] == [True, True]
        assert send(director, paid.id).accepted == 1
        assert state(director, paid.id) in {
            State.ACCEPTED,
            State.EXPORTED,
            State.ACCEPTED_ABS,
            State.EXECUTED,
        }


def test_a_signed_payment_cannot_be_edited_until_the_signature_is_off(town):
    with town.desk("romashka-2") as desk:
        paid = town.payment(desk, "metall", "91000.00")
        sign(desk, paid.id)
        signed = desk.drafts.get(paid.id)
        signed.raw["amount"] = "1.00"
        with pytest.raises(NotAllowed):
            desk.drafts.save(signed)
        desk.signing.unsign([paid.id])
        draft = desk.drafts.get(paid.id)
        draft.raw["amount"] = "1.00"
        assert desk.drafts.save(draft).state is State.NEW


def test_a_rejected_payment_says_why_and_offers_a_correction(town):
    with town.desk("vasilek-1") as desk:
        blocked = next(p.id for p in town.payees.values() if "40702810700016540990" in p.account)
        paid = town.payment(desk, blocked, "500.00")
        sign(desk, paid.id)
        send(desk, paid.id)
        assert state(desk, paid.id) is State.REJECTED
        last = desk.history.of(paid.id).steps[-1]
        assert last.code == "payee_blocked"
        copy = desk.drafts.correct(paid.id)
        assert copy.id != paid.id
        assert copy.raw["payee_account"] == paid.raw["payee_account"]


def test_a_payment_is_recalled_in_time_and_not_when_it_is_too_late(town):
    with town.desk("vasilek-1") as desk:
        slow = town.payment(desk, "metall", "2500.00")
        sign(desk, slow.id)
        send(desk, slow.id)
        recall = desk.drafts.new("recall_request")
        recall.raw.update(desk.delivery.recall(slow.id, "Ошибка в сумме"))
        recall = desk.drafts.save(recall)
        sign(desk, recall.id)
        send(desk, recall.id)
        wait_for(desk, slow.id, State.RECALLED)
        wait_for(desk, recall.id, State.EXECUTED)

        fast = town.payment(desk, "romashka", "300.00")
        sign(desk, fast.id)
        send(desk, fast.id)
        assert state(desk, fast.id) is State.EXECUTED
        with pytest.raises(NotAllowed) as refusal:
            desk.delivery.recall(fast.id, "Поздно")
        assert refusal.value.code == "recall_too_late"


def test_too_large_a_payment_is_refused_for_want_of_money(town):
    with town.desk("ivanov-1") as desk:
        paid = town.payment(desk, "romashka", "900000000.00")
        sign(desk, paid.id, reason="Позвонили получателю по номеру из договора")
        send(desk, paid.id)
        assert state(desk, paid.id) in {State.REFUSED_ABS, State.WAITING_FUNDS}
        assert desk.history.of(paid.id).steps[-1].code


def test_a_letter_with_an_attachment_is_answered_in_its_thread(town, tmp_path):
    paper = tmp_path / "договор\u202e№5.pdf"
    paper.write_bytes(b"%PDF-1.7 contract")
    with town.desk("vasilek-1") as desk:
        letter = desk.letters.compose("Справка об оборотах", "Прошу выдать справку.\n<b>Спасибо</b>", [paper])
        sign(desk, letter.id)
        send(desk, letter.id)
        for _ in range(20):
            found = desk.letters.thread(letter.id)
            if len(found) > 1:
                break
            import threading

            desk.delivery.poll(5, threading.Event())
        assert [item.incoming for item in found] == [False, True]
        assert "\u202e" not in found[0].attachments[0].name
        assert desk.letters.attachment(found[0].attachments[0].sha256) == b"%PDF-1.7 contract"
        assert desk.letters.unread() >= 1
        desk.letters.mark_read(letter.id)
        assert all(item.read for item in desk.letters.thread(letter.id))


def test_a_file_of_1c_is_imported_once_and_can_be_taken_back(town):
    from bsclient.formats import model

    with town.desk("vasilek-1") as desk:
        today = desk.place.today
        raws = []
        for number, payee in enumerate(("sever", "office", "metall"), start=9001):
            draft = desk.drafts.new("payment_order")
            raws.append({**draft.raw, **town.requisites(payee), "number": str(number), "amount": f"{number}.00",
                         "purpose": f"Оплата по счету {number}. НДС не облагается"})  # fmt: skip
        import io

        documents = tuple(onec.payment_to_document(raw) for raw in raws)
        account = raws[0]["payer_account"]
        section = model.AccountSection(account, "RUB", today, today)
        out = io.BytesIO()
        onec.write(out, model.ExchangeFile(model.PAYMENTS, "1.03", "cp1251", (section,), documents))
        data = out.getvalue()

        preview = desk.imports.preview(data, "1c_to_kl.txt")
        assert (preview.count, preview.total) == (3, Decimal("27006.00"))
        done = desk.imports.commit(preview, {row.index for row in preview.rows})
        with desk.place.store.read() as reader:
            taken = imports.ids(reader, done.id)
        assert (len(taken), taken[0]) == (3, done.first)
        assert {state(desk, identity) for identity in taken} == {State.IMPORTED}

        second = desk.imports.preview(data, "1c_to_kl.txt")
        assert {row.mark for row in second.rows} == {type(second.rows[0].mark).DUPLICATE}
        assert second.suggested == set()

        sign(desk, done.first)
        with pytest.raises(NotAllowed):
            desk.imports.undo(done.id)
        desk.signing.unsign([done.first])
        assert desk.imports.undo(done.id) == 3
        assert desk.imports.preview(data, "1c_to_kl.txt").suggested == {row.index for row in preview.rows}


def test_a_wrong_passphrase_says_so_and_makes_one_wait(town):
    with town.desk("vasilek-1") as desk:
        profile, user = desk.profile, desk.user
    waits = []
    for _ in range(2):
        with pytest.raises((WrongPassphrase, NotAllowed)) as refusal:
            unlock(profile, user, "not this one", lambda: dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC))
        waits.append(refusal.value.code)
    assert waits == ["wrong_passphrase", "passphrase_wait"]
    (profile.folder / f"{user.id}.attempts").unlink()


def test_offline_everything_but_the_bank_works(town):
    with town.desk("vasilek-1") as desk:
        town.bank.stop()
        try:
            paid = town.payment(desk, "romashka", "410.00")
            sign(desk, paid.id)
            desk.delivery.queue([paid.id])
            import threading

            stop = threading.Event()
            threading.Timer(2, stop.set).start()
            report = desk.delivery.synchronise(lambda _: None, stop)
            assert not report.ok
            assert state(desk, paid.id) in {State.QUEUED, State.UNKNOWN}
        finally:
            town.bank.start()
        synchronise(desk)
        assert state(desk, paid.id) is State.EXECUTED
