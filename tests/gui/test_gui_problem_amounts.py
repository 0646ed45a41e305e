"""Amounts in what is said of a field: by what the field holds and what the sentence declares, never by their looks."""

import pytest
from PySide6.QtWidgets import QApplication

from bsclient.domain.documents import registry
from bsclient.domain.problems import Problem
from bsclient.gui import tr
from bsclient.gui.widgets.problem_line import say

FIELDS = {each.name: each for each in registry["payment_order"].declared}


@pytest.fixture
def russian(qtbot):
    tr.install(QApplication.instance(), "ru")
    yield
    tr.install(QApplication.instance(), "en")


def told(code, name, **facts):
    return say(Problem(name, code, facts=facts), FIELDS.get(name)).message


def test_a_field_of_amounts_shows_what_it_holds_as_an_amount(russian):
    said = told("acceptance_mismatch", "amount", value="1000.00", expected="2000.50")
    assert "1\u00a0000,00" in said
    assert "2\u00a0000,50" in said


def test_what_only_looks_like_an_amount_stays_as_it_is(russian):
    assert "1000.00" in told("acceptance_mismatch", "number", value="1000.00", expected="7")
    assert "1000.00" in told("bad_number", "number", value="1000.00")


def test_declared_amounts_are_written_wherever_they_are_said(russian):
    said = told("insufficient_funds", "", value="5.00", expected="60000.00")
    assert "5,00" in said
    assert "60\u00a0000,00" in said
