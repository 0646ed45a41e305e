"""Entries taken by a known layout say what the XML parser would have said, and only plain ones are taken so.

A comment at the beginning of a file turns the layouts off: what is read then is the parser's.
"""

import dataclasses
import io

import pytest
from camt_kit import HERE, SAMPLES, full, written
from lxml import etree

from bsclient.formats import xml_stream
from bsclient.formats.camt.reader import read
from bsclient.formats.model import ORDERS, ExchangeFile
from bsclient.formats.pain import pain001
from bsclient.formats.xml_layouts import Layouts
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


def changed(old, new, place=3, data=None):
    """Return the message with something else in one of its entries."""
    pieces = (data or statement()).split(END)
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
    told_as_damaged(changed(b"<Nm>", new))


def told_as_damaged(data):
    for file in (read(data), by_parser(data)):
        assert [problem.code for problem in file.problems] == ["file_xml_malformed"]
        assert file.documents == ()


@pytest.mark.parametrize("reference", [b"&bad;", b"&", b"&amp", b"&#0;", b"&#xFFFE;"])
@pytest.mark.parametrize("tag", [b"<Issr>x", b"</Nm><Nm>"])
def test_damage_is_told_in_what_nobody_reads(tag, reference):
    data = statement().replace(b"</Nm>", b"</Nm><Nm>A</Nm>").replace(b"</Othr>", b"<Issr>x</Issr></Othr>")
    assert known(data) == 4
    told_as_damaged(changed(tag, tag + reference, data=data))


def test_references_in_what_nobody_reads_are_the_parsers():
    data = statement().replace(b"</Othr>", b"<Issr>x</Issr></Othr>")
    data = changed(b"<Issr>x", b"<Issr>&lt;", data=data)
    assert known(data) == 3
    assert read(data) == by_parser(data)


def test_the_line_of_damage_is_right_after_known_entries():
    data = changed(b"<Nm>", b"<Nm></Nm", place=4)
    (problem,) = read(data).problems
    assert b"<Nm></Nm" in data.split(b"\n")[problem.line - 1]
    assert "column" not in problem.facts["reason"]


@pytest.mark.parametrize(
    ("between", "after", "documents"),
    [
        (b"</Stmt><Stmt>", b"", 6),
        (b"<Ntry/>", b"", 7),
        (b"</Stmt><X>", b"</X><Stmt>", 4),
        (b"<SplmtryData><Envlp>", b"</Envlp></SplmtryData>", 4),
        (b"<Ntry></Ntry >", b"", 7),
    ],
)
def test_another_place_is_another_place(between, after, documents):
    pieces = statement().split(END)
    pieces[3] = between + pieces[3]
    pieces[5] = after + pieces[5]
    data = END.join(pieces)
    file = read(data)
    assert len(file.documents) == documents
    assert file == by_parser(data)


def test_an_end_with_a_blank_is_the_parsers():
    pieces = statement().split(END)
    data = END.join(pieces[:3]) + b"</Ntry >" + END.join(pieces[3:])
    file = read(data)
    assert len(file.documents) == 6
    assert file == by_parser(data)


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


def test_lines_owed_to_the_parser_are_few(monkeypatch):
    lines = b">" + b"\n" * 9
    data = statement(40).replace(b"><", lines + b"<").replace(b">\n<", lines + b"<")
    whole = read(data)
    fed = []
    monkeypatch.setattr(xml_stream, "MOST_OWED", 2_000)
    monkeypatch.setattr(etree, "XMLPullParser", lambda **options: Fed(fed, **options))
    assert read(data) == whole
    assert max(piece.count(b"\n") for piece in fed) < 5_000
    assert sum(piece.count(b"\n") for piece in fed) == data.count(b"\n")
    assert known(data) > 20


class Fed(etree.XMLPullParser):
    """Keeps what it is fed with."""

    def __init__(self, pieces, **options):
        super().__init__(**options)
        self._pieces = pieces

    def feed(self, data):
        self._pieces.append(data)
        super().feed(data)


def test_layouts_that_never_fit_are_given_up():
    entry = b'<Ntry><Amt Ccy="RUB">1</Amt><AddtlNtryInf>' + b"A" * 30_000 + b"</AddtlNtryInf><X%d/></Ntry>"
    frame = statement().split(END)
    odd = [entry % number for number in range(60)]
    data = b"".join((frame[0], END, *odd, entry % 1, entry % 1, END.join(frame[1:])))
    assert known(data) == 0
    assert read(data) == by_parser(data)


def test_few_layouts_of_very_many_tags_are_learnt():
    layouts = Layouts()
    wide = ["<a>" + "".join(f"<b{n}x{tag}>1</b{n}x{tag}>" for tag in range(390)) + "</a>" for n in range(16)]
    for text in wide:
        layouts.learn(text)
    assert [layouts.read(text) is not None for text in wide] == [True] * 11 + [False] * 5


def test_a_prefix_changes_nothing():
    data = statement().replace(b"</", b"</p:").replace(b"<", b"<p:").replace(b"<p:/p:", b"</p:")
    data = data.replace(b"<p:?", b"<?").replace(b"xmlns=", b"xmlns:p=")
    assert known(data) == 4
    assert read(data).documents == read(statement()).documents


def payments():
    file = full()
    orders = [dataclasses.replace(file.documents[0], index=n, number=str(n)) for n in range(1, 5)]
    out = io.BytesIO()
    pain001.write(out, ExchangeFile("pain001", documents=tuple(orders), role=ORDERS), "ru")
    return out.getvalue()


def test_a_payment_order_is_known_too():
    data = payments()
    assert known(data, "CdtTrfTxInf") == 3
    found = pain001.read(data)
    assert [document.number for document in found.documents] == ["1", "2", "3", "4"]
    assert found == pain001.read(data.replace(b"?>", b"?><!-- -->", 1))


def test_a_damaged_payment_order_is_refused():
    data = payments().replace(b"</Nm>", b"</Nm><Nm>A</Nm>")
    assert known(data, "CdtTrfTxInf") == 3
    pieces = data.split(b"</CdtTrfTxInf>")
    pieces[2] = pieces[2].replace(b"</Nm><Nm>", b"</Nm><Nm>&boom;", 1)
    file = pain001.read(b"</CdtTrfTxInf>".join(pieces))
    assert [problem.code for problem in file.problems] == ["file_xml_malformed"]
    assert file.documents == ()
