"""Amounts in sentences of problems: written as the language does, and every fact that is one is declared as such."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bsclient
from bsclient import paths, texts
from bsclient.domain.money import plain

ROOT = Path(bsclient.__file__).parent
DECLARED = json.loads((paths.resource("i18n") / "amounts.json").read_text("utf-8"))
WRITERS = {"plain", "plain_minor", "shown_amount"}
"""Functions that write an amount as text."""
NO_AMOUNT = {
    ("acceptance_mismatch", "value"), ("discrepancies_not_waived", "value"), ("extension_not_later", "value"),
    ("file_count_differs", "found"), ("npd_status_lost", "value"), ("presentation_late", "value"),
    ("withheld_not_allowed", "value"),
}  # fmt: skip
"""Facts of another kind in functions that also write amounts."""
PLACE = re.compile(r"\{([a-z_]+)\}")
BESIDE_MONEY = re.compile(r"\{([a-z_]+)\}(?: ₽|\u00a0₽| руб| \{currency\})")
AFTER_MONEY = re.compile(
    r"(?:остаток|остатка|остатком|на сумму|выплачено|списано|комиссия|долг) \{([a-z_]+)\}"
)


@pytest.mark.parametrize(
    ("told", "english", "russian"),
    [
        ("619.00", "619.00", "619,00"),
        ("1234567.89", "1,234,567.89", "1\u00a0234\u00a0567,89"),
        ("-4.00", "-4.00", "-4,00"),
        ("600000", "600,000", "600\u00a0000"),
        ("14.5", "14.5", "14,5"),
        ("1000.00 USD", "1,000.00\u00a0USD", "1\u00a0000,00\u00a0USD"),
        ("1.00 EUR + 2.00 RUB", "1.00\u00a0EUR + 2.00\u00a0RUB", "1,00\u00a0EUR + 2,00\u00a0RUB"),
        ("1\u00a0234,05", "1\u00a0234,05", "1\u00a0234,05"),
        ("1.2.3", "1.2.3", "1.2.3"),
        ("108159.12 000", "108,159.12\u00a0000", "108\u00a0159,12\u00a0000"),
        ("40702810000000000001", "40702810000000000001", "40702810000000000001"),
        ("٣.٥", "٣.٥", "٣.٥"),
        ("", "", ""),
    ],
)
def test_an_amount_is_written_as_the_language_does(told, english, russian):
    assert texts.amount(told, "en") == english
    assert texts.amount(told, "ru") == russian
    assert texts.amount(texts.amount(told, "ru"), "ru") == russian, "what is written already stays"


def test_a_sentence_has_amounts_of_its_language_and_leaves_all_else():
    facts = {"account": "40702810338000000025", "closing": "619.00"}
    assert "619,00" in texts.message("file_balance_sign", facts, "ru")
    assert "619.00" in texts.message("file_balance_sign", facts, "en")
    assert facts["account"] in texts.message("file_balance_sign", facts, "ru")
    assert "«1.50»" in texts.message("table_amount", {"value": "1.50"}, "ru"), (
        "what was typed is shown as it was"
    )


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_declared_amounts_have_a_place_in_the_sentence(language):
    known = places(language)
    for code, names in DECLARED.items():
        assert set(names) <= known[code], code
        assert texts.amounts(code) == frozenset(names)


def places(language: str) -> dict[str, set[str]]:
    """Return the facts that have a place in the sentences of each code."""
    found = {}
    for path in (paths.resource("i18n") / "problems").glob(f"*.{language}.json"):
        entries = json.loads(path.read_text("utf-8"))
        found |= {code: set(PLACE.findall(" ".join(entry.values()))) for code, entry in entries.items()}
    return found


def called(node: ast.AST) -> set[str]:
    """Return the names of the functions that are called within."""
    names = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
    return {each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in names}


def amount_facts(function: ast.FunctionDef, writers: set[str]) -> Iterator[str]:
    """Yield the names under which a function puts an amount: of arguments, in dicts, by index."""
    for node in ast.walk(function):
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            named = [(key.value, value) for key, value in pairs if isinstance(key, ast.Constant)]
        elif isinstance(node, ast.keyword):
            named = [(node.arg, node.value)]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            named = [(getattr(node.targets[0].slice, "value", ""), node.value)]
        else:
            continue
        yield from (str(name) for name, value in named if called(value) & writers)


def found_in(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield code and fact where a function of a module names a code and writes an amount into a fact of its sentence."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    own = {
        each.name
        for each in functions
        if each.returns is not None and ast.unparse(each.returns) == "str"
        for node in ast.walk(each)
        if isinstance(node, ast.Return) and node.value is not None and called(node.value) & WRITERS
    }
    for function in functions:
        names = set(amount_facts(function, WRITERS | own))
        texts_in = {str(node.value) for node in ast.walk(function) if isinstance(node, ast.Constant)}
        yield from ((code, name) for code in texts_in & PLACES.keys() for name in names & PLACES[code])


PLACES = places("en")


def test_every_fact_that_gets_an_amount_is_declared():
    sources = (path.read_text("utf-8") for path in ROOT.rglob("*.py"))
    writing = (ast.parse(source) for source in sources if any(f"{name}(" in source for name in WRITERS))
    found = {pair for tree in writing for pair in found_in(tree)}
    assert len(found) > len(NO_AMOUNT) + 50
    assert found >= NO_AMOUNT, "an exception that is none any more"
    assert {(code, name) for code, name in found - NO_AMOUNT if name not in texts.amounts(code)} == set()


def test_the_search_finds_an_amount_that_is_not_declared():
    wrong = "def f(x):\n    facts = {'value': plain(x)}\n    raise BadInput('table_amount', **facts)\n"
    assert plain.__name__ in WRITERS
    assert set(found_in(ast.parse(wrong))) == {("table_amount", "value")}


def test_what_stands_beside_words_of_money_is_declared():
    for path in (paths.resource("i18n") / "problems").glob("*.ru.json"):
        for code, entry in json.loads(path.read_text("utf-8")).items():
            sentence = " ".join(entry.values())
            for name in (*BESIDE_MONEY.findall(sentence), *AFTER_MONEY.findall(sentence)):
                assert name in texts.amounts(code), f"{code} {name}"
