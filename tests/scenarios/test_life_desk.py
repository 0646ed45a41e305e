"""Cash and requests from draft to their final state over the real wire, with two signatures, and what they change.

The company has an accountant and a director: what disposes of money or rights needs both.
"""

import base64
import datetime as dt
import subprocess
from decimal import Decimal

import pytest
from bank_stage import Stage

from bsclient.crypto.certificates import make_request
from bsclient.crypto.keys import generate
from bsclient.crypto.requests import check_request
from bsclient.domain import checks
from bsclient.domain.documents import registry
from bsclient.domain.states import State
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.documents.prints import Prints
from bsclient.tour.stage import PASSPHRASE

pytestmark = pytest.mark.scenario


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("desk")) as made:
        yield made


class Office:
    """The desk of a company whose two signers work one after the other at one profile."""

    def __init__(self, stage, profile):
        self.stage, self.profile = stage, profile
        self.users = len(next(each for each in stage.profiles if each.id == profile).users)
        self.desk = stage.desk(profile)
        stage.synchronise(self.desk)

    def sit_down(self, user):
        self.desk.close()
        self.stage._desks.remove(self.desk)
        self.desk = self.stage.desk(self.profile, user)

    def draft(self, kind, /, **fields):
        saved = self.desk.drafts.save(self.desk.drafts.begin(kind, fields))
        assert saved.state is State.NEW, self.desk.drafts.check(kind, saved.raw, saved.id)
        return saved

    def sign(self, document_id):
        """Both sign, if both are needed; returns how many signatures it took."""
        for user in range(self.users):
            self.sit_down(user)
            sheet = self.desk.signing.prepare([document_id])
            assert not sheet.refused, sheet.refused
            signed = self.desk.signing.sign(sheet, PASSPHRASE)
            if signed.full:
                return user + 1
        raise AssertionError("the signatures never sufficed")

    def send(self, document_id):
        self.desk.delivery.queue([document_id])
        self.stage.synchronise(self.desk)

    def file(self, kind, /, **fields):
        saved = self.draft(kind, **fields)
        taken = self.sign(saved.id)
        assert (taken == 2) is registry[kind].schemed
        self.send(saved.id)
        return saved.id

    def until(self, document_id, *states):
        wanted = {State(each) for each in states}
        self.stage.wait(self.desk, lambda: self.desk.drafts.get(document_id).state in wanted)
        return self.desk.drafts.get(document_id).state

    def account(self, currency="RUB"):
        return next(each for each in self.desk.statements.accounts() if each.currency == currency)

    @property
    def today(self):
        return self.desk.place.today


@pytest.fixture(scope="module")
def office(stage):
    return Office(stage, "romashka")


def deposit(office, **fields):
    given = {
        "deposit_day": office.today.isoformat(), "depositor": "Петрова Анна Сергеевна",
        "depositor_document": "Паспорт 4510 123456", "symbols": [{"symbol": "02", "amount": "1500.00"}],
        "source": "Торговая выручка",
    }  # fmt: skip
    return given | fields


def cash(office, **fields):
    given = {
        "payout_day": office.today.isoformat(), "receiver": "Петрова Анна Сергеевна", "receiver_document": "Паспорт 4510 123456",
        "symbols": [{"symbol": "53", "amount": "2000.00"}], "purpose": "Прочие выдачи",
    }  # fmt: skip
    return given | fields


def test_announced_cash_comes_to_the_account_and_is_printed(office, qapp):
    before = office.account().balance
    sent = office.file("cash_deposit_announcement", **deposit(office))
    assert office.until(sent, "executed") is State.EXECUTED
    office.stage.wait(office.desk, lambda: office.account().balance == before + Decimal("1500.00"))
    prints = Prints(office.desk.place, office.desk.signing, "ru")
    assert pdf_bytes(prints.pages([sent]), "0402001").startswith(b"%PDF")
    assert prints.paper(sent).marks.bank.state == "Исполнено"


def test_ordered_cash_is_paid_out(office):
    before = office.account().balance
    sent = office.file("cash_order", **cash(office))
    office.until(sent, "executed")
    office.stage.wait(office.desk, lambda: office.account().balance == before - Decimal("2000.00"))


def test_cash_of_another_day_is_recalled_in_time(office):
    later = (office.today + dt.timedelta(days=1)).isoformat()
    before = office.account()
    sent = office.file("cash_order", **cash(office, payout_day=later))
    office.until(sent, "accepted")
    office.stage.wait(office.desk, lambda: office.account().available < before.available)
    told = office.desk.drafts.get(sent).raw
    request = office.file(
        "recall_request", document_id=sent, document_number=told["number"], document_date=told["date"],
        document_amount=told["amount"], reason="Не нужно",
    )  # fmt: skip
    office.until(request, "executed")
    assert office.until(sent, "recalled") is State.RECALLED
    office.stage.wait(office.desk, lambda: office.account().available == before.available)


def test_an_account_is_opened_and_closed_again(office):
    had = {each.number for each in office.desk.statements.accounts()}
    sent = office.file(
        "account_opening", currency="CNY", kind="current", purpose="Расчёты с поставщиком", contact="Петрова Анна",
        contact_phone="+79161234567",
    )  # fmt: skip
    office.until(sent, "executed")
    fresh = office.stage.wait(
        office.desk, lambda: [a for a in office.desk.statements.accounts() if a.number not in had]
    )
    [opened] = fresh
    assert opened.currency == "CNY"
    assert checks.account_key_ok(office.desk.profile.bank.bic, opened.number)
    other = next(a for a in office.desk.statements.accounts() if a.currency == "CNY" and a.number in had)
    closing = office.file(
        "account_closing", account=opened.number, reason="Не нужен", rest_account=other.number, confirmed="1"
    )
    assert office.until(closing, "executed") is State.EXECUTED
    statements = office.desk.statements
    office.stage.wait(office.desk, lambda: opened.number not in {a.number for a in statements.accounts()})
    [kept] = [a for a in statements.accounts(closed=True) if a.number == opened.number]
    assert kept.closed == office.today


def test_cash_that_is_not_there_is_refused_with_the_reason(office):
    amount = str(office.account().available + 1)
    draft = office.draft("cash_order", **cash(office, symbols=[{"symbol": "53", "amount": amount}]))
    office.sign(draft.id)
    office.send(draft.id)
    assert office.until(draft.id, "refused_abs") is State.REFUSED_ABS
    steps = office.desk.history.of(draft.id).steps
    assert steps[-1].code == "insufficient_funds"


def test_a_limit_is_set(office):
    sent = office.file(
        "limits_request", account=office.account().number, deed="set", day_limit="900000.00", starts=office.today.isoformat()
    )  # fmt: skip
    assert office.until(sent, "executed") is State.EXECUTED


def test_a_new_signer_stands_on_the_card(office):
    persons = [{"deed": "add", "name": "Сидоров Пётр Ильич", "position": "Финансовый директор", "group": "1"}]
    sent = office.file(
        "signature_card_change", starts=office.today.isoformat(), basis="Приказ N 5 от 19.11.2026", persons=persons
    )  # fmt: skip
    assert office.until(sent, "executed") is State.EXECUTED


def test_a_certificate_request_is_registered(office):
    user = office.desk.user
    der = make_request(generate(), user.id)
    body = base64.b64encode(der).decode()
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    pem = "\n".join(["-----BEGIN CERTIFICATE REQUEST-----", *lines, "-----END CERTIFICATE REQUEST-----"])
    sent = office.file(
        "key_certificate_request", reason="renewal", holder=user.name, position=user.position, device="Бухгалтерия 1",
        request=pem, fingerprint=check_request(der).spki_sha256.hex(),
    )  # fmt: skip
    assert office.until(sent, "executed") is State.EXECUTED


def test_a_reference_comes_signed_and_openssl_checks_it(office, tmp_path, qapp):
    before = {row.id for row in office.desk.papers.list()}
    sent = office.file(
        "reference_request", kind="balance", account=office.account().number,
        day_on=(office.today - dt.timedelta(days=1)).isoformat(), purpose="В налоговую инспекцию", language="ru",
        delivery="electronic",
    )  # fmt: skip
    office.until(sent, "executed")
    papers = office.desk.papers
    office.stage.wait(office.desk, lambda: {row.id for row in papers.list()} > before)
    [told] = [row for row in papers.list() if row.id not in before]
    assert (told.type, told.state, told.purpose) == ("bank_paper", State.INCOMING, "В налоговую инспекцию")
    assert [view.id for view in office.desk.links.of(sent)] == [told.id]
    made = papers.save(told.id, tmp_path / "справка.pdf")
    assert made.pdf.read_bytes().startswith(b"%PDF")
    assert made.signature.name == "справка.pdf.p7s"
    assert "остаток на счёте" in made.signed.read_text("utf-8")
    check = [
        "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", made.signature, "-content", made.signed,
        "-CAfile", made.authority, "-purpose", "any", "-out", "/dev/null",
    ]  # fmt: skip
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0
    made.signed.write_bytes(made.signed.read_bytes().replace("остаток".encode(), "Остаток".encode()))
    assert subprocess.run(check, capture_output=True, check=False).returncode != 0
