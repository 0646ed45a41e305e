"""Frames of the two pipes: a head in JSON and octet strings beside it, each with its length before it (big-endian).

Layout: length of the head (4 octets), number of parts (2), length of each part (4); then the head, then the parts. Secrets
travel as parts, never in the head: a part is read into a buffer of its own that can be wiped, and written from it.
Nothing is believed of lengths: each has a limit, and a frame that is cut or too long is refused as a whole.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

MAX_HEAD = 64 * 1024
MAX_PARTS = 1024
MAX_PART = 4 * 1024 * 1024
MAX_FRAME = 64 * 1024 * 1024
SPEED = "speed"
"""In the heads of both ways: how fast this computer is (`answers.State`), so that it is measured once in a program's run."""
_START = struct.Struct(">IH")
_LENGTH = struct.Struct(">I")

Octets = bytes | bytearray | memoryview


class Source(Protocol):
    """A pipe without buffering to read from."""

    def readinto(self, buffer: memoryview, /) -> int | None: ...


class Sink(Protocol):
    """A pipe without buffering to write to."""

    def write(self, data: Octets, /) -> int | None: ...


class Frame(NamedTuple):
    """What was said: a head of plain values, and parts in buffers of their own."""

    head: dict[str, Any]
    parts: list[bytearray]


class Ended(Exception):
    """The other side closed its pipe, between frames or within one."""


class Garbled(ValueError):
    """The octets are no frame."""


def write(sink: Sink, head: dict[str, Any], parts: Sequence[Octets] = ()) -> None:
    """Write one frame. OSError when the other side is gone, ValueError when it would be refused there."""
    text = json.dumps(head, ensure_ascii=False).encode("utf-8")
    lengths = [len(part) for part in parts]
    _demand(len(text), lengths)
    start = _START.pack(len(text), len(parts)) + struct.pack(f">{len(parts)}I", *lengths) + text
    if all(type(part) is bytes for part in parts):  # no secrets: one call of the system for all of them
        _put(sink, b"".join((start, *parts)))
        return
    _put(sink, start)
    for part in parts:
        _put(sink, part)


def read(source: Source) -> Frame:
    """Read one frame. `Ended` at the end of the pipe, `Garbled` when it is none."""
    size, count = _START.unpack(_take(source, _START.size))
    if size > MAX_HEAD or count > MAX_PARTS:
        raise Garbled("head")
    table = _take(source, count * _LENGTH.size)
    lengths = [each for (each,) in _LENGTH.iter_unpack(table)]
    _demand(size, lengths)
    text = _take(source, size)
    try:
        head = json.loads(text)
    except (ValueError, RecursionError) as reason:
        raise Garbled("head") from reason
    if not isinstance(head, dict):
        raise Garbled("head")
    return Frame(head, _cut(_take(source, sum(lengths)), lengths))


def speed(frame: Frame) -> float:
    """Return the speed that a head tells; 0 for none."""
    told = frame.head.get(SPEED)
    return told if isinstance(told, float) and told > 0 else 0.0


def _cut(body: bytearray, lengths: Sequence[int]) -> list[bytearray]:
    """Return the parts in buffers of their own; the one in which they came is overwritten."""
    parts, at = [], 0
    with memoryview(body) as view:
        for length in lengths:
            parts.append(bytearray(view[at : at + length]))
            at += length
    body[:] = bytes(len(body))
    return parts


def _demand(head: int, lengths: Sequence[int]) -> None:
    if head > MAX_HEAD or len(lengths) > MAX_PARTS:
        raise Garbled("head")
    if any(length > MAX_PART for length in lengths) or sum(lengths) > MAX_FRAME:
        raise Garbled("length")


def _take(source: Source, length: int) -> bytearray:
    octets = bytearray(length)  # of its final size: a buffer that grows leaves copies behind
    with memoryview(octets) as view:
        done = 0
        while done < length:
            count = source.readinto(view[done:])
            if not count:
                raise Ended
            done += count
    return octets


def _put(sink: Sink, data: Octets) -> None:
    with memoryview(data) as view:
        done = 0
        while done < len(view):
            done += sink.write(view[done:]) or 0
