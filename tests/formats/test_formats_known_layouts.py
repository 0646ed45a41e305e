"""Entries taken by a known layout say what the XML parser would have said, and only plain ones are taken so.

A comment at the beginning of a file turns the layouts off: what is read then is the parser's.
"""

import dataclasses
import io

import pytest
from camt_kit import HERE, SAMPLES, full, written

from bsclient.formats.camt.reader import read
from bsclient.formats.model import ORDERS, ExchangeFile
from bsclient.formats.pain import pain001
from bsclient.formats.xml_stream import Stream

END = b"</Ntry>"
ENTRY = "Ntry"
PARTS = "NtryDtls/TxDtls"


def statement(count=6):
    """Return a message of entries that alternate between two layouts."""
    file = full()
    documents = [dataclasses.replace(file.documents[n % 2], index=n + 1) for n in range(count)]
    return written(dataclasses.replace(file, documents=tuple(documents)))


def by_parser(data):
    """Read with the layouts off."""
    return read(data.replace(b"?>", b"?><!-- -->", 1))


def known(data, entry=ENTRY):
    """Return how many entries were taken by their layout."""
    taken = 0
    stream = Stream(data, (entry,), entry, PARTS)
    for one in stream:
        if isinstance(one, tuple):
            taken += 1
        else:
            stream.repeats(one)
    return taken


def changed(old, new, place=3):
    """Return the message with something else in one of its entries."""
    pieces = statement().split(END)
    assert old in pieces[place]
    pieces[place] = pieces[place].replace(old, new, 1)
    return END.join(pieces)


def test_entries_like_those_before_are_known_and_read_alike():
    data = statement()
    assert known(data) == 4
    assert known(data.replace(b"?>", b"?><!-- -->", 1)) == 0
    assert read(data) == by_parser(data)
    assert [document.line for document in read(data).documents] == [
        number for number, line in enumerate(data.split(b"\n"), 1) if line.startswith(b"<Ntry>")
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_read_alike(name):
    data = (HERE / name).read_bytes()
    assert read(data) == by_parser(data)


@pytest.mark.parametrize(
    ("new", "taken"),
    [
        (b"<Nm>A &amp; B &lt;&gt;&quot;&apos;", 4),
        (b"<Nm> \xc2\xa0 blanks\n\tand lines ", 4),
        (b"<Nm>&#65;", 3),
        (b"<Nm>a > b", 3),
        (b"<Nm>a\rb", 3),
        (b"<Nm><![CDATA[</Ntry>]]>", 1),
        (b"<Nm><!-- </Ntry> -->", 1),
        (b"<Nm><?pi </Ntry>?>", 1),
        (b"<Nm/><Nm>", 3),
        (b'<Nm a="1">', 3),
        (b"<Nm >", 3),
        (b'<Nm xmlns="urn:x">', 3),
    ],
)
def test_what_is_unusual_is_left_to_the_parser(new, taken):
    data = changed(b"<Nm>", new)
    assert known(data) == taken
    file = read(data)
    assert len(file.documents) == 6
    assert file == by_parser(data)


@pytest.mark.parametrize(
    "new",
    [
        b"<Nm>&bad;",
        b"<Nm>\x01",
        b"<Nm>\xff",
        b"<Nm>\xef\xbf\xbe",
        b"<Nm>]]>",
        b"<Nm></Nm",
        b"<Ntry>",
        b"<Nm>&",
    ],
)
def test_damage_is_told_wherever_it_stands(new):
    for file in (read(changed(b"<Nm>", new)), by_parser(changed(b"<Nm>", new))):
        assert [problem.code for problem in file.problems] == ["file_xml_malformed"]
        assert file.documents == ()


def test_the_line_of_damage_is_right_after_known_entries():
    data = changed(b"<Nm>", b"<Nm></Nm", place=4)
    (problem,) = read(data).problems
    assert b"<Nm></Nm" in data.split(b"\n")[problem.line - 1]
    assert "column" not in problem.facts["reason"]


@pytest.mark.parametrize(
    "between",
    [b"</Stmt><Stmt>", b"<Ntry/>", b"</Stmt><X>", b"<SplmtryData><Envlp>", b"</Ntry >"],
)
def test_another_place_is_another_place(between):
    pieces = statement().split(END)
    pieces[3] = between + pieces[3]
    data = END.join(pieces)
    assert read(data).documents == by_parser(data).documents


def test_entries_of_foreign_parts_are_none():
    pieces = statement().split(END)
    pieces[2] = b"<SplmtryData>" + pieces[2]
    pieces[4] = b"</SplmtryData>" + pieces[4]
    data = END.join(pieces)
    file = read(data)
    assert len(file.documents) == 4
    assert file == by_parser(data)


@pytest.mark.parametrize("lines", [b"\r\n", b"\n\n  "])
def test_lines_are_counted_whatever_their_ends(lines):
    data = statement().replace(b"><", b">" + lines + b"<").replace(b"<Nm>", b"<Nm>\n", 1)
    assert known(data) == 4
    assert read(data) == by_parser(data)


def test_a_prefix_changes_nothing():
    data = statement().replace(b"</", b"</p:").replace(b"<", b"<p:").replace(b"<p:/p:", b"</p:")
    data = data.replace(b"<p:?", b"<?").replace(b"xmlns=", b"xmlns:p=")
    assert known(data) == 4
    assert read(data).documents == read(statement()).documents


def test_a_payment_order_is_known_too():
    file = full()
    orders = [dataclasses.replace(file.documents[0], index=n, number=str(n)) for n in range(1, 5)]
    out = io.BytesIO()
    pain001.write(out, ExchangeFile("pain001", documents=tuple(orders), role=ORDERS), "ru")
    data = out.getvalue()
    assert known(data, "CdtTrfTxInf") == 3
    found = pain001.read(data)
    assert [document.number for document in found.documents] == ["1", "2", "3", "4"]
    assert found == pain001.read(data.replace(b"?>", b"?><!-- -->", 1))
