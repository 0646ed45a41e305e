"""Where the values of a plain entry stand between its tags: worked out once for all entries with the same tags."""

from __future__ import annotations

from typing import Final, NamedTuple

AGGREGATES: Final = frozenset(
    (
        "BANKTRANLIST",
        "BANKACCTFROM",
        "CCACCTFROM",
        "BANKACCTTO",
        "CCACCTTO",
        "PAYEE",
        "LEDGERBAL",
        "AVAILBAL",
        "BALLIST",
        "BAL",
        "CURRENCY",
        "ORIGCURRENCY",
        "STATUS",
        "FI",
        "STMTRS",
        "CCSTMTRS",
        "STMTTRNRS",
        "CCSTMTTRNRS",
        "SONRS",
        "INVSTMTRS",
        "LOANSTMTRS",
        "AMRTSTMTRS",
        "STMTTRN",
        "OFX",
    )
)
"""Tags that hold tags; any other holds a value, wherever it stands."""

_INSIDE: Final = frozenset(("BANKACCTTO", "CCACCTTO", "PAYEE", "CURRENCY", "ORIGCURRENCY"))


class Plan(NamedTuple):
    """Names and places of the values, and the places where nothing but blanks may stand; a text follows its tag."""

    texts: tuple[tuple[str, int], ...]
    gaps: tuple[int, ...]


def plan_of(tags: tuple[str, ...]) -> Plan | None:
    """Return the plan of an entry with these tags inside (`/NAME` closes); None when it is no plain one."""
    found: dict[str, int] = {}
    gaps = [0]
    inner = ""
    for number, tag in enumerate(tags):
        place = 2 * number + 2
        name = tag.removeprefix("/")
        upper = name.upper()
        if upper in AGGREGATES:
            opens = tag == name
            if upper not in _INSIDE or bool(inner) == opens or (inner and inner != upper):
                return None
            inner = upper if opens else ""
            gaps.append(place)
        elif tag != name:
            if not number or tags[number - 1] != name:
                return None
            gaps.append(place)
        else:
            key = f"{inner}/{upper}" if inner else upper
            if key in found:
                return None
            found[key] = place
    return None if inner else Plan(tuple(found.items()), tuple(gaps))
