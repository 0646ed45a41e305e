"""Every directory that a declaration names is there: shipped, or a list of the user's own; and it has a name in the windows."""

import json
from collections.abc import Iterator

import pytest

from bsclient.domain.document import Document
from bsclient.domain.documents import registry
from bsclient.gui.forms.directory_words import _TITLES
from bsclient.paths import resource
from bsclient.services.information import directory_edition
from bsclient.services.information.directory_books import OWN

ELSEWHERE = {"own_accounts", "users", "banks"}
"""The accounts and users of the client and the directory of BIC are no directories of this form."""


def named(kind: type[Document]) -> Iterator[tuple[str, str]]:
    for field in kind.declared:
        if field.directory:
            yield field.directory, f"{kind.code or kind.__name__}.{field.name}"
        if field.rows is not None:
            yield from named(field.rows)


def all_named() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in registry:
        for directory, place in named(registry[code]):
            found.setdefault(directory, []).append(place)
    return found


def test_every_directory_that_a_declaration_names_is_shipped_or_the_users_own():
    there = {*directory_edition.shipped_names(), *OWN, *ELSEWHERE}
    missing = {name: places for name, places in all_named().items() if name not in there}
    assert missing == {}, "write resources/directories/<name>.json"


def test_every_directory_has_a_name_in_the_windows():
    named_here = {*all_named(), *directory_edition.shipped_names(), *OWN} - ELSEWHERE
    assert sorted(named_here - set(_TITLES)) == [], "add a line to gui/forms/directory_words.py"


@pytest.mark.parametrize("name", directory_edition.shipped_names())
def test_a_shipped_directory_is_whole(name):
    edition = directory_edition.shipped(name)
    assert edition is not None
    assert edition.version
    assert edition.entries
    assert all(entry.code and entry.title for entry in edition.entries)
    days = [(entry.code, entry.valid_from, entry.valid_to) for entry in edition.entries]
    assert len(set(days)) == len(days)
    assert all(e.valid_from <= e.valid_to for e in edition.entries if e.valid_from and e.valid_to)


@pytest.mark.parametrize("name", directory_edition.shipped_names())
def test_where_a_shipped_directory_comes_from_is_told(name):
    assert json.loads(resource(f"directories/{name}.json").read_text("utf-8"))["source"]
    assert f"`{name}.json`" in resource("directories/README.md").read_text("utf-8")
