"""Archives from outside: what would fill a disk, climbs out of a folder or lies about itself is refused."""

import io
import struct
import zipfile

import pytest

from bsclient.errors import BadInput
from bsclient.formats import archives
from bsclient.services.documents.attachments import demand_safe


def packed(files, method=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def lying(data, size=10):
    """The same archive whose headers claim a small size."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", size)
        at = changed.find(b"PK\x01\x02", at + 4)
    changed[22:26] = struct.pack("<I", size)
    return bytes(changed)


def encrypted():
    data = bytearray(packed({"a.txt": b"secret"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    return bytes(data)


ZEROS = packed({"zeros.txt": b"\0" * (60 * 1024 * 1024)})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ZEROS, "ratio"),
        (packed({f"{n}.bin": b"\0" * (9 * 2**20) for n in range(6)}, zipfile.ZIP_STORED), "size"),
        (packed({f"{n}": b"" for n in range(1001)}), "files"),
        (packed({"../up": b"x"}), "name"),
        (packed({"/etc/x": b"x"}), "name"),
        (packed({"C:\\x": b"x"}), "name"),
        (packed({"a\\..\\..\\x": b"x"}), "name"),
        (encrypted(), "encrypted"),
        (archives.START + b"rest", "form"),
        (packed({"a": b"x" * 100})[:-30], "form"),
        (lying(packed({"a": b"x" * 100})), "form"),
    ],
    ids=[
        "zeros",
        "large",
        "many",
        "up",
        "absolute",
        "drive",
        "backslashes",
        "encrypted",
        "start",
        "cut",
        "liar",
    ],
)
def test_it_is_refused(data, reason):
    assert archives.is_archive(data)
    with pytest.raises(BadInput, match="archive_unsafe") as caught:
        archives.check(data)
    assert caught.value.facts["reason"] == reason
    with pytest.raises(BadInput, match="attachment_archive"):
        demand_safe("договор.zip", data)


def test_control_headers_alone_would_let_a_liar_through():
    data = lying(ZEROS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sum(entry.file_size for entry in archive.infolist()) == 10
    with pytest.raises(BadInput):
        archives.check(data)


def test_usual_archives_are_read():
    data = packed({"word/document.xml": b"<w/>" * 1000, "docs/": b"", "a.txt": b"1"})
    assert dict(archives.members(data)) == {"word/document.xml": b"<w/>" * 1000, "a.txt": b"1"}
    demand_safe("договор.docx", data)
    demand_safe("письмо.txt", b"plain")
