"""Gather all window texts into `resources/i18n/bsclient_*.ts`: `python3 .ci/texts.py` after a text was added or changed.

What declarations say (titles, labels, groups, meanings of choices, hints) is asked of the registry of document types, and
of the specifier calls of the few forms declared in windows. Translations are kept; new texts come unfinished.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET  # files of our own

ROOT = Path(__file__).resolve().parent.parent
I18N = ROOT / "resources" / "i18n"
FOLDERS = (
    "bsclient/gui",
    "bsclient/app.py",
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
        "-tr-function-alias",
        "QT_TR_NOOP+=N_",
    ]
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
            key = (message.findtext("source", ""), message.findtext("comment", ""))
            if plural_only and message.get("numerus") != "yes":
                continue
            if key not in found or _unfinished(found[key]):
                found[key] = known.get(key, message)
        root.remove(context)
    for text, comment, plural in (*inner_texts(), *((text, "", False) for text in declared_texts())):
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


def declared_texts() -> Iterator[str]:
    """Yield what the declarations of all document types say, and the labels of fields declared in windows."""
    sys.path.insert(0, str(ROOT))
    from bsclient.domain.documents import registry
    from bsclient.domain.wording import wording

    for kind in registry.values():
        yield from wording(kind)
    for path in sorted((ROOT / "bsclient/gui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.ClassDef(bases=[ast.Name("Document")]):
                    yield from _labels(node)


def _labels(declared: ast.ClassDef) -> Iterator[str]:
    for line in declared.body:
        match line:
            case ast.AnnAssign(value=ast.Call(ast.Name(), [ast.Constant(str(label)), *_])):
                yield label


def _message(text: str, comment: str, *, plural: bool) -> ET.Element:
    """Make a message that waits for its translation."""
    message = ET.Element("message", {"numerus": "yes"} if plural else {})
    ET.SubElement(message, "source").text = text
    if comment:
        ET.SubElement(message, "comment").text = comment
    ET.SubElement(message, "translation", {"type": "unfinished"})
    return message


def _unfinished(message: ET.Element) -> bool:
    translation = message.find("translation")
    return translation is None or translation.get("type") == "unfinished"


if __name__ == "__main__":
    raise SystemExit(main())
