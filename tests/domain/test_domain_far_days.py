"""Days outside of all business: any day of any document type may be one, and the rules that reckon with it never see it."""

import copy
import re

import example_kit as kit
import pytest

from bsclient.domain.documents import registry

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CODES = sorted(path.stem for path in kit.FOLDER.glob("*.json"))


def places(tree, path=()):
    """Where days stand in the fields of a document."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        if isinstance(value, str):
            if DAY.fullmatch(value):
                yield (*path, key)
        else:
            yield from places(value, (*path, key))


def changed(tree, path, value):
    made = copy.deepcopy(tree)
    *way, last = path
    part = made
    for key in way:
        part = part[key]
    part[last] = value
    return made


def read(code, day):
    """What comes of each example of a type with each of its days put so."""
    found = kit.example(code)
    return [
        registry[code].read(changed(good, path, day), kit.context(found))
        for good in kit.goods(found)
        for path in places(good)
    ]


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
@pytest.mark.parametrize("code", CODES)
def test_it_is_refused_as_such(code, day):
    for problems in read(code, day):
        assert isinstance(problems, list)
        assert "date_far" in {problem.code for problem in problems}


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
@pytest.mark.parametrize("code", CODES)
def test_the_rules_can_reckon_with_the_last_days_that_are_let_through(code, day):
    for problems in read(code, day):
        assert not isinstance(problems, list) or "date_far" not in {problem.code for problem in problems}
