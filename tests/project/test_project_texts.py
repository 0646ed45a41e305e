"""Every problem says what is wrong and how to mend it, in both languages; every window text is translated."""

import ast
import json
import re
from xml.etree import ElementTree as ET

import pytest
from habits import (
    ROOT,
    error_classes,
    last_name,
    nodes,
    nothing,
    over_all,
    python_files,
    raised_codes,
    translated_literals,
)

from bsclient.domain.documents import registry
from bsclient.domain.wording import wording

I18N = ROOT / "resources" / "i18n"
WINDOW_CODE = [
    name
    for name in ("bsclient/gui", "bsclient/app", "bsclient/app.py", "bsclient/tour")
    if (ROOT / name).exists()
]
PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def flaws(english, russian):
    """Return what is wrong with one pair of problem tables."""
    found = [f"{code}: only in one language" for code in english.keys() ^ russian.keys()]
    for code in english.keys() & russian.keys():
        for lang, entry in (("en", english[code]), ("ru", russian[code])):
            found += [
                f"{code}: no {part} in {lang}"
                for part in ("message", "mend")
                if not entry.get(part, "").strip()
            ]
        places = [
            set(PLACE.findall(" ".join(map(str, table[code].values())))) for table in (english, russian)
        ]
        if places[0] != places[1]:
            found.append(f"{code}: facts differ: {sorted(places[0] ^ places[1])}")
        if not re.search("[а-яё]", russian[code].get("message", ""), re.IGNORECASE):
            found.append(f"{code}: the Russian text is not Russian")
    return sorted(found)


def table(path):
    """Read a table; a code that stands twice in one file is an error, not a silent choice."""

    def once(pairs):
        names = [name for name, _ in pairs]
        assert len(names) == len(set(names)), (
            f"{path.name}: {sorted({n for n in names if names.count(n) > 1})}"
        )
        return dict(pairs)

    return json.loads(path.read_text("utf-8"), object_pairs_hook=once)


def problem_files(language):
    return sorted((I18N / "problems").glob(f"*.{language}.json"))


@pytest.mark.parametrize("path", problem_files("en"), ids=lambda path: path.name)
def test_problem_texts_are_complete(path):
    nothing(flaws(table(path), table(path.with_name(path.name.replace(".en.", ".ru.")))))


def test_no_table_stands_alone():
    pairs = [{path.name.split(".")[0] for path in problem_files(lang)} for lang in ("en", "ru")]
    assert pairs[0] == pairs[1] != set()


def test_no_code_is_told_twice():
    seen = {}
    for path in problem_files("en"):
        for code in table(path):
            seen.setdefault(code, []).append(path.name)
    assert {code: names for code, names in seen.items() if len(names) > 1} == {}


def test_every_raised_code_has_a_text():
    sources = [path.read_text("utf-8") for path in python_files("bsclient")]
    classes = error_classes(sources)
    raised = set().union(*(raised_codes(source, classes) for source in sources))
    told = set().union(*(table(path) for path in problem_files("en")))
    nothing(raised - told)


def test_setup_texts():
    english, russian = table(I18N / "setup.en.json"), table(I18N / "setup.ru.json")
    assert english.keys() == russian.keys()
    for code, text in english.items():
        assert set(PLACE.findall(text)) == set(PLACE.findall(russian[code])), code
    said = set()
    for path in python_files("bsclient/bootstrap"):
        said |= raised_codes(path.read_text("utf-8"), {"say", "SetupError"})
    assert said <= english.keys()
    assert english.keys() - said == {"packages_done"}  # the one that `count` formats


def test_bad_tables_are_found():
    good = {"message": "Bad {bic}", "mend": "Look it up"}
    ru = {"message": "Неверный {bic}", "mend": "Проверьте"}
    assert flaws({"a": good}, {"a": ru}) == []
    assert flaws({"a": good}, {})
    assert flaws({"a": good | {"mend": ""}}, {"a": ru})
    assert flaws({"a": good}, {"a": ru | {"message": "Неверный БИК"}})
    assert flaws({"a": good}, {"a": good})


def test_an_untold_code_is_found():
    sources = [
        "class Late(BadInput): ...",
        "class BadInput(BsError): ...",
        "raise errors.Late('too_late', day=day)",
    ]
    assert raised_codes(sources[2], error_classes(sources)) == {"too_late"}
    assert raised_codes("ValueError('too_late')", error_classes(sources)) == set()


def translated(text):
    """Return {(source, comment)} that a .ts file translates completely, and the sources that it leaves open."""
    done, left = set(), []
    for message in ET.fromstring(text).iter("message"):  # our own file
        translation = message.find("translation")
        forms = [form.text for form in translation.iter("numerusform")] or [translation.text]
        source = message.findtext("source")
        if translation.get("type") == "unfinished" or not all(form and form.strip() for form in forms):
            left.append(source)
        elif translation.get("type") not in {"vanished", "obsolete"}:
            done.add((source, message.findtext("comment") or ""))
    return done, left


def window_texts():
    return set().union(*(translated_literals(path.read_text("utf-8")) for path in python_files(*WINDOW_CODE)))


def test_every_window_text_is_translated():
    done, left = translated((I18N / "bsclient_ru.ts").read_text("utf-8"))
    nothing(left)
    nothing(window_texts() - done)


def test_every_plural_has_its_forms_in_english():
    done, left = translated((I18N / "bsclient_en.ts").read_text("utf-8"))
    nothing(left)
    plurals = {text for text in window_texts() if "%n" in text[0]}
    assert plurals
    nothing(plurals - done)


def test_no_form_is_left_to_the_reader():
    """`(s)` stands in sources alone: every shown text has the form that fits its number."""
    forms = ET.parse(I18N / "bsclient_en.ts").iter("numerusform")  # our own file
    nothing([form.text for form in forms if "(s)" in form.text])
    for path in (I18N / "problems").glob("*.en.json"):
        nothing([code for code, text in table(path).items() if "(s)" in f"{text}"])


def test_every_text_of_a_declaration_is_translated():
    done, _left = translated((I18N / "bsclient_ru.ts").read_text("utf-8"))
    said = {(text, "") for kind in registry.values() for text in wording(kind)}
    assert ("Payment order", "") in said
    nothing(said - done)


def test_an_open_translation_is_found():
    text = """<TS><context><name/>
    <message><source>Sign</source><translation>Подписать</translation></message>
    <message><source>Send</source><translation type="unfinished">Отправить</translation></message>
    <message numerus="yes"><source>%n day(s)</source><translation><numerusform>%n день</numerusform><numerusform/></translation></message>
    <message><source>Old</source><translation type="vanished">Старый</translation></message>
    </context></TS>"""
    assert translated(text) == ({("Sign", "")}, ["Send", "%n day(s)"])
    assert translated_literals("tr('Sign', 'verb'); N_('Send'); gui.tr(name)") == {
        ("Sign", "verb"),
        ("Send", ""),
    }


def built_texts(source):
    """Find texts built inside `tr(…)`: lupdate cannot collect them."""
    return [
        f"line {node.lineno}: tr of a built text"
        for node in nodes(source)
        if isinstance(node, ast.Call) and last_name(node.func) in {"tr", "N_"} and node.args
        if isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
        or (isinstance(node.args[0], ast.Call) and last_name(node.args[0].func) == "format")
    ]


def test_window_texts_are_literal():
    nothing(over_all(built_texts, python_files(*WINDOW_CODE)))
    assert built_texts("tr(f'{n} of them')")
    assert built_texts("tr('a' + b)")
    assert built_texts("tr('{n}'.format(n=1))")
    assert not built_texts("tr('{n}').format(n=1)")
