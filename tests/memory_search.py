"""Looks for secrets in the memory of another process, as a thief with the same rights would.

As a program: `python memory_search.py PID` reads lines `name hex` from standard input and writes how often each was found, as
JSON. Only memory that the process may write to is read: the rest comes from files.
"""

import base64
import json
import sys
from pathlib import Path

PIECE = 1 << 24
DEVICES = ("[vvar]", "[vsyscall]", "/dev/")


def forms(secret):
    """Return the forms in which a text or octets may lie about: as they are, UTF-16 of Qt, UCS-4 of Python, base64, hex."""
    octets = secret.encode() if isinstance(secret, str) else bytes(secret)
    found = {
        "utf-8": octets,
        "base64": inner_base64(octets),
        "hex": octets.hex().encode(),
        "HEX": octets.hex().upper().encode(),
    }
    if isinstance(secret, str):
        found["utf-16"] = secret.encode("utf-16-le")
        found["utf-32"] = secret.encode("utf-32-le")
    return found


def inner_base64(octets):
    """Return the base64 of whole groups of three: it is found whatever stands before."""
    return base64.b64encode(octets[: len(octets) // 3 * 3])


def count(pid, needles):
    """Return how often each needle lies in the writable memory of a process."""
    found = dict.fromkeys(needles, 0)
    longest = max(map(len, needles.values()))
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for start, end in regions(pid):
            rest = b""
            at = start
            while at < end:
                try:
                    memory.seek(at)
                    piece = memory.read(min(PIECE, end - at))
                except (OSError, OverflowError, ValueError):
                    break
                if not piece:
                    break
                at += len(piece)
                window = rest + piece
                for name, needle in needles.items():
                    found[name] += window.count(needle)
                rest = window[len(window) - longest + 1 :]
    return found


def regions(pid):
    """Yield the spans that the process may write to."""
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        parts = line.split(maxsplit=5)
        name = parts[5] if len(parts) > 5 else ""
        if "w" in parts[1] and "r" in parts[1] and not name.startswith(DEVICES):
            start, end = (int(part, 16) for part in parts[0].split("-"))
            yield start, end


if __name__ == "__main__":
    asked = {name: bytes.fromhex(octets) for name, octets in (line.split() for line in sys.stdin)}
    json.dump(count(int(sys.argv[1]), asked), sys.stdout)
