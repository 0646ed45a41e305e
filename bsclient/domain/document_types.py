"""All document types by code: `registry` maps each code to its class, declared in a file of `domain.documents` of that name.

The codes are known at once; a declaration is imported at its first use. Who only asks whether there is such a type, or
asks of one, does not pay for the others.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bsclient.domain.document import Document
    from bsclient.domain.families import Family, Flow

_PACKAGE: Final = "bsclient.domain.documents"
_FOLDER: Final = Path(__file__).with_name("documents")


class Registry(Mapping[str, type["Document"]]):
    """See the module."""

    def __init__(self) -> None:
        self._codes = tuple(sorted(module.name for module in pkgutil.iter_modules([str(_FOLDER)])))
        self._known: dict[str, type[Document]] = {}

    def __getitem__(self, code: str) -> type[Document]:
        known = self._known.get(code)
        if known is None:
            if code not in self._codes:
                raise KeyError(code)
            known = self._known[code] = _declaration(code)
        return known

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


def _declaration(code: str) -> type[Document]:
    from bsclient.domain.document import Document

    module = import_module(f"{_PACKAGE}.{code}")
    return next(
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Document) and each.code == code
    )


registry: Final[Mapping[str, type[Document]]] = Registry()


def of_family(family: Family, flow: Flow | None = None) -> list[type[Document]]:
    """Return the types of a part of the program, made by the client or by the bank (None: both), by their titles."""
    found = [kind for kind in registry.values() if kind.family is family and flow in {None, kind.flow}]
    return sorted(found, key=lambda kind: kind.title)
