"""Every reader over damaged samples: nothing is raised, every remark has a text, every amount is one; writers refuse or write.

A short run in the gate, a long one with BSCLIENT_LONG=1; what fails is named by folder and seed.
"""

import io
import os
import random
from pathlib import Path

import pytest

from bsclient import texts
from bsclient.errors import BadInput
from bsclient.formats import losses, registry
from bsclient.formats.convert import load_any, write_file

HERE = Path(__file__).parent.parent / "data"
FOLDERS = ("1c", "camt", "mt940", "ofx", "ufebs")
MADE = ("camt053", "pain001", "csv", "xlsx", "qif", "ed101", "ed211", "mt942", "ofx")
RUNS = 20_000 if os.environ.get("BSCLIENT_LONG") == "1" else 120
LARGEST = 60_000
TARGETS = tuple(each.code for each in registry.FORMATS if each.writes and each.code != "pdf")
PIECES = (
    b"\x00", b"\xff", b"-", b"\r", b"\n", b"=", b";", b'"', b"<", b">", b"&", b"?", b":", b"^", b"/", b"'", b",", b"E+19", b"-0,00",
    b"\xe2\x80\xa8", b"{1:", b"\n-\n", b"\n:86:", b"\n:61:", b"9" * 30, b"0.001", b"<![CDATA[", b"]]>", b"\xef\xbb\xbf", b"KWD", b"CLF",
    b"\xd0\xbe\xd0\xb5\xd0\xb0", "КонецДокумента\r\n".encode("cp1251"), "СекцияДокумент=".encode("cp1251"),
)  # fmt: skip


def seeds(folder):
    return [
        (path.name, path.read_bytes())
        for path in sorted((HERE / folder).glob("*"))
        if path.is_file()
        and path.stat().st_size < LARGEST
        and path.suffix not in {".json", ".md", ".xsd", ".svg"}
    ]


def made():
    """What our own writers make of the samples: the formats that have no samples of their own."""
    found = []
    for name, data in (*seeds("1c"), *seeds("mt940"), *seeds("ufebs")):
        file = load_any(data, name)
        for target in MADE:
            out = io.BytesIO()
            try:
                write_file(out, file, target)
            except BadInput:
                continue
            if out.tell() < LARGEST:
                found.append((f"made{registry.named(target).ending}", out.getvalue()))
    return found


def damaged(data, rnd):
    for _ in range(rnd.choice((1, 1, 2, 3, 8))):
        at, end = rnd.randrange(len(data) + 1), rnd.choice((1, 2, 5, 50, 500))
        kind = rnd.randrange(5)
        if kind == 0:
            data = data[:at] + bytes([rnd.randrange(256)]) + data[at + 1 :]
        elif kind == 1:
            data = data[:at] + rnd.choice(PIECES) + data[at:]
        elif kind == 2:
            data = data[:at] + data[at + end :]
        elif kind == 3:
            other = rnd.randrange(len(data) + 1)
            data = data[:at] + data[other : other + end] + data[at:]
        else:
            data = data[:at]
    return data


def judge(file):
    for document in file.documents:
        amount = document.amount
        assert amount is None or (amount.is_finite() and not amount.is_signed())
        assert document.direction in {"", "debit", "credit", "internal"}
    for problem in file.problems:
        for language in texts.LANGUAGES:
            assert texts.known(problem.code, language), problem.code


def written(file, target):
    try:
        losses.lost(file, target)
        write_file(io.BytesIO(), file, target)
    except BadInput as error:
        code = error.code
    else:
        return
    assert texts.known(code)


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("folder", [*FOLDERS, "made"])
def test_damaged_files_are_read_or_refused(folder):
    known = made() if folder == "made" else seeds(folder)
    assert known
    for seed in range(RUNS):
        rnd = random.Random(f"{folder} {seed}")
        name, data = rnd.choice(known)
        print(folder, seed, name)  # the last one is shown with what fails
        file = load_any(damaged(data, rnd), name)
        judge(file)
        if file.readable and not seed % 3:
            written(file, rnd.choice(TARGETS))
