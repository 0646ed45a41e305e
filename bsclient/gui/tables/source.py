"""What the window of tables is given: the bytes of a file, its name, what they are wanted for."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """`role` is `model.ENTRIES` or `model.ORDERS`; `account` is offered for files that name none."""

    data: bytes = field(repr=False)
    name: str
    role: str
    account: str = ""
