"""Wages over the real wire: two signatures, the bank's ledger, results row by row, and what a person can do with them."""

from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from bank_stage import Stage
from sqlalchemy import select

from bsclient.bank.schema.tables import account, transfer
from bsclient.bank.server import Place, open_bank
from bsclient.domain import filling
from bsclient.domain.documents import registry
from bsclient.domain.problems import Severity
from bsclient.domain.states import FINAL, State
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.documents.listing import Filter
from bsclient.services.documents.prints import Prints
from bsclient.tour.stage import PASSPHRASE

pytestmark = pytest.mark.scenario
DATA = Path(__file__).resolve().parent.parent / "data/payroll"
AGREEMENT = "ЗП-0101/2025"
PAYER = "40702810600010000102"
OWN = "044525888"


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("payroll")) as made:
        yield made


class Office:
    """The PC of the client: two users, one at a time."""

    def __init__(self, stage):
        self.stage = stage
        self.now, self._desk = None, None

    def desk(self, user=0):
        if self.now != user:
            if self._desk is not None:
                self.stage._desks.remove(self._desk)
                self._desk.close()
            self.now, self._desk = user, self.stage.desk("romashka", user)
            self.stage.synchronise(self._desk)
        return self._desk

    def send(self, identity):
        """Sign by both and send; returns the first one's desk."""
        first = self.desk(0)
        sheet = first.signing.prepare([identity])
        assert not sheet.refused, sheet.refused
        first.signing.sign(sheet, PASSPHRASE)
        assert first.drafts.get(identity).state is State.PARTLY_SIGNED
        self.stage.send(self.desk(1), [identity])
        return self.desk(0)


@pytest.fixture(scope="module")
def office(stage):
    return Office(stage)


@contextmanager
def core(stage):
    """The bank's core over the same base."""
    bank, _ = open_bank(Place(stage.folder / "bank", ""))
    with closing(bank):
        yield bank


def posted(stage, number):
    with core(stage) as bank, bank.store.read() as connection:
        return connection.execute(select(account.c.posted).where(account.c.number == number)).scalar_one()


def legs(stage, document_id):
    with core(stage) as bank, bank.store.read() as connection:
        rows = connection.execute(select(transfer.c.amount).where(transfer.c.document_id == document_id))
        return sum(rows.scalars()), bank.audit()


def people(desk):
    """Names and accounts of the employees, as the bank told them."""
    return {item.terms["name"]: item.account for item in desk.products.list("salary_account")}


def wages(desk, *rows, **fields):
    given = [
        {"personnel_number": "", "name": name, "account": number, "amount": amount, "bic": "", "note": "", "withheld": ""}
        for name, number, amount in rows
    ]  # fmt: skip
    draft = desk.drafts.begin("salary_register", {"agreement": AGREEMENT, "rows": given, **fields}, PAYER)
    raw = filling.apply(draft.raw, {"month": desk.place.today.strftime("%Y-%m")})
    raw = filling.apply(raw, desk.drafts.fill("salary_register", raw))
    draft.raw.clear()
    draft.raw.update(raw)
    return desk.drafts.save(draft)


def problems(desk, draft):
    return [
        (p.field, p.code)
        for p in desk.drafts.check(draft.type, draft.raw, draft.id)
        if p.severity is Severity.BLOCK
    ]


def end(stage, desk, identity, seconds=100):
    stage.wait(desk, lambda: desk.drafts.get(identity).state in FINAL, seconds)
    return desk.drafts.get(identity).state


def told(stage, desk, kind, identity):
    """The fields of the bank's answer to a document."""

    def found():
        rows = desk.listing.view(Filter(types=(kind,))).page(0, 50)
        return [row.id for row in rows if identity in {view.id for view in desk.links.of(row.id)}]

    (answer,) = stage.wait(desk, found)
    assert desk.incoming.proof(answer).ok
    return answer, desk.drafts.get(answer).raw


def test_wages_of_a_file_are_paid_and_told(stage, office, qapp):
    desk = office.desk()
    known = people(desk)
    preview = desk.files.read((DATA / "wages_1c.xml").read_bytes(), "wages_1c.xml")
    (row,) = preview.rows
    assert [row.raw["rows"][at]["account"] for at in (0, 1)] == [
        known["Ильин Артём Павлович"], known["Мамина-Сибиряк Вера"],
    ]  # fmt: skip
    (identity,) = desk.files.take(preview, {1})
    draft = desk.drafts.get(identity)
    today = desk.place.today
    changes = {"date": today.isoformat(), "month": today.strftime("%Y-%m")}
    raw = filling.apply(draft.raw, changes)
    draft.raw.update(filling.apply(raw, desk.drafts.fill(draft.type, raw)))
    desk.drafts.save(draft)
    assert problems(desk, draft) == []
    before = posted(stage, PAYER), posted(stage, known["Ильин Артём Павлович"])
    desk = office.send(identity)
    assert end(stage, desk, identity) is State.EXECUTED
    assert posted(stage, PAYER) == before[0] - 10_925_050
    assert posted(stage, known["Ильин Артём Павлович"]) == before[1] + 7_125_050
    answer, results = told(stage, desk, "salary_results", identity)
    assert (results["credited"], results["returned"]) == ("109250.50", "0.00")
    moved, findings = legs(stage, identity)
    assert moved == 2 * 10_925_050, "one debit, and as much to the two"
    assert findings == []
    pages = Prints(desk.place, desk.signing, "ru").pages([identity, answer])
    assert pdf_bytes(pages, "x").startswith(b"%PDF")


def test_some_rows_fail_and_their_money_comes_back(stage, office):
    desk = office.desk()
    known = people(desk)
    rows = [
        ("Белова Нина Львовна", known["Белова Нина Львовна"], "1000.00"),
        ("Тихонов Егор Ильич", known["Тихонов Егор Ильич"], "2000.00"),
    ]
    draft = wages(desk, *rows)
    assert problems(desk, draft) == []
    before = posted(stage, PAYER)
    desk = office.send(draft.id)
    assert end(stage, desk, draft.id) is State.PARTLY_EXECUTED
    assert posted(stage, PAYER) == before - 100_000
    _, results = told(stage, desk, "salary_results", draft.id)
    assert [row["result"] for row in results["rows"]] == ["credited", "refused"]
    assert "закрыт" in results["rows"][1]["reason"]
    entry = [step.note or step.code for step in desk.history.of(draft.id).steps][-1]
    assert entry


def test_a_register_without_an_agreement_is_refused(stage, office):
    desk = office.desk()
    draft = wages(
        desk, ("Белова Нина Львовна", people(desk)["Белова Нина Львовна"], "10.00"), agreement="ЗП-9"
    )
    before = posted(stage, PAYER)
    desk = office.send(draft.id)
    assert end(stage, desk, draft.id) is State.REJECTED
    assert posted(stage, PAYER) == before


def test_a_request_for_cards_is_recalled(stage, office):
    desk = office.desk()
    with core(stage) as bank:
        bank.plan = type(bank.plan)(**{**_plan(bank.plan), "decide": 0})
    draft = cards(desk, "Гусев Лев")
    desk = office.send(draft.id)
    recall = desk.drafts.begin("recall_request", {
        "document_id": draft.id, "document_number": draft.raw["number"], "document_date": draft.raw["date"],
        "reason": "Ошибка в дате рождения",
    })  # fmt: skip
    saved = desk.drafts.save(recall)
    assert problems(desk, saved) == []
    stage.send(desk, [saved.id])
    assert end(stage, desk, draft.id) is State.RECALLED
    assert "Гусев Лев" not in people(desk)
    with core(stage) as bank:
        bank.plan = type(bank.plan)(**{**_plan(bank.plan), "decide": 1})


def _plan(plan):
    return {name: getattr(plan, name) for name in plan.__slots__}


def cards(desk, *names):
    rows = [
        {
            "personnel_number": f"9{at}", "name": name, "latin_name": "", "birthday": "1991-02-03",
            "document": "Паспорт 4510 123456", "phone": "+79161234567", "card": "mir",
        }
        for at, name in enumerate(names)
    ]  # fmt: skip
    given = {"agreement": AGREEMENT, "consent": "1", "rows": rows}
    draft = desk.drafts.save(desk.drafts.begin("card_issue_request", given))
    assert problems(desk, draft) == []
    return draft


def test_cards_open_accounts_fill_the_directory_and_end_with_dismissal(stage, office):
    desk = office.desk()
    draft = cards(desk, "Орлова Инна Павловна", "Белова Нина Львовна")
    desk = office.send(draft.id)
    assert end(stage, desk, draft.id) is State.EXECUTED, "another birthday, another person"
    answer, results = told(stage, desk, "employee_results", draft.id)
    number = results["rows"][0]["account"]
    assert people(desk)["Орлова Инна Павловна"] == number
    taken = desk.employees.take(answer)
    assert (taken.added, taken.changed) == (2, 0)
    assert desk.employees.take(answer).added == 0
    (entry,) = desk.books.search("employees", "Орлова")
    assert entry.facts["account"] == number
    paid = wages(desk, (entry.title, entry.facts["account"], "5.00"))
    desk = office.send(paid.id)
    assert end(stage, desk, paid.id) is State.EXECUTED
    assert posted(stage, number) == 500
    rows = [
        {
            "personnel_number": "90",
            "name": entry.title,
            "account": number,
            "dismissed": "2026-01-31",
            "note": "",
        }
    ]
    gone = desk.drafts.save(desk.drafts.begin("dismissal_list", {"agreement": AGREEMENT, "rows": rows}))
    assert problems(desk, gone) == []
    desk = office.send(gone.id)
    assert end(stage, desk, gone.id) is State.EXECUTED
    told(stage, desk, "employee_results", gone.id)
    (item,) = [each for each in desk.products.list("salary_account") if each.account == number]
    assert item.state == "closed"
    late = wages(desk, (entry.title, number, "5.00"))
    desk = office.send(late.id)
    assert end(stage, desk, late.id) is State.REFUSED_ABS
    assert posted(stage, number) == 500


def test_the_self_employed_are_paid_with_cheques(stage, office):
    desk = office.desk()
    payee = "40817810800030000301"
    rows = [
        {"name": "Иванов Иван Иванович", "inn": "770411223335", "phone": "", "account": payee, "bic": OWN,
         "service": "Уход за растениями", "amount": "750.00"},
    ]  # fmt: skip
    given = {"rows": rows, "cheques": "1", "operation": "services"}
    draft = desk.drafts.save(desk.drafts.begin("self_employed_register", given, PAYER))
    assert problems(desk, draft) == []
    before = posted(stage, payee)
    desk = office.send(draft.id)
    assert end(stage, desk, draft.id) is State.EXECUTED
    assert posted(stage, payee) == before + 75_000
    _, results = told(stage, desk, "self_employed_results", draft.id)
    assert Decimal(results["credited"]) == 750
    assert [(row["cheque"], bool(row["cheque_number"])) for row in results["rows"]] == [("made", True)]


def test_the_largest_register_goes_through(stage, office):
    """10,000 rows: signed, sent, credited, told; the same name and account in each."""
    desk = office.desk()
    number = people(desk)["Крылова Дарья Олеговна"]
    before = posted(stage, number)
    draft = wages(desk, *[("Крылова Дарья Олеговна", number, "0.01")] * 10_000)
    assert problems(desk, draft) == []
    assert registry["salary_register"].field("rows").longest == 10_000
    desk = office.send(draft.id)
    assert end(stage, desk, draft.id) is State.EXECUTED
    assert posted(stage, number) == before + 10_000
    _, results = told(stage, desk, "salary_results", draft.id)
    assert len(results["rows"]) == 10_000
