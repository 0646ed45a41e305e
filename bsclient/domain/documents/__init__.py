"""One file per document type, named by the type's code. `registry` maps each code to its class, read when asked for."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module

from bsclient.domain.attachments import Attachment
from bsclient.domain.document import Document
from bsclient.domain.documents.letter import Letter
from bsclient.domain.documents.payment_order import PaymentOrder
from bsclient.domain.documents.recall_request import RecallRequest
from bsclient.domain.families import Family, Flow

__all__ = ["Attachment", "Letter", "PaymentOrder", "RecallRequest", "of_family", "registry"]


class Registry(Mapping[str, type[Document]]):
    """All document types by code. The codes are known at once; a declaration is read at its first use."""

    def __init__(self) -> None:
        self._codes = tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))
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
    module = import_module(f"{__name__}.{code}")
    return next(
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Document) and each.code == code
    )


registry: Mapping[str, type[Document]] = Registry()


def of_family(family: Family, flow: Flow | None = None) -> list[type[Document]]:
    """Return the types of a part of the program, made by the client or by the bank (None: both), by their titles."""
    found = [kind for kind in registry.values() if kind.family is family and flow in {None, kind.flow}]
    return sorted(found, key=lambda kind: kind.title)
