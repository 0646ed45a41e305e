"""The README's table of threats: complete, and every test that it names is there."""

import re

import pytest
from habits import ROOT

ROW = re.compile(r"^\| T([0-9]+) \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`([a-z_/]*test_[a-z0-9_]+)`")


def rows(text):
    return [(int(number), defence, tests) for number, _threat, defence, tests in ROW.findall(text)]


def missing(tests):
    """Return the tests of a cell that are no file; a cell without any is missing, too."""
    named = TEST.findall(tests)
    return [name for name in named if not (ROOT / "tests" / f"{name}.py").is_file()] or (
        [] if named else [tests]
    )


@pytest.fixture(scope="module")
def table():
    return rows((ROOT / "README.md").read_text("utf-8"))


def test_every_threat_has_its_row(table):
    assert [number for number, _, _ in table] == list(range(1, 30))


def test_every_named_test_is_there(table):
    assert {number: missing(tests) for number, _, tests in table if missing(tests)} == {}


def test_a_test_that_is_not_there_is_found():
    [(number, _, tests)] = rows("| T7 | a | b | `crypto/test_crypto_secret`, `crypto/test_crypto_nothing` |")
    assert (number, missing(tests)) == (7, ["crypto/test_crypto_nothing"])
    assert missing("none")
