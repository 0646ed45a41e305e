"""Every role with every action, type and state of a document: the client's answer is the table's, cell by cell.

`tests/data/rights/matrix.tsv` is written by rules of its own (make_matrix.py beside it) that know nothing of the program.
"""

import csv
import datetime as dt
import runpy
from dataclasses import replace
from pathlib import Path

import local_kit
import pytest

from bsclient.domain.rights import Action, Role, told, words
from bsclient.domain.states import By, Event, State
from bsclient.errors import NotAllowed
from bsclient.services.documents.bulk import Bulk
from bsclient.services.documents.files import DocumentFiles
from bsclient.services.documents.recurring import Recurring
from bsclient.services.documents.templates import Templates
from bsclient.services.keys import authority
from bsclient.services.letters.threads import Letters
from bsclient.services.profiles import User
from bsclient.services.signing.permissions import Permissions
from bsclient.storage import documents
from bsclient.storage.rows.documents import DocumentRow

DATA = Path(__file__).parents[1] / "data" / "rights"
GROUPS = {"first": 1, "second": 2, "approver": 3}
MARKS = {"": "+", "type_of_bank": "b", "right_withheld": "r", "no_signing_right": "r"}


def person(role):
    """A user of one role and no other, as the bank tells of him."""
    group = GROUPS.get(role, 0)
    return {
        "id": role,
        "name": role.title(),
        "position": "",
        "group": str(group),
        "roles": "none" if group else role,
    }


def everybody():
    """The rights of an organisation with one user of each role."""
    return told.Told("(11)", [person(role) for role in Role])


@pytest.fixture
def office(tmp_path):
    made = local_kit.office(tmp_path)
    with made.store.write() as work:
        authority.keep_rights(work, authority.Rights("(11)"), everybody())
        work.touch_everything()
    yield made
    made.close()


def place_of(office, role):
    """The workplace of a role."""
    user = User(role, role.title())
    profile = replace(office.place.profile, users=tuple(User(one, one.title()) for one in Role))
    return replace(office.place, user=user, profile=profile)


def table():
    """Rows of the table: action, type, state, and a mark for each role."""
    with (DATA / "matrix.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def mark(reason):
    """The table's mark of an answer."""
    code = reason.code if reason else ""
    if code.startswith("no_right_"):
        return "r"
    return MARKS.get(code) or ("s" if code.startswith("state_not_") else code)


def differences(office, cells):
    """Return where the answers are other than the table says: (role, action, type, state, expected, found)."""
    found = []
    for role in Role:
        permissions = Permissions(place_of(office, role))
        for cell in cells:
            got = mark(permissions.why_not_row(Action(cell["action"]), row(cell["type"], cell["state"])))
            if got != cell[role]:
                found.append((role.value, cell["action"], cell["type"], cell["state"], cell[role], got))
    return found


def row(kind, state):
    """A document of a type in a state, as lists have it."""
    now = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    return DocumentRow(
        type=kind, row=1, id="x", state=State(state), signatures=0, created=now, updated=now, author="",
        import_id="", version=1, status_seq=0, status_code="", status_note="",
    )  # fmt: skip


def test_the_table_is_whole_and_made_by_its_rules():
    cells = table()
    assert {cell["action"] for cell in cells} == set(Action)
    assert {cell["state"] for cell in cells} == set(State)
    assert len({(c["action"], c["type"], c["state"]) for c in cells}) == len(cells)
    rules = runpy.run_path(str(DATA / "make_matrix.py"))
    assert rules["ROLES"] == tuple(Role)
    for cell in cells:
        for role in Role:
            assert cell[role] == rules["cell"](role.value, cell["action"], cell["type"], cell["state"])


def test_every_cell_is_as_expected(office):
    assert differences(office, table()) == []


def test_a_table_with_one_wrong_cell_is_found_out(office):
    cells = table()
    cells[1234][Role.VIEWER] = "+" if cells[1234][Role.VIEWER] != "+" else "r"
    wrong = cells[1234]
    assert [one[:4] for one in differences(office, cells)] == [
        (Role.VIEWER, wrong["action"], wrong["type"], wrong["state"])
    ]


@pytest.mark.parametrize(
    ("role", "action"), [(Role.OPERATOR, Action.ADMIN), (Role.VIEWER, Action.SEND), (Role.FIRST, Action.EDIT)]
)
def test_a_role_that_is_given_too_much_is_found_out(office, monkeypatch, role, action):
    monkeypatch.setitem(words.GIVEN, role, words.GIVEN[role] | {action})
    assert {(one[0], one[4]) for one in differences(office, table())} == {(role.value, "r")}


# what the services do ---------------------------------------------------------------------------------------------


class Acts:
    """The acts of one role, done by the real services on documents that an operator made."""

    def __init__(self, office, role):
        self.office, self.place = office, place_of(office, role)
        self.operator = local_kit.Office(
            place_of(office, Role.OPERATOR), office.store, office.clock, office.payees,
            local_kit.Drafts(place_of(office, Role.OPERATOR), office.payees), office.imports, office.listing,
        )  # fmt: skip
        self.drafts = local_kit.Drafts(self.place, office.payees)

    def document(self):
        return local_kit.save(self.operator)

    def view(self):
        self.drafts.get(self.document().id)

    def create(self):
        self.drafts.new("payment_order")

    def edit(self):
        draft = self.document()
        self.drafts.save(draft)

    def delete(self):
        self.drafts.delete([self.document().id])

    def export(self):
        files = DocumentFiles(self.place, self.drafts)
        form = next(one for one in files.forms("payment_order") if one.write is not None)
        files.save([self.document().id], form, self.place.profile.folder / "out.txt")

    def letters(self):
        Letters(self.place, self.drafts).compose("Вопрос", "Текст", [])

    def payees(self):
        book = local_kit.Payees(self.place)
        card = next(iter(book.search("Лютик")), None)
        if card is None:
            self.document()
            [card] = book.search("Лютик")
        book.save(card)

    def templates(self):
        Templates(self.place).save("Аренда", "payment_order", local_kit.payment())

    def admin(self):
        self.drafts.new("rights_change")


IN_STATE = "new"


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    "action", ["view", "create", "edit", "delete", "export", "letters", "payees", "templates", "admin"]
)
def test_services_do_what_the_table_allows_and_nothing_else(office, role, action):
    [cell] = [
        c for c in table() if (c["action"], c["type"], c["state"]) == (action, "payment_order", IN_STATE)
    ]
    act = getattr(Acts(office, role), action)
    if cell[role] == "+":
        act()
    else:
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.code in {f"no_right_{action}", "no_right_admin"}


@pytest.mark.parametrize("role", list(Role))
def test_printing_sending_and_recalling_ask_first(office, role):
    acts = Acts(office, role)
    one = acts.document().id
    permissions = acts.place.permissions
    for action in (Action.PRINT, Action.SEND, Action.RECALL):
        allowed = role in words.GIVEN and action in words.GIVEN[role]
        assert (permissions.why_not_documents(action, [one]) is None) is allowed


def test_bulk_changes_tell_whose_right_is_missing(office):
    acts = Acts(office, Role.FIRST)
    one = acts.document()
    result = Bulk(acts.place, acts.drafts).change([one.id], "purpose", "Иное назначение")
    assert [refused.code for refused in result.refused] == ["no_right_edit"]
    assert result.changed == ()


def test_a_calendar_waits_for_somebody_who_may_make_documents(office):
    recurring = Recurring(place_of(office, Role.FIRST), Acts(office, Role.FIRST).drafts)
    assert recurring.make_due() == ()


def test_a_change_after_signing_is_not_possible_while_the_signature_stands(office):
    """Bytes that were signed are kept; only who takes the signatures off can change the document, and signs anew."""
    acts = Acts(office, Role.OPERATOR)
    draft = acts.document()
    with office.store.write() as work:
        happening = local_kit.Happening(event=Event.SIGN_PART, by=By.USER, actor="First")
        documents.move(work, draft.id, happening)
    with pytest.raises(NotAllowed, match="document_signed"):
        acts.drafts.save(acts.drafts.get(draft.id))
    with pytest.raises(NotAllowed, match="document_signed"):
        acts.drafts.delete([draft.id])


def test_rights_that_change_count_at_once(office):
    place = place_of(office, Role.OPERATOR)
    assert place.permissions.may(Action.CREATE, "payment_order")
    rights = everybody()
    grants = [
        {"user": "operator", "action": "create", "allow": "", "scope": "", "account": local_kit.OTHER},
        {"user": "operator", "action": "create", "allow": "", "scope": "letter", "account": ""},
    ]
    with office.store.write() as work:
        authority.keep_rights(work, authority.Rights("(11)"), replace(rights, grants=grants))
        work.touch_everything()
    assert place.permissions.why_not(Action.CREATE, "payment_order", local_kit.OTHER).code == "right_withheld"
    assert place.permissions.may(Action.CREATE, "payment_order", local_kit.OWN)
    desk = replace(office, place=place, drafts=local_kit.Drafts(place, office.payees))
    local_kit.save(desk)
    with pytest.raises(NotAllowed, match="right_withheld"):
        local_kit.save(desk, payer_account=local_kit.OTHER)
