"""Sizes, excepts, plain text, and nothing of one machine: over the whole tree, with a bad sample for every guard."""

import pytest
from habits import (
    ROOT,
    TOP_LEVEL,
    broad_excepts,
    foreign,
    listed_files,
    long_file,
    long_functions,
    nothing,
    over_all,
    python_files,
    rich_text,
)

PRODUCT = python_files("bsclient", "main.py")
TESTS = python_files("tests", ".ci")
# The only two places where a worker must outlive any bug: it is reported there and the next job goes on.
BROAD_ALLOWED = {"bsclient/gui/tasks.py", "bsclient/sync/loop.py"}
TEXT_HELPERS = {"bsclient/gui/widgets/text.py"}


def without(files, names):
    return [path for path in files if path.relative_to(ROOT).as_posix() not in names]


def test_there_is_something_to_look_at():
    assert ROOT / "main.py" in PRODUCT
    assert len(PRODUCT) > 10
    assert ROOT / "LICENSE" in listed_files()


def test_files_are_short():
    nothing(over_all(lambda source: long_file(source, 400), PRODUCT + TESTS))
    assert long_file("x = 1\n" * 401, 400)
    assert not long_file("x = 1\n" * 400, 400)


def test_functions_are_short():
    nothing(over_all(lambda source: long_functions(source, 50), PRODUCT))
    nothing(over_all(lambda source: long_functions(source, 60), TESTS))
    body = "    x = 1\n"
    assert long_functions("class A:\n  async def f():\n" + body * 50, 50)
    assert not long_functions("def f():\n" + body * 49, 50)


def test_no_except_hides_a_bug():
    nothing(over_all(broad_excepts, without(PRODUCT, BROAD_ALLOWED)))


@pytest.mark.parametrize(
    "words", ["", " Exception", " (ValueError, Exception)", " BaseException as e", " builtins.Exception"]
)
def test_a_broad_except_is_found(words):
    assert broad_excepts(f"try:\n    f()\nexcept{words}:\n    pass\n")
    assert not broad_excepts("try:\n    f()\nexcept (OSError, ValueError):\n    pass\n")
    assert not broad_excepts(f"try:\n    f()\nexcept{words}:\n    draft.unlink()\n    raise\n")


def test_text_from_outside_is_shown_plain():
    nothing(over_all(rich_text, without(python_files("bsclient"), TEXT_HELPERS)))


@pytest.mark.parametrize(
    "line",
    [
        "QLabel('x')",
        "QtWidgets.QLabel(name)",
        "QMessageBox.warning(self, 'a', reason)",
        "QtWidgets.QMessageBox.about(None, a, b)",
        "class Title(QLabel): pass",
        "button.setToolTip(payee.name)",
        "button.setToolTip(f'{name} ({key})')",
        "button.setToolTip(tr('a') if known else name)",
        "view.setHtml(letter.body)",
        "QDesktopServices.openUrl(url)",
    ],
)
def test_rich_text_is_found(line):
    assert rich_text(line)
    assert not rich_text("label('x'); box = QMessageBox(parent); box.setTextFormat(plain)")
    assert not rich_text(
        "b.setToolTip(tip(name)); b.setToolTip(tr('Print')); b.setToolTip('' if x else tip(y))"
    )


def test_nothing_of_one_machine():
    found = []
    for path in listed_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # pictures and files in other encodings are data, not ours to name machines in
        found += [f"{path.relative_to(ROOT)}: {finding}" for finding in foreign(text)]
    nothing(found)


@pytest.mark.parametrize(
    "line",
    [
        "--index-|url https://host/simple",
        "--extra-index-|url=file:///folder",
        "pip install --trusted-|host h",
        "see https://py|pi.org/project/x",
        "open('/wo|rk/main')",
        "PATH=/ro|ot/bin",
        "read ../sha|red/design.md",
    ],
)
def test_words_of_one_machine_are_found(line):
    assert foreign(line.replace("|", ""))
    assert not foreign("a network/work/flow, ~/root/x and --hash=sha256:00")


def test_top_level_holds_only_known_names():
    nothing({path.relative_to(ROOT).parts[0] for path in listed_files()} - TOP_LEVEL)


def test_licence_and_changelog():
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "keepachangelog.com" in changelog
    assert "## [Unreleased]" in changelog
