"""Gather all window texts into `resources/i18n/bsclient_*.ts`: `python3 .ci/texts.py` after a text was added or changed.

Labels of declared fields are picked from the specifier calls themselves. Translations are kept; new texts come unfinished.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET  # files of our own

ROOT = Path(__file__).resolve().parent.parent
I18N = ROOT / "resources" / "i18n"
SPECIFIERS = ("text", "lines", "money", "day", "choice", "code", "account", "bic", "inn", "kpp", "rows")
ALIASES = ("QT_TR_NOOP+=N_", *(f"QT_TR_NOOP+={name}" for name in SPECIFIERS))
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)
FOLDERS = (
    "bsclient/gui",
    "bsclient/app.py",
    "bsclient/domain/documents",
    "bsclient/tour",
    "bsclient/printing",
)


def main() -> int:
    """Run lupdate for each language; returns its exit code."""
    tool = Path(sys.prefix) / "bin" / "pyside6-lupdate"
    command = [
        str(tool if tool.exists() else ROOT / ".venv/bin/pyside6-lupdate"),
        "-extensions",
        "py",
        "-locations",
        "none",
    ]
    for alias in ALIASES:
        command += ["-tr-function-alias", alias]
    for language in ("ru_RU", "en_US"):
        target = I18N / f"bsclient_{language[:2]}.ts"
        known = translations(target) if target.exists() else {}
        plural = ["-pluralonly"] if language.startswith("en") else []
        done = subprocess.run(
            [*command, "-no-obsolete", "-source-language", "en", "-target-language", language, *plural,
             *(str(ROOT / folder) for folder in FOLDERS if (ROOT / folder).exists()), "-ts", str(target)],
            check=False,
        )  # fmt: skip
        if done.returncode:
            return done.returncode
        one_context(target, known, plural_only=bool(plural))
    return 0


def translations(path: Path) -> dict[tuple[str, str], ET.Element]:
    """Return the finished translations of a file by source and comment."""
    messages = ET.parse(path).iter("message")  # noqa: S314 -- our own file
    return {
        (message.findtext("source", ""), message.findtext("comment", "")): message
        for message in messages
        if not _unfinished(message)
    }


def one_context(path: Path, known: dict[tuple[str, str], ET.Element], *, plural_only: bool) -> None:
    """Put all messages into the nameless context that `tr` asks; lupdate takes some words of prose for classes."""
    tree = ET.parse(path)  # noqa: S314 -- our own file
    root = tree.getroot()
    found: dict[tuple[str, str], ET.Element] = {}
    for context in root.findall("context"):
        for message in context.findall("message"):
            _plain_label(message)
            key = (message.findtext("source", ""), message.findtext("comment", ""))
            if (plural_only and message.get("numerus") != "yes") or _RUSSIAN.search(key[0]):
                continue  # a call of another `text(…)`, whose words are no labels
            if key not in found or _unfinished(found[key]):
                found[key] = known.get(key, message)
        root.remove(context)
    for text, comment, plural in inner_texts():
        if (text, comment) not in found and (plural or not plural_only):
            found[text, comment] = known.get((text, comment)) or _message(text, comment, plural=plural)
    whole = ET.SubElement(root, "context")
    ET.SubElement(whole, "name").text = ""
    whole.extend(found.values())
    ET.indent(tree, "    ")
    text = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")


def inner_texts() -> Iterator[tuple[str, str, bool]]:
    """Yield text, comment and plurality of each `tr` and `N_` call inside an f-string: lupdate does not look there."""
    for folder in FOLDERS:
        place = ROOT / folder
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            tree = ast.parse(path.read_text("utf-8"))
            strings = (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
            for node in (node for string in strings for node in ast.walk(string)):
                match node:
                    case ast.Call(ast.Name("tr" | "N_"), [ast.Constant(str(text)), *rest]):
                        comment = next((str(one.value) for one in rest if isinstance(one, ast.Constant)), "")
                        yield text, comment, len(rest) > 1


def _message(text: str, comment: str, *, plural: bool) -> ET.Element:
    """Make a message that waits for its translation."""
    message = ET.Element("message", {"numerus": "yes"} if plural else {})
    ET.SubElement(message, "source").text = text
    if comment:
        ET.SubElement(message, "comment").text = comment
    ET.SubElement(message, "translation", {"type": "unfinished"})
    return message


def _plain_label(message: ET.Element) -> None:
    """Make a field's label plain: lupdate takes the pattern and the code of `code(label, …)` for comment and plural."""
    if message.get("numerus") != "yes" or "%n" in message.findtext("source", ""):
        return
    del message.attrib["numerus"]
    comment = message.find("comment")
    if comment is not None:
        message.remove(comment)
    translation = message.find("translation")
    if translation is not None:
        translation.clear()
        translation.set("type", "unfinished")


def _unfinished(message: ET.Element) -> bool:
    translation = message.find("translation")
    return translation is None or translation.get("type") == "unfinished"


if __name__ == "__main__":
    raise SystemExit(main())
