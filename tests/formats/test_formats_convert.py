"""Loading a file of any kind, the neutral JSON, conversion and the error file."""

from __future__ import annotations

import dataclasses
import io
import json
from pathlib import Path

import pytest
from make_1c import data, lines, one
from python_calamine import CalamineWorkbook

from bsclient import texts
from bsclient.errors import BadInput
from bsclient.formats import convert as conversion
from bsclient.formats import registry
from bsclient.formats.convert import convert, load_any, looks_like
from bsclient.formats.error_file import error_file_name, write_error_file
from bsclient.formats.model import PAYMENTS, ExchangeFile
from bsclient.formats.neutral import as_neutral, read_neutral, write_neutral
from bsclient.formats.onec import load, write

DOCUMENT_KEYS = [
    "index",
    "line",
    "kind",
    "number",
    "date",
    "amount",
    "currency",
    "direction",
    "payer",
    "payee",
    "purpose",
    "priority",
    "uin",
    "income_code",
    "operation_type",
    "debited",
    "credited",
    "tax",
    "extra",
    "marks",
]


def test_the_neutral_json_has_exactly_its_keys() -> None:
    whole = as_neutral(load(data(2)))
    assert list(whole) == ["format", "version", "encoding", "role", "accounts", "documents", "problems"]
    assert whole["accounts"] == [
        {
            "account": "40702810900000000001",
            "currency": "RUB",
            "from": "2026-11-01",
            "to": "2026-11-01",
            "opening": "100000000.00",
            "closing": "99999996.97",
            "credits": "0.00",
            "debits": "3.03",
            "preliminary": False,
            "reference": None,
            "owner": None,
            "bank": {"bic": None, "name": None, "correspondent_account": None},
        }
    ]
    first = whole["documents"][0]
    assert list(first) == DOCUMENT_KEYS
    assert (first["date"], first["amount"], first["direction"]) == ("2026-10-31", "1.01", "debit")
    assert first["credited"] is None
    assert first["income_code"] is None
    assert first["payer"] == {
        "name": "ООО Наше",
        "inn": "7700000016",
        "kpp": "770001001",
        "account": "40702810900000000001",
        "bank": {"bic": "044525225", "name": "ПАО Сбербанк", "correspondent_account": "30101810400000000225"},
    }
    assert set(first["tax"].values()) == {None}
    assert next(iter(first["tax"])) == "status"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_problems_carry_their_texts(language: str) -> None:
    (problem,) = as_neutral(load(one(("Сумма", "сто"))), language)["problems"]
    assert list(problem) == ["index", "line", "field", "code", "severity", "message", "mend"]
    assert (problem["index"], problem["field"], problem["severity"]) == (1, "amount", "block")
    assert "сто" in problem["message"]
    assert "1234.56" in problem["mend"]
    assert ("Не удаётся" in problem["message"]) == (language == "ru")


def test_json_goes_there_and_back() -> None:
    file = load(one(("Сумма", "сто"), ("Дата", "31.02.2026"), extra=("Цвет=красный",)))
    raw = write_neutral(file)
    back = read_neutral(raw)
    assert back.documents == file.documents
    assert back.accounts == file.accounts
    assert [(p.code, p.index, p.line, p.severity) for p in back.problems] == [
        (p.code, p.index, p.line, p.severity) for p in file.problems
    ]
    assert json.loads(write_neutral(back))["documents"] == json.loads(raw)["documents"]
    assert load_any(raw).documents == file.documents
    assert load_any(b"\xef\xbb\xbf\r\n " + raw).documents == file.documents


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: d.pop("documents"), "documents"),
        (lambda d: d.update(format="mt900"), "format"),
        (lambda d: d.update(role="wishes"), "role"),
        (lambda d: d["documents"][0]["marks"].update(reversal="no"), "documents[0].marks.reversal"),
        (lambda d: d["accounts"][0].update(preliminary=0), "accounts[0].preliminary"),
        (lambda d: d["documents"][0].update(amount=12.5), "documents[0].amount"),
        (lambda d: d["documents"][0].update(amount="1e5"), "documents[0].amount"),
        (lambda d: d["documents"][0].update(index="1"), "documents[0].index"),
        (lambda d: d["documents"][0].update(index=True), "documents[0].index"),
        (lambda d: d["documents"][1].update(date="31.10.2026"), "documents[1].date"),
        (lambda d: d["documents"][0].update(direction="sideways"), "documents[0].direction"),
        (lambda d: d["documents"][0]["payer"].update(inn=7700000016), "documents[0].payer.inn"),
        (lambda d: d["documents"][0]["payer"].update(bank=[1]), "documents[0].payer.bank."),
        (lambda d: d["documents"][0].update(extra={"a": 1}), "documents[0].extra.a"),
        (lambda d: d["accounts"].append("x"), "accounts[1]."),
    ],
)
def test_json_of_another_shape_is_refused_with_the_place(change: object, place: str) -> None:
    whole = json.loads(write_neutral(load(data(2))))
    change(whole)  # type: ignore[operator]
    file = load_any(json.dumps(whole).encode())
    (problem,) = file.problems
    assert (problem.code, problem.facts["place"]) == ("file_json_malformed", place)
    assert not file.documents


@pytest.mark.parametrize(
    "raw", [b"{", b"{}", b'{"format": NaN}', b"{" * 100_000, b'{"a": ' + b"9" * 9000 + b"}", b"{\xff}"]
)
def test_json_that_is_none_is_refused(raw: bytes) -> None:
    assert [p.code for p in load_any(raw).problems] == ["file_json_malformed"]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"{1:F01BANKRUMMAXXX}", "SWIFT FIN"),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.060.001.05">', "ISO 20022"),
        (b'<a xmlns="http://directbank.1c.ru/XMLSchema">', "DirectBank"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        (b"<html><body>", "HTML"),
        (b"<a>1;2;3;4\n1;2;3;4\n</a><!-- directbank -->", "DirectBank"),
        (b"a;b;c;d\r\n1 2 3 4\r\n", "CSV"),
        (b"plain words", ""),
    ],
)
def test_what_a_file_looks_like(head: bytes, kind: str) -> None:
    assert looks_like(head) == kind
    (problem,) = load_any(head).problems
    assert problem.code == ("file_other_format" if kind else "file_not_exchange")
    assert problem.facts.get("kind", "") == kind


def test_archives_are_named_by_their_ending() -> None:
    assert load_any(b"PK\x03\x04", "выписка.ODT").problems[0].facts["kind"] == "ODT"
    assert load_any(b"PK\x03\x04", "выписка").problems[0].facts["kind"] == "ZIP"
    assert load_any(b"%PDF-1.4", "выписка.txt").problems[0].facts["kind"] == "PDF"


@pytest.mark.parametrize("target", ["1c", "csv", "xlsx", "json"])
def test_conversion_keeps_every_document(tmp_path: Path, target: str) -> None:
    source, out = tmp_path / "kl_to_1c.txt", tmp_path / f"out.{target}"
    source.write_bytes(data(5))
    file = convert(source, target, out, "ru")
    assert len(file.documents) == 5
    raw = out.read_bytes()
    if target == "1c":
        assert [d.amount for d in load(raw).documents] == [d.amount for d in file.documents]
    elif target == "csv":
        assert len(raw.decode("utf-8-sig").splitlines()) == 6
    elif target == "xlsx":
        assert len(CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()) == 6
    else:
        assert read_neutral(raw).documents == file.documents
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kl_to_1c.txt", f"out.{target}"]


def test_json_becomes_an_exchange_file_again(tmp_path: Path) -> None:
    source, middle, out = (tmp_path / name for name in ("in.txt", "m.json", "out.txt"))
    direct = io.BytesIO()
    file = load(data(4))
    write(direct, dataclasses.replace(file, header={}))
    source.write_bytes(data(4))
    convert(source, "json", middle)
    convert(middle, "1c", out)
    assert out.read_bytes() == direct.getvalue()


@pytest.mark.parametrize(
    ("content", "target", "code"),
    [
        (b"", "csv", "file_empty"),
        (b"plain", "csv", "file_not_exchange"),
        (b"<html><body>", "1c", "file_other_format"),
        (one(("Сумма", "сто")), "1c", "file_documents_incomplete"),
        (data(1), "docx", "file_target_unknown"),
    ],
)
def test_a_conversion_that_fails_leaves_nothing(
    tmp_path: Path, content: bytes, target: str, code: str
) -> None:
    source, out = tmp_path / "in.txt", tmp_path / "out"
    source.write_bytes(content)
    out.write_bytes(b"before")
    with pytest.raises(BadInput) as caught:
        convert(source, target, out)
    assert caught.value.code == code
    assert out.read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.txt", "out"]


def test_the_neutral_json_tells_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    source, out = tmp_path / "in.txt", tmp_path / "out.json"
    source.write_bytes(b"")
    assert convert(source, "json", out).documents == ()
    assert [problem.code for problem in read_neutral(out.read_bytes()).problems] == ["file_empty"]


def test_files_that_cannot_be_opened_or_written(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        convert(tmp_path / "none.txt", "json", tmp_path / "out")
    assert (caught.value.code, caught.value.facts["name"]) == ("file_unreadable", "none.txt")
    source = tmp_path / "in.txt"
    source.write_bytes(data(1))
    with pytest.raises(BadInput) as caught:
        convert(source, "json", tmp_path / "no" / "out")
    assert caught.value.code == "file_unwritable"


def test_the_error_file_has_every_error_of_every_document() -> None:
    rows = lines(3, statement=False)
    rows[rows.index("Сумма=2.02")] = "Сумма=два"
    rows = ["Дата=2.12.01" if row.startswith("Дата=") else row for row in rows]
    rows[rows.index("Номер=3")] = "Номер="
    rows.append("Цвет=красный")
    file = load("\r\n".join(rows).encode("cp1251"))
    out = io.BytesIO()
    count = write_error_file(out, file.problems)
    written = out.getvalue().decode("cp1251").split("\r\n")
    assert written.pop() == ""
    assert len(written) == count == 5
    numbers = [(row.split(", ")[0], row.split(", ")[1]) for row in written]
    amount = rows.index("Сумма=два") + 1
    assert ("6", f"Строка {amount}") in numbers
    assert sum(number == "4" for number, _ in numbers) == 3
    assert sum(number == "3" for number, _ in numbers) == 1
    assert "«2.12.01» — не дата" in written[0]
    assert error_file_name("1c_to_kl.txt") == "1c_to_kl.err"


def test_the_error_file_of_a_clean_file_is_empty() -> None:
    out = io.BytesIO()
    assert write_error_file(out, load(data(2)).problems) == 0
    assert out.getvalue() == b""


def test_an_unreadable_file_has_no_accounts_and_no_documents() -> None:
    assert ExchangeFile("1c-payments").readable
    whole = as_neutral(load_any(b""), "ru")
    assert (whole["accounts"], whole["documents"]) == ([], [])
    assert whole["problems"][0]["message"] == "Файл пуст."


@pytest.mark.parametrize("target", ["pain001", "pain001-v3", "ed101"])
def test_a_file_without_payments_says_so(target):
    """Neither message may be empty; "0 documents without an amount" would say nothing."""
    empty = ExchangeFile(format=PAYMENTS)
    with pytest.raises(BadInput) as caught:
        conversion.write_file(io.BytesIO(), empty, target)
    assert caught.value.code == "file_target_empty"
    assert "{" not in texts.message(caught.value.code, caught.value.facts, "ru")


@pytest.mark.parametrize(
    ("code", "version", "told"),
    [
        ("1c-statement", "1.03", "1CClientBankExchange 1.03"),
        ("mt940", "RUR6", "MT940 RUR6"),
        ("camt053", "camt.053.001.08", "camt.053.001.08"),
        ("ofx", "102", "OFX 1.0.2"),
        ("qif", "", "QIF"),
        ("unheard", "", "unheard"),
    ],
)
def test_a_format_is_called_once_with_its_version(code, version, told):
    assert registry.told(ExchangeFile(format=code, version=version)) == told
