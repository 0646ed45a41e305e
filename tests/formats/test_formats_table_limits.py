"""Values, profiles and limits of table files: nothing is rounded, nothing takes the memory, what is no table is said."""

import dataclasses
import io
import zipfile
from decimal import Decimal

import bank_tables
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsclient import texts
from bsclient.errors import BadInput
from bsclient.formats import books, table_files
from bsclient.formats.table_files import from_json, to_json, values
from bsclient.formats.table_files.values import BadValue


def table(*lines, separator=";", encoding="utf-8"):
    return "\r\n".join(separator.join(cells) for cells in lines).encode(encoding)


def codes(file):
    return [problem.code for problem in file.problems]


# values ---------------------------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(st.integers(-(10**16), 10**16), st.sampled_from([" ", "\u00a0", "'", ""]), st.sampled_from(",."))
def test_amounts_are_read_as_written_and_never_rounded(kopecks, group, sign):
    whole, part = divmod(abs(kopecks), 100)
    text = f"{'-' if kopecks < 0 else ''}{whole:,}".replace(",", group) + f"{sign}{part:02}"
    assert values.read_amount(text, sign) == Decimal(kopecks).scaleb(-2)


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_refused(text):
    code = ""
    try:
        found = values.read_amount(text)
    except BadValue as error:
        code = error.code
    assert texts.known(code) if code else found == found.quantize(Decimal("0.01"))


# profiles and limits --------------------------------------------------------------------------------------------------


def test_every_profile_goes_through_json():
    for one in table_files.BUILT_IN:
        assert from_json(to_json(one)) == dataclasses.replace(one, id="", built_in=False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"format": "bsclient-table-profile", "version": "1", "columns": [{"field": "no"}]}',
    ],
)
def test_what_is_no_profile_is_refused(text):
    with pytest.raises(BadInput) as caught:
        from_json(text)
    assert caught.value.code == "table_profile_malformed"


def test_a_saved_profile_goes_before_the_built_in_ones():
    own = dataclasses.replace(table_files.BUILT_IN[6], name="Мой Альфа", id="1", built_in=False, account="")
    assert table_files.read(bank_tables.ALFA, [own]).header["profile"] == "Мой Альфа"


def test_a_cell_in_the_last_corner_does_not_take_the_memory():
    out = [[None] for _ in range(3)]
    out[0] = ["а"]
    import xlsxwriter

    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    sheet = made.add_worksheet()
    sheet.write(0, 0, "а")
    sheet.write(1_048_575, 16_383, "я")
    made.close()
    with pytest.raises(BadInput) as caught:
        books.read(stream.getvalue(), 10)
    assert caught.value.facts["reason"] == "1048576 × 16384"
    assert codes(table_files.read(stream.getvalue())) == ["table_unreadable"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "koi8-r", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_encoding_and_separator_are_found(encoding, separator):
    lines = (
        ("Дата", "Сумма", "Назначение платежа"),
        ("20.11.2026", "-5,00", "Оплата"),
        ("20.11.2026", "-5,00", "Ещё"),
    )
    grid = table_files.load(table(*lines, separator=separator, encoding=encoding))
    assert tuple(map(tuple, grid.rows)) == lines


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"), (b"%PDF-1.7", "table_binary"), (b"\x89PNG\r\n", "table_binary"), (b"PK\x03\x04 no", "table_unreadable"),
        ("Дата;Сумма".encode().decode("cp1251", "replace").encode(), "file_double_encoded"),
        (b'a;b\r\n"' + b"x" * 70_000, "table_quotes"), (bytes(range(256)) * 2, "file_binary_unknown"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_said(data, code):
    file = table_files.read(data)
    assert codes(file) == [code]
    assert texts.known(code)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_nothing_is_raised_for_any_bytes(data):
    table_files.read(data)
    table_files.read(bank_tables.ALFA[: len(data)] + data)


def changed(data, old, new):
    """The bytes of a spreadsheet whose sheet says something else."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if "sheet1" in name else content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="A1"', b'r="XFD1048576"'),
        (b'r="A1"', b"r = 'XFD1048576'"),
        (b'r="A1"', b'r="&#88;FD1048576"'),
        (b'r="A1"', b"a='\"' r='XFD1048576'"),
        (b'<c r="A1"', b'<c a="<" r="XFD1048576"'),
        (b'<c r="A1"', b'<c a=">" r="XFD1048576"'),
        (b"<sheetData>", b'<!-- > --><sheetData><row r="1048576"><c r="XFD1048576"/></row>'),
        (b'<row r="1"', b'<row r="1048576"'),
    ],
)
def test_no_spelling_of_a_far_corner_gets_by(old, new):
    data = changed(bank_tables.book([["Дата"] * 60, ["x"] * 60]), old, new)
    with pytest.raises(BadInput) as caught:
        books.read(data, 10)
    assert caught.value.code == "table_unreadable"


def ods(body):
    """The bytes of an ODS with one sheet."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="S">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", content)
        made.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


CELL = '<table:table-cell office:value-type="string"><text:p>а</text:p></table:table-cell>'


def test_ods_is_read_and_its_repeats_are_counted():
    empty = '<table:table-cell table:number-columns-repeated="16383"/>'
    rows = f'<table:table-row>{CELL}{CELL}{empty}</table:table-row><table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>'
    (sheet,) = books.read(ods(rows), 10)
    assert sheet.rows == [["а", "а"]]
    far = f'<table:table-row table:number-rows-repeated="1048000">{empty}{CELL}</table:table-row>'
    with pytest.raises(BadInput, match="table_unreadable"):
        books.read(ods(far), 10)
