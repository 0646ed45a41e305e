"""Write the table of document types into README.md from the registry: `.venv/bin/python .ci/documents.py`.

`rules` counts what a type asks beside the form of each field: rules of its declaration, of its dated packs and of its rows.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
README: Final = ROOT / "README.md"
BEGIN: Final = "<!-- document types: .venv/bin/python .ci/documents.py -->"
END: Final = "<!-- end of document types -->"
_HEAD: Final = (
    "| document | form | checks | on paper | in files | at the bank |",
    "| --- | --- | --- | --- | --- | --- |",
)
_AT_THE_BANK: Final = {
    "payment_order": "`bank/books/payments.py`",
    "recall_request": "`bank/books/recall.py`",
    "payment_confirmation": "`bank/payees/release.py`",
    "letter": "`bank/letters/post.py`",
}
"""Types whose business is no service of `bank/services`."""
_OTHER_FILES: Final = {"payment_order": ("1C", "pain.001", "ED101", "neutral JSON")}
"""Forms of `formats.convert`, which are no forms of one type."""

PARTS: Final = {
    "roubles": "Payments in roubles",
    "currency": "Currency",
    "control": "Currency control",
    "payroll": "Payroll",
    "deposits": "Deposits",
    "loans": "Loans",
    "guarantees": "Guarantees",
    "credits": "Letters of credit",
    "cash": "Cash",
    "requests": "Requests",
    "letters": "Letters",
}
"""The parts of the program by the family of a type."""

sys.path.insert(0, str(ROOT))

from bsclient.bank import services  # noqa: E402 -- after the path
from bsclient.domain.document import Document  # noqa: E402
from bsclient.domain.documents import registry  # noqa: E402
from bsclient.domain.families import Family, Flow  # noqa: E402
from bsclient.formats import forms as files  # noqa: E402
from bsclient.gui.forms.names import page_of  # noqa: E402
from bsclient.printing import forms as papers  # noqa: E402


def rules(kind: type[Document]) -> int:
    """Return how many rules a type has; joined ones are counted by their parts."""
    packed = {rule for pack in kind.packs for rule in pack.rules}
    plain = [rule for rule in kind.rules if rule.__module__ != "bsclient.domain.rules.packs"]
    inner = sum(rules(field.rows) for field in kind.declared if field.rows is not None)
    return len(plain) + len(packed) + inner


def row(code: str) -> str:
    """Return the line of one type."""
    kind = registry[code]
    fields = len(kind.declared)
    usual = (*_OTHER_FILES.get(code, ()), *(form.title for form in files.FORMS.get(code, ())))
    cells = (
        f"{kind.title} `{code}`",
        f"`{page_of(code)}`",
        f"{fields} fields, {rules(kind)} rules".replace(" 1 rules", " 1 rule").replace(", 0 rules", ""),
        "own look" if code in papers.FORMS else "general",
        ", ".join(_short(usual, kind)) or "own",
        _bank(kind),
    )
    return f"| {' | '.join(cells)} |"


def _short(usual: Sequence[str], kind: type[Document]) -> list[str]:
    """Return names of file forms without the name of the document: «XLSX» of «Salary register (XLSX)»."""
    return [name.removeprefix(kind.title).strip(" ()") for name in dict.fromkeys(usual)]


def _bank(kind: type[Document]) -> str:
    if kind.code in _AT_THE_BANK:
        return _AT_THE_BANK[kind.code]
    if kind.flow is Flow.IN:
        return "made by the bank"
    for module in pkgutil.iter_modules(services.__path__):
        known = getattr(import_module(f"{services.__name__}.{module.name}"), "SERVICES", ())
        if any(kind.code in service.types for service in known):
            return f"`bank/services/{module.name}.py`"
    return "–"


def rows() -> dict[str, str]:
    """Return the lines of all types by code, as the program's parts follow one another."""
    order = list(Family)
    codes = sorted(registry, key=lambda code: (order.index(registry[code].family), registry[code].title))
    return {code: row(code) for code in codes}


def table() -> str:
    """Return the table as it has to stand in the README."""
    lines: list[str] = []
    for code, line in rows().items():
        part = f"| **{PARTS[registry[code].family]}** | | | | | |"
        lines += [line] if part in lines else [part, line]
    return "\n".join((*_HEAD, *lines))


def written(text: str) -> str:
    """Return the table that stands in a README; ValueError when its marks are missing."""
    _before, begin, rest = text.partition(BEGIN)
    inside, end, _after = rest.partition(END)
    if not begin or not end:
        raise ValueError(BEGIN)
    return inside.strip()


def main() -> int:
    """Put the table into the README."""
    text = README.read_text("utf-8")
    README.write_text(text.replace(written(text), table(), 1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
