"""What the tests use as passphrases and must never come upon in a file: looked for in everything that a run wrote."""

from pathlib import Path

from memory_search import forms

from bsclient.tour import stage

PASSPHRASES = ("correct horse battery", stage.PASSPHRASE)
FORMS = ("utf-8", "utf-16", "base64")
PIECE = 1 << 24


def needles():
    """Return the octets to look for, by name."""
    return {f"{words} ({form})": forms(words)[form] for words in PASSPHRASES for form in FORMS}


def found_in(folder):
    """Return `path: what` for each file below a folder that holds one of them."""
    wanted = needles()
    return [
        f"{path}: {name}"
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and not path.is_symlink()
        for name in held(path, wanted)
    ]


def held(path, wanted):
    """Return the names of the needles that a file holds; one that is gone meanwhile holds none."""
    found, rest = set(), b""
    longest = max(map(len, wanted.values()))
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                window = rest + piece
                found |= {name for name, octets in wanted.items() if octets in window}
                rest = window[1 - longest :]
    except OSError:
        return set()
    return found
