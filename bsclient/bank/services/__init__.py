"""What the bank does with each type of document: `SERVICES` maps a type to the service that carries it out.

Payment orders, recall requests and letters have their own modules; every other type is served from here.
"""

from __future__ import annotations

from collections.abc import Iterable

from bsclient.bank.services.base import Service

SERVICES: dict[str, Service] = {}
"""By the code of the document type. Filled by `register` when the package is imported; fixed after that."""

__all__ = ["SERVICES", "Service", "register"]


def register(services: Iterable[Service]) -> None:
    """Take up services. ValueError if a type is served already."""
    for service in services:
        for kind in service.types:
            if kind in SERVICES:
                raise ValueError(kind)
            SERVICES[kind] = service
