"""A document of evidence as plain text: every field that was signed, in Russian, made from the signed bytes alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bsclient import clock
from bsclient.crypto.hashes import sha256_hex
from bsclient.domain import canonical, content
from bsclient.domain.documents import registry
from bsclient.printing import words as papers

_WIDTH: Final = 34


def written(body: bytes) -> str:
    """Return the text of canonical bytes; raises `BadInput("not_canonical")`."""
    signed = canonical.decode_signed(body)
    kind = registry.get(signed.type)
    told = (
        content.of(kind, signed.fields)
        if kind is not None
        else content.of_unknown(signed.type, signed.fields)
    )
    head = [
        ("SHA-256", sha256_hex(body)),
        ("Назначение подписи", signed.purpose),
        ("Тип", f"{signed.type}, версия {signed.version}"),
        ("Идентификатор", signed.id),
        ("Банк (БИК)", signed.bank),
        ("Клиент", signed.client),
        ("Действует до", clock.stamp(signed.valid_until)),
    ]
    lines = [_russian(told.title), "", *(_line(*pair) for pair in head), "", *_body(told)]
    return "\n".join(lines) + "\n"


def _body(told: content.Content) -> Iterator[str]:
    for group in told.groups:
        if group.title:
            yield from (_russian(group.title), "-" * len(_russian(group.title)))
        for line in group.lines:
            word = f" ({_russian(line.word)})" if line.word else ""
            yield _line(_russian(line.label), f"{line.text}{word}")
        yield ""
    for table in told.tables:
        yield _russian(table.title)
        yield "\t".join(_russian(column.label) for column in table.columns)
        for row in table.rows:
            yield "\t".join(row)
        yield ""


def _line(label: str, value: str) -> str:
    start = f"{label}:".ljust(_WIDTH)
    return f"{start} {value}".replace("\n", "\n" + " " * (_WIDTH + 1))


def _russian(text: str) -> str:
    return papers.russian(text)


def fields(body: bytes) -> Mapping[str, Any]:
    """Return the fields of canonical bytes."""
    return canonical.decode_signed(body).fields
