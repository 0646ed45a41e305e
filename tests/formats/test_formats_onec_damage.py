"""Damaged, endless and hostile files: a document is whole or absent, and nothing is raised."""

from __future__ import annotations

import os
import random
import tracemalloc
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_1c import HEADER, Stream, data, document, joined, lines, repeated

from bsclient import texts
from bsclient.formats.model import ExchangeDocument, FileProblem
from bsclient.formats.onec import keys as onec_keys
from bsclient.formats.onec import load, read
from bsclient.formats.onec.lines import LARGEST_FILE

MEGABYTE = 1024 * 1024
HEAD = joined(list(HEADER))
LONG = os.environ.get("BSCLIENT_LONG") == "1"


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-16-le"])
@pytest.mark.parametrize("statement", [True, False])
def test_a_file_cut_at_any_byte_gives_whole_documents_only(encoding: str, statement: bool) -> None:
    raw = data(2, statement=statement, encoding=encoding)
    whole = load(raw).documents
    assert len(whole) == 2
    seen = set()
    # By threes in the gate: every place within a character and within a pair of line ends is still met.
    for size in range(0, len(raw), 1 if LONG or encoding == "cp1251" else 3):
        file = load(raw[:size])
        assert file.documents == whole[: len(file.documents)], size
        seen.add(len(file.documents))
        cut_inside = size < len(raw) - len("\r\nКонецФайла\r\n".encode(encoding))
        assert file.problems or not cut_inside, size
    assert seen == {0, 1, 2}


def test_a_document_without_its_end_is_dropped_with_the_line_where_it_opens() -> None:
    rows = lines(3, statement=False)
    ends = [place for place, row in enumerate(rows) if row == "КонецДокумента"]
    opened = [place for place, row in enumerate(rows) if row.startswith("СекцияДокумент")]
    del rows[ends[1]]
    file = load(joined(rows))
    assert [d.index for d in file.documents] == [1, 3]
    (problem,) = [p for p in file.problems if p.code == "file_document_unfinished"]
    assert (problem.index, problem.line, problem.severity) == (2, opened[1] + 1, "block")


def test_a_section_without_its_end_is_dropped_and_the_documents_stay() -> None:
    rows = lines(3)
    rows.remove("КонецРасчСчет")
    file = load(joined(rows))
    assert len(file.documents) == 3
    assert [p.code for p in file.problems] == ["file_section_unfinished"]
    assert file.accounts[0].opening is None


def test_marks_that_are_missing_or_other() -> None:
    rows = lines(2)
    assert [p.code for p in load(joined(rows[:-1])).problems] == ["file_end_mark_missing"]
    assert not load(joined([*rows[:-1], "КонецВыписки"])).problems
    assert not load(joined(rows)[:-2]).problems
    assert [p.code for p in load(joined(rows[1:])).problems] == ["file_first_line_missing"]
    assert not load(joined(["", "  ", *rows, "", ""])).problems
    spaced = [part for row in rows for part in (row, "")]
    assert load(joined(spaced)).documents[1].payee == load(joined(rows)).documents[1].payee
    signed = load(joined([*rows, "--", "С уважением, банк"]))
    assert [p.code for p in signed.problems] == ["file_text_after_end"]


def test_two_files_in_one_are_refused() -> None:
    file = load(data(2) + data(2))
    assert (file.documents, file.accounts) == ((), ())
    assert [p.code for p in file.problems if p.severity == "block"] == ["file_sections_after_end"]
    assert not file.readable


def test_the_end_mark_in_another_encoding_is_understood() -> None:
    raw = joined(lines(1)[:-1]) + "КонецФайла".encode()
    assert [p.code for p in load(raw).problems] == ["file_encodings_mixed"]


ENDLESS: dict[str, tuple[bytes, Callable[[int], bytes]]] = {
    "file_line_too_long": (HEAD, lambda _: b"x" * 65536),
    "file_garbage": (HEAD + joined(["СекцияДокумент=", "КонецДокумента"]), lambda _: b"stray\r\n" * 4096),
    "file_section_too_long": (
        HEAD + joined(["СекцияДокумент="]),
        lambda n: b"".join(b"k%d=v\n" % (n * 999 + i) for i in range(999)),
    ),
    "file_too_many_errors": (HEAD, lambda _: joined(["СекцияДокумент=x", "КонецДокумента"] * 1000)),
    "file_binary_unknown": (b"", lambda n: random.Random(n).randbytes(65536)),
    "file_not_exchange": (b"", lambda _: b"plain text of no format\n" * 2048),
}


@pytest.mark.parametrize("code", ENDLESS)
def test_two_hundred_megabytes_of_garbage_are_answered_after_a_few(code: str) -> None:
    head, make = ENDLESS[code]
    stream = Stream(repeated(head, make, 200 * MEGABYTE))
    last = None
    for record in read(stream):
        last = record
    assert isinstance(last, FileProblem)
    assert (last.code, last.index, last.severity) == (code, None, "block")
    assert stream.taken <= 4 * MEGABYTE


def test_unfinished_documents_without_end_are_garbage() -> None:
    stream = Stream(repeated(HEAD, lambda _: joined(["СекцияДокумент=x"] * 1000), 200 * MEGABYTE))
    *_, last = read(stream)
    assert isinstance(last, FileProblem)
    assert last.code == "file_garbage"
    assert stream.taken <= 4 * MEGABYTE


def test_a_header_without_end_is_refused() -> None:
    stream = Stream(
        repeated(HEAD, lambda n: b"".join(b"k%d=v\n" % (n * 999 + i) for i in range(999)), 50 * MEGABYTE)
    )
    *_, last = read(stream)
    assert isinstance(last, FileProblem)
    assert last.code == "file_section_too_long"
    assert stream.taken <= 4 * MEGABYTE


def test_a_file_over_the_limit_is_refused_and_gives_no_documents() -> None:
    blank = (b" " * 4094 + b"\r\n") * 256
    stream = Stream(repeated(HEAD, lambda _: blank, LARGEST_FILE + 2 * MEGABYTE))
    *_, last = read(stream)
    assert isinstance(last, FileProblem)
    assert last.code == "file_too_large"


def test_memory_does_not_grow_with_the_file() -> None:
    def peak(count: int) -> int:
        stream = Stream(_documents(count))
        tracemalloc.start()
        found = sum(1 for record in read(stream) if isinstance(record, ExchangeDocument))
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == count
        return size

    small, large = peak(3000), peak(9000)
    assert large < small * 1.25


def _documents(count: int) -> Iterator[bytes]:
    yield HEAD
    yield from (joined(document(number)) for number in range(1, count + 1))


WORDS = [
    *sorted(onec_keys.DOCUMENT_KEYS)[:30],
    *onec_keys.HEADER_KEYS,
    *onec_keys.SECTION_KEYS,
    onec_keys.FIRST_LINE,
    onec_keys.OPEN_DOCUMENT,
    onec_keys.CLOSE_DOCUMENT,
    onec_keys.OPEN_ACCOUNT,
    onec_keys.CLOSE_ACCOUNT,
    onec_keys.CLOSE_FILE,
    "Неведомое",
    "",
]
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["1.00", "-1", "NaN", "01.11.2026", "40702810900000000001", "\u202e", "=", "\ufffd", "0"]
    ),
)
LINES = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(["=", "", " = ", "=="]), VALUES).map("".join),
    max_size=60,
)


def check(raw: bytes) -> None:
    file = load(raw)
    for found in file.documents:
        assert found.amount is None or found.amount >= 0
        assert found.index >= 1
    for problem in file.problems:
        assert isinstance(problem, FileProblem)
        assert texts.known(problem.code, "ru")
        assert problem.line >= 1
        assert problem.index is None or problem.index >= 1
    assert [d.index for d in file.documents] == sorted({d.index for d in file.documents})


@settings(max_examples=300, deadline=None)
@given(LINES, st.sampled_from(["utf-8", "cp1251", "utf-16-le"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_lines_give_problems_and_never_an_exception(rows: list[str], encoding: str, end: str) -> None:
    check(end.join(["1CClientBankExchange", "ВерсияФормата=1.03", *rows]).encode(encoding, errors="replace"))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_change_of_bytes_gives_problems_and_never_an_exception(changes: st.DataObject) -> None:
    raw = bytearray(data(2, statement=changes.draw(st.booleans())))
    for _ in range(changes.draw(st.integers(1, 20))):
        at = changes.draw(st.integers(0, len(raw) - 1))
        raw[at] = changes.draw(st.integers(0, 255))
    check(bytes(raw))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_give_problems_and_never_an_exception(raw: bytes) -> None:
    check(raw)
    check(HEAD + raw)
