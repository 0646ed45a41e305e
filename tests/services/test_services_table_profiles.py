"""Profiles of table files in a real base: kept, renamed, given away, used for the next file of the kind."""

import dataclasses

import pytest
from local_kit import OWN, office

from bsclient.errors import BadInput, NotAllowed
from bsclient.formats.model import ENTRIES, ORDERS
from bsclient.formats.table_files import profile as profiles
from bsclient.services.imports.table_profiles import TableProfiles

FILE = "Когда;Сколько;Что\r\n20.11.2026;5,00;Хлеб\r\n21.11.2026;+7,00;Возврат\r\n".encode("cp1251")
MAP = (("day", "когда"), ("amount", "сколько"), ("purpose", "что"))
RULES = tuple(profiles.ColumnRule(field, title, place) for place, (field, title) in enumerate(MAP))
PROFILE = profiles.Profile(
    name=" Местный  банк ", role=ENTRIES, columns=RULES, signs=profiles.PLUS, account=OWN
)


@pytest.fixture
def service(tmp_path):
    opened = office(tmp_path)
    yield TableProfiles(opened.place)
    opened.close()


def test_a_file_is_asked_about_once(service):
    assert not service.open(FILE, ENTRIES).sure
    assert [one.code for one in service.read(FILE, ENTRIES).problems] == [
        "table_guessed",
        "table_account_missing",
    ]
    kept = service.save(PROFILE)
    assert kept.name == "Местный банк"
    opened = service.open(FILE, ENTRIES)
    assert (opened.sure, opened.profile) == (True, kept)
    file = service.read(FILE)
    assert [one.direction for one in file.documents] == ["debit", "credit"]
    assert [one.account for one in file.accounts] == [OWN]
    assert file.problems == ()


def test_names_are_single_and_can_be_changed(service):
    first = service.save(PROFILE)
    with pytest.raises(BadInput, match="table_profile_taken"):
        service.save(PROFILE)
    again = service.save(dataclasses.replace(PROFILE, currency="USD"), replace=True)
    assert (again.id, [one.currency for one in service.list()]) == (first.id, ["USD"])
    second = service.save(dataclasses.replace(PROFILE, name="Другой"))
    with pytest.raises(BadInput, match="table_profile_taken"):
        service.rename(second.id, "Местный банк")
    assert service.rename(second.id, "Третий").name == "Третий"
    assert [one.name for one in service.list(ENTRIES)] == ["Местный банк", "Третий"]
    assert service.list(ORDERS) == []
    service.delete(first.id)
    assert [one.name for one in service.list()] == ["Третий"]
    with pytest.raises(NotAllowed, match="table_profile_unknown"):
        service.rename(first.id, "x")


def test_a_profile_goes_to_another_workplace(service):
    kept = service.save(PROFILE)
    taken = service.take(service.export(kept.id))
    assert taken.name == "Местный банк (2)"
    assert dataclasses.replace(taken, name=kept.name, id=kept.id) == kept


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"name": "  "}, "table_profile_unnamed"), ({"columns": RULES[:1]}, "table_profile_lacks")],
)
def test_what_cannot_be_used_is_not_kept(service, changes, code):
    with pytest.raises(BadInput, match=code):
        service.save(dataclasses.replace(PROFILE, **changes))
    assert service.list() == []
