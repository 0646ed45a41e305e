"""Every registered type, by its declaration and its example: nothing a user or a peer sends may surprise it."""

import ast
import dataclasses
import random
from pathlib import Path

import pytest
import rfc8785
from example_kit import TODAY, changed, context, example, goods, heavy, names

import bsclient.domain
from bsclient import texts
from bsclient.domain import canonical, filling, kinds
from bsclient.domain.context import Context
from bsclient.domain.documents import of_family, registry
from bsclient.domain.families import Family, Flow
from bsclient.domain.problems import Severity
from bsclient.domain.series import Series
from bsclient.domain.wording import wording

CODES = tuple(registry)
NASTY = [
    "", " ", "0", "1", "-1", "x", "1e5", "NaN", "٣", "１７", "\x00", "\u202e", "🙂", "Ж" * 20000, "9" * 20000, "2026-02-30",
    "{", "<b>", "a\nb\nc\nd\ne\nf", "'; --", "99999999999999999999999.99",
]  # fmt: skip
WRONG_SHAPES = [
    None,
    5,
    ["x", {}, None, {"account": "1"}],
    [],
    ["x"],
    [None],
    [{}],
    [{"x": "y"}],
    [{"x": ["y"]}],
    {"a": "b"},
    [[{}]],
]
BAD = [(code, number) for code in names() for number in range(len(example(code)["bad"]))]


@pytest.fixture(params=CODES)
def kind(request):
    return registry[request.param]


def every_row_class(kind):
    yield kind
    for field in kind.declared:
        if field.rows is not None:
            yield from every_row_class(field.rows)


def test_every_type_has_an_example_and_no_example_is_left_over():
    assert names() == sorted(CODES)


def test_code_is_the_name_of_the_file(kind):
    assert kind.__module__.rpartition(".")[2] == kind.code
    assert registry[kind.code] is kind
    assert "no_such_type" not in registry
    with pytest.raises(KeyError):
        registry["os"]


def test_a_type_belongs_to_one_family_and_its_signature_says_who_made_it(kind):
    assert [kind in of_family(family) for family in Family].count(True) == 1
    assert kind in of_family(kind.family, kind.flow)
    assert (kind.signed_as == "bsclient.bank_document/1") is (kind.flow is Flow.IN)
    assert kind.version.isdecimal()
    assert kind.title


def test_names_and_labels(kind):
    for one in every_row_class(kind):
        found = [field.name for field in one.declared]
        assert len(set(found)) == len(found)
        assert all(name.isascii() and name.isidentifier() for name in found)
        for field in one.declared:
            assert field.label
            assert field.words.keys() <= set(field.choices), field.name
            assert field.default in {"", *field.choices} if field.choices else True, field.name
            assert not field.group or field.group in one.groups, f"{field.name}: the group has no title"
            assert (
                field.when[1:] == ()
                or not (one.field(field.when[0]).choices)
                or set(field.when[1:]) <= set(one.field(field.when[0]).choices)
            ), field.name


def test_list_columns_come_from_fields_of_their_kind(kind):
    shown = kind.listing
    assert not shown.day or kind.field(shown.day).kind is kinds.DAY
    for name in shown.columns().values():
        assert kind.field(name).rows is None


def test_blank_draft_has_problems_and_no_exception(kind):
    for raw in ({}, kind.blank(), dict.fromkeys(kind.blank(), "")):
        document, problems = kind.examine(raw, Context(today=TODAY))
        assert document is None
        assert any(p.severity is Severity.BLOCK for p in problems)
        assert kind.fill(raw, Context(today=TODAY)) is not None


def test_nonsense_gives_problems_and_no_exception(kind):
    found = example(kind.code)
    surroundings = context(found)
    for field in kind.declared:
        for value in [*NASTY, *WRONG_SHAPES]:
            raw = {**found["good"], field.name: value}
            for problem in kind.check(raw, surroundings):
                assert problem.severity in Severity
                assert problem.field == "" or kind.field(problem.field.partition(".")[0])
            kind.fill(raw, surroundings)
    dice = random.Random(11)
    for _ in range(150):
        raw = {
            field.name: dice.choice([*NASTY, *WRONG_SHAPES]) for field in kind.declared if dice.random() < 0.7
        }
        kind.check(raw, surroundings)
        kind.fill(raw, surroundings)


def test_good_examples_have_no_problem_and_round_trip(kind):
    found = example(kind.code)
    surroundings = context(found)
    for raw in goods(found):
        document, problems = kind.examine(raw, surroundings)
        assert document is not None, problems
        assert heavy(problems) == []
        tree = document.texts()
        assert tree.keys() == {field.name for field in kind.declared}
        assert canonical.encode(tree) == rfc8785.dumps(tree)
        again = kind.read(canonical.decode(canonical.encode(tree)), surroundings)
        assert again == document
        assert kind.from_checked(tree) == document
        assert again.texts() == tree
        assert kind.read(raw, Context(today=TODAY)) == document  # a bank without lookups reads the same


def test_good_example_is_filled_already(kind):
    found = example(kind.code)
    for raw in goods(found):
        assert kind.fill(raw, context(found)) == {}


def test_filling_goes_to_rest(kind):
    found = example(kind.code)
    raw = {
        **kind.blank(),
        **{name: value for name, value in found["good"].items() if not kind.field(name).derived},
    }
    filled = filling.apply(raw, kind.fill(raw, context(found)))
    assert kind.fill(filled, context(found)) == {}


def test_every_field_changes_the_canonical_bytes(kind):
    document = kind.read(example(kind.code)["good"], context(example(kind.code)))
    seen = {canonical.encode(document.texts())}
    for field in kind.declared:
        tree = document.texts()
        value = tree[field.name]
        tree[field.name] = value + "1" if isinstance(value, str) else [*value, {"x": "1"}]
        seen.add(canonical.encode(tree))
    assert len(seen) == len(kind.declared) + 1


def test_every_required_field_is_missed(kind):
    found = example(kind.code)
    for raw in goods(found):
        for field in kind.declared:
            if field.required and field.asked(raw):
                problems = kind.check({**raw, field.name: ""}, context(found))
                assert any(p.field == field.name and p.code == "required" for p in problems), field.name


def test_what_is_not_asked_stays_empty(kind):
    found = example(kind.code)
    values = {name: value for raw in goods(found) for name, value in raw.items() if value}
    for field in kind.declared:
        if not field.when:
            continue
        assert field.name in values, f"{field.name}: no good example asks for it"
        raws = [raw for raw in goods(found) if not field.asked(raw)]
        assert raws, f"{field.name}: no good example leaves it out"
        for raw in raws:
            problems = kind.check({**raw, field.name: values[field.name]}, context(found))
            assert (field.name, "not_asked") in heavy(problems)


@pytest.mark.parametrize(("code", "number"), BAD)
def test_bad_examples_name_rule_and_field_and_their_mends_mend(code, number):
    kind, found = registry[code], example(code)
    bad = found["bad"][number]
    raw = changed(found["good"], bad["change"])
    problems = [p for p in kind.check(raw, context(found)) if p.code == bad["code"]]
    assert problems, kind.check(raw, context(found))
    problem = next((p for p in problems if p.field == bad.get("field", p.field)), None)
    assert problem is not None, problems
    assert [
        p
        for p in kind.check(found["good"], context(found))
        if (p.code, p.field) == (problem.code, problem.field)
    ] == []
    if problem.mend:
        mended = kind.check(changed(raw, problem.mend), context(found))
        assert (problem.code, problem.field) not in [(p.code, p.field) for p in mended]
    for language in texts.LANGUAGES:
        assert texts.known(problem.code, language)
        assert texts.places(problem.code, language) <= problem.facts.keys() | {"field", "act"}, problem


@pytest.mark.parametrize(("code", "number"), BAD)
def test_a_series_finds_what_a_check_finds(code, number):
    found = example(code)
    series = Series(registry[code], context(found))
    for raw in (found["good"], changed(found["good"], found["bad"][number]["change"])):
        assert series.check(raw) == registry[code].check(raw, context(found))
        assert series.check(raw) == registry[code].check(raw, context(found))


def test_the_bank_may_weigh_heavier_and_never_lighter(kind):
    found = example(kind.code)
    for bad in found["bad"]:
        raw = changed(found["good"], bad["change"])
        plain = kind.check(raw, context(found))
        for wanted in Severity:
            surroundings = context(found, severities={bad["code"]: wanted})
            for check in (kind.check(raw, surroundings), Series(kind, surroundings).check(raw)):
                for before, after in zip(plain, check, strict=True):
                    least = wanted if before.code == bad["code"] else before.severity
                    assert after.severity.rank == min(before.severity.rank, least.rank)
                    assert dataclasses.replace(after, severity=before.severity) == before


def codes_in(source):
    """Return the literal problem codes of a module: of problems, of unreadable texts, of declared forms."""
    place = {"Problem": 1, "Unreadable": 0, "code": 2, "CodeKind": 2, "MendedKind": 2, "PhoneKind": 2}
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "")
        spoken = node.args[place[name] : place[name] + 1] if name in place else []
        spoken += [word.value for word in node.keywords if word.arg == "form_code"]
        found |= {
            part.value
            for one in spoken
            for part in ast.walk(one)
            if isinstance(part, ast.Constant)
            and isinstance(part.value, str)
            and part.value.strip("_") == part.value != ""
        }
    return found


def test_every_code_of_the_domain_has_texts():
    said = set()
    for path in sorted(Path(bsclient.domain.__file__).parent.rglob("*.py")):
        said |= codes_in(path.read_text("utf-8"))
    said |= {f"{name}_{part}" for name in ("rate", "percent") for part in ("form", "range")}
    said |= {bad["code"] for code in names() for bad in example(code)["bad"]}
    for language in texts.LANGUAGES:
        assert said - texts.codes(language) == set()
    assert {"required", "bic_unknown", "uin_form", "swift_characters"} <= said


def test_codes_are_found_in_source():
    assert codes_in(
        'Problem(x, "a"); Unreadable("b" if y else "c"); code("L", "[0]", "d"); text("L", form_code="e")'
    ) == set("abcde")


def test_everything_a_declaration_says_is_found(kind):
    said = set(wording(kind))
    for one in every_row_class(kind):
        assert {field.label for field in one.declared} <= said
        assert {word for field in one.declared for word in field.words.values()} <= said
        assert {field.hint for field in one.declared if field.hint} <= said
        assert set(one.groups.values()) <= said
    assert kind.title in said
    assert "" not in said
