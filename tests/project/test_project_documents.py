"""The table of document types in the README says what the registry says; one command writes it anew."""

import importlib.util

import pytest
from habits import ROOT

from bsclient.domain.documents import registry
from bsclient.domain.families import Family

MEND = "run: .venv/bin/python .ci/documents.py"


@pytest.fixture(scope="module")
def documents():
    spec = importlib.util.spec_from_file_location("documents", ROOT / ".ci" / "documents.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def lines(documents):
    return documents.written((ROOT / "README.md").read_text("utf-8")).splitlines()


def test_the_table_has_every_type(lines):
    missing = [code for code in registry if not any(f"`{code}` |" in line for line in lines)]
    assert missing == [], f"missing in the README's table of documents: {', '.join(missing)}; {MEND}"


def test_the_table_says_what_the_registry_says(documents, lines):
    old = [code for code, line in documents.rows().items() if line not in lines]
    assert old == [], f"changed since the README's table was written: {', '.join(old)}; {MEND}"
    wanted = documents.table().splitlines()
    gone = [line for line in lines if line not in wanted]
    assert gone == [], f"no such types any more; {MEND}"
    assert lines == wanted, MEND


def test_every_part_of_the_program_has_a_name(documents):
    assert set(documents.PARTS) == set(Family)


def test_rules_of_packs_and_rows_are_counted(documents):
    order, register = registry["payment_order"], registry["salary_register"]
    assert documents.rules(order) > len(order.rules)
    row = register.field("rows").rows
    assert documents.rules(register) == documents.rules(row) + len(register.rules)
