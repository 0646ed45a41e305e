"""Passphrases, PINs and keys in memory: octets that can be wiped, unlike `str` and `bytes`.

A `Secret` owns one buffer of fixed place and overwrites it when it is wiped, when its `with` block ends and when nobody
refers to it any more. It is never shown, compared, copied or pickled. What it cannot do: take back copies that others
made, so a passphrase must enter it octet by octet (`gui.widgets.passphrase`) and leave it through `reading`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import NoReturn, Self

from bsclient.errors import BadInput, NotAllowed


class Secret:
    """A passphrase (UTF-8), a PIN or a raw key. NotAllowed("secret_wiped") from `reading` after `wipe`."""

    __slots__ = ("_octets", "_wiped")

    def __init__(self, octets: bytearray) -> None:
        """Take a buffer over; whoever made it must not use it any more."""
        self._octets = octets
        self._wiped = False

    @classmethod
    def of(cls, value: Secret | str | bytes) -> Secret:
        """Return the secret itself, or a new one with these octets. BadInput("passphrase_text") for half characters.

        Text and bytes stay in memory where they were: they are for tests, the command line and the demo.
        """
        if isinstance(value, Secret):
            return value
        if isinstance(value, bytes):
            return cls(bytearray(value))
        try:
            return cls(bytearray(value, "utf-8"))
        except UnicodeEncodeError as reason:
            raise BadInput("passphrase_text") from reason

    @classmethod
    def empty(cls) -> Secret:
        """Return a secret of no octets: there is none."""
        return cls(bytearray())

    @classmethod
    def random(cls, size: int) -> Secret:
        """Return so many octets of the system's randomness: a new key."""
        made = cls(bytearray(size))
        for at in range(size):
            made._octets[at] = os.urandom(1)[0]  # Python keeps all 256 such octets: none is left behind
        return made

    @contextmanager
    def reading(self) -> Iterator[memoryview]:
        """Lend the octets to read; the view ends with the block, so that it cannot be kept."""
        if self._wiped:
            raise NotAllowed("secret_wiped")
        with memoryview(self._octets) as whole, whole.toreadonly() as view:
            yield view

    def copy(self) -> Secret:
        """Return a second secret with the same octets, wiped on its own."""
        with self.reading() as view:
            return Secret(bytearray(view))

    def wipe(self) -> None:
        """Overwrite the octets; the secret is of no more use. A reader that still reads sees zeros."""
        self._wiped = True
        octets = self._octets
        for at in range(len(octets)):
            octets[at] = 0

    @property
    def wiped(self) -> bool:
        """Whether it was wiped."""
        return self._wiped

    def __len__(self) -> int:
        return len(self._octets)

    def __bool__(self) -> bool:
        return bool(self._octets)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()

    def __del__(self) -> None:
        with suppress(AttributeError):  # of an object that was never made whole
            self.wipe()

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __format__(self, _spec: str) -> str:
        return "***"

    def __eq__(self, _other: object) -> NoReturn:
        raise TypeError("a secret is never compared")

    __hash__ = None  # type: ignore[assignment]  # what cannot be compared cannot be looked up

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is never pickled")

    def __copy__(self) -> NoReturn:
        raise TypeError("a secret is copied by `copy` alone")

    def __deepcopy__(self, _memo: object) -> NoReturn:
        raise TypeError("a secret is copied by `copy` alone")
