"""Canonical bytes: RFC 8785 JSON with ASCII keys and values that are strings, lists or objects.

With such values `json.dumps(sort_keys, no blanks, ensure_ascii off)` is exactly RFC 8785; the tests hold it against
an independent implementation. The reader refuses bytes that do not re-serialise to themselves, so one
meaning has one form. Text is in Unicode form NFC.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bsclient import clock
from bsclient.errors import BadInput

if TYPE_CHECKING:  # the signer process reads bytes and has no use for declarations of documents
    from bsclient.domain.document import TextTree

LIMIT = 3 * 1024 * 1024
"""A payroll of 10,000 rows takes about 2 MiB."""
_KEYS = {"purpose", "type", "version", "id", "bank", "client", "valid_until", "fields"}
_BY = "by"

Tree = str | Sequence["Tree"] | Mapping[str, "Tree"]


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature covers: the purpose of the act, the document's identity and all its fields.

    `id` is a UUID of version 7 made by the client, `bank` the BIC, `client` the bank's id of the organisation,
    `valid_until` the last instant at which the bank may act on it, `by` the bank's id of the user who wrote it ("" in
    bytes from before it was told; then the key is left out, so that each meaning keeps its one form).
    """

    purpose: str
    type: str
    version: str
    id: str
    bank: str
    client: str
    valid_until: datetime
    fields: TextTree
    by: str = ""

    def encode(self) -> bytes:
        """Return the canonical bytes."""
        made_by = {_BY: self.by} if self.by else {}
        return encode(
            {
                **made_by,
                "purpose": self.purpose,
                "type": self.type,
                "version": self.version,
                "id": self.id,
                "bank": self.bank,
                "client": self.client,
                "valid_until": clock.stamp(self.valid_until),
                "fields": self.fields,
            }
        )


def encode(tree: Mapping[str, Tree]) -> bytes:
    """Serialise a tree of strings; TypeError when anything else is in it or a key is not ASCII."""
    _demand_strings(tree)
    return unicodedata.normalize("NFC", _ENCODER.encode(tree)).encode("utf-8")


def decode(data: bytes) -> dict[str, Any]:
    """Read canonical bytes; raises `BadInput("not_canonical")` unless they re-serialise to themselves."""
    if len(data) > LIMIT:
        raise BadInput("not_canonical", reason="size")
    try:
        tree = _DECODER.decode(data.decode("utf-8"))
        again = encode(tree) if isinstance(tree, dict) else b""
    except (ValueError, TypeError, RecursionError) as error:
        raise BadInput("not_canonical", reason=type(error).__name__) from error
    if again != data:
        raise BadInput("not_canonical", reason="form")
    return tree  # type: ignore[no-any-return]


def decode_signed(data: bytes) -> Signed:
    """Read the canonical bytes of a document; raises `BadInput("not_canonical")`."""
    tree = decode(data)
    if tree.keys() - {_BY} != _KEYS or not isinstance(tree["fields"], dict) or tree.get(_BY) == "":
        raise BadInput("not_canonical", reason="keys")
    plain = {key: value for key, value in tree.items() if key != "fields"}
    if not all(isinstance(value, str) for value in plain.values()):
        raise BadInput("not_canonical", reason="keys")
    try:
        until = clock.parse(plain.pop("valid_until"))
    except ValueError as error:
        raise BadInput("not_canonical", reason="valid_until") from error
    if clock.stamp(until) != tree["valid_until"]:  # all else re-serialised to itself already
        raise BadInput("not_canonical", reason="valid_until")
    return Signed(**plain, valid_until=until, fields=tree["fields"])


def _demand_strings(value: object) -> None:
    if isinstance(value, str):
        return
    if isinstance(value, dict | Mapping):  # the plain dict first: the other question is slow
        if not "".join(value).isascii():  # joining demands that keys are strings
            raise TypeError(value)
        for item in value.values():
            if type(item) is not str:
                _demand_strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _demand_strings(item)
    else:
        raise TypeError(type(value).__name__)


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) != len(pairs):
        raise ValueError("twin keys")
    return tree


def _no_number(text: str) -> Any:
    raise ValueError(text)


# Made once: `json.dumps` and `json.loads` with options make them anew for every document.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_DECODER = json.JSONDecoder(object_pairs_hook=_no_twins, parse_constant=_no_number)
