"""What the bank does with each type of document: `SERVICES` maps a type to the service that carries it out.

Each module of this package that has a tuple `SERVICES` adds its services. Payment orders, recall requests and letters have
modules of their own in `bank`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib import import_module

from bsclient.bank.services.base import Service

__all__ = ["BY_NAME", "SERVICES", "Service", "register"]

SERVICES: dict[str, Service] = {}
"""By the code of the document type."""
BY_NAME: dict[str, Service] = {}
"""By the name that tasks are kept under."""


def register(services: Iterable[Service]) -> None:
    """Take up services. ValueError if a type is served already."""
    for service in services:
        for kind in service.types:
            if kind in SERVICES:
                raise ValueError(kind)
            SERVICES[kind] = service
        BY_NAME[service.name] = service


def _find() -> None:
    for module in sorted(found.name for found in pkgutil.iter_modules(__path__)):
        register(getattr(import_module(f"{__name__}.{module}"), "SERVICES", ()))


_find()
