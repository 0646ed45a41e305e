"""`check` and `convert` as people who automate see them: exit codes, JSON, nothing half written."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import python_calamine

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "data" / "1c"
PAYMENTS = SAMPLES / "gen_50_payments_cp1251.txt"


def bsclient(*arguments):
    command = [sys.executable, "-m", "bsclient", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def payments(tmp_path_factory):
    """A file of three orders of the day it is checked on: good, of a wrong account, of a wrong amount."""
    order = (
        "СекцияДокумент=Платежное поручение\nНомер={number}\nДата=20.11.2026\nСумма={amount}\n"
        'ПлательщикСчет=40702810781177541208\nПлательщикИНН=0917154555\nПлательщик1=ООО "Заря-868"\n'
        'ПлательщикБанк1=АО "АЛЬФА-БАНК"\nПлательщикБИК=044525593\nПлательщикКорсчет=30101810200000000593\n'
        "ПолучательСчет={account}\nПолучательИНН=7707083893\nПолучатель1=ООО Ромашка\nПолучательКПП=770701001\n"
        "ПолучательБанк1=ПАО Сбербанк\nПолучательБИК=044525225\nПолучательКорсчет=30101810400000000225\n"
        "ВидОплаты=01\nОчередность=5\nНазначениеПлатежа=Оплата по счету 5. НДС не облагается\nКонецДокумента\n"
    )
    good = {"number": 1, "amount": "100.00", "account": "40702810138250123017"}
    orders = (
        good,
        {**good, "number": 2, "account": "40702810138250123018"},
        {**good, "number": 3, "amount": "NaN"},
    )
    head = "1CClientBankExchange\nВерсияФормата=1.03\nКодировка=Windows\nДатаНачала=20.11.2026\nДатаКонца=20.11.2026\n"
    head += "РасчСчет=40702810781177541208\nДокумент=Платежное поручение\n"
    text = head + "".join(order.format(**one) for one in orders) + "КонецФайла\n"
    path = tmp_path_factory.mktemp("files") / "1c_to_kl.txt"
    path.write_bytes(text.replace("\n", "\r\n").encode("cp1251"))
    return path


def test_check_names_document_field_rule_and_mend(payments):
    done = bsclient("check", payments, "--on", "2026-11-20", "--json")
    tree = json.loads(done.stdout)
    assert done.returncode == 1
    assert [d["number"] for d in tree["documents"]] == ["1", "2", "3"]
    blocks = {(p["index"], p["field"], p["code"]) for p in tree["problems"] if p["severity"] == "block"}
    assert (2, "payee.account", "account_key") in blocks
    assert any(index == 3 and field == "amount" for index, field, _ in blocks)
    assert not any(index == 1 for index, _, _ in blocks)
    assert all(p["message"] and p["mend"] for p in tree["problems"])
    assert tree["documents"][2]["amount"] is None


def test_a_good_file_gives_zero(payments, tmp_path):
    text = payments.read_bytes().decode("cp1251")
    end = text.index("КонецДокумента") + len("КонецДокумента\r\n")
    only = tmp_path / "good.txt"
    only.write_bytes((text[:end] + "КонецФайла\r\n").encode("cp1251"))
    done = bsclient("check", only, "--on", "2026-11-20")
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7 nothing", b"\x00" * 5000, b"plain words", "1CКлиент".encode("utf-16")]
)
def test_a_file_that_cannot_be_read_gives_one_reason(tmp_path, data):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    for command in (("check", path, "--json"), ("convert", path, "-", "--to", "json")):
        done = bsclient(*command)
        tree = json.loads(done.stdout)
        assert done.returncode == 1
        assert tree["documents"] == []
        assert [p["index"] for p in tree["problems"]] == [None]
        assert b"Traceback" not in done.stderr
    target = tmp_path / "out.csv"
    assert bsclient("convert", path, target, "--to", "csv").returncode == 1
    assert not target.exists()


def test_bad_use_is_two(tmp_path):
    assert bsclient("check", tmp_path / "missing.txt").returncode == 2
    assert bsclient("convert", PAYMENTS, tmp_path / "x", "--to", "docx").returncode == 2
    assert bsclient("no-such-command").returncode == 2


@pytest.mark.parametrize("target", ["1c", "csv", "xlsx", "json"])
def test_convert_writes_a_file_and_standard_output_alike(tmp_path, target):
    out = tmp_path / "out"
    assert bsclient("convert", PAYMENTS, out, "--to", target).returncode == 0
    printed = bsclient("convert", PAYMENTS, "-", "--to", target)
    assert printed.returncode == 0
    if target == "xlsx":  # the archive of a pipe has other headers than that of a file
        written, streamed = (
            python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
            for data in (out.read_bytes(), printed.stdout)
        )
        assert written.get_sheet_by_index(0).to_python() == streamed.get_sheet_by_index(0).to_python()
    else:
        assert out.read_bytes() == printed.stdout


def test_json_converts_back_to_the_same_payments(tmp_path):
    first, second, third = tmp_path / "a.json", tmp_path / "b.txt", tmp_path / "c.json"
    bsclient("convert", PAYMENTS, first, "--to", "json")
    bsclient("convert", first, second, "--to", "1c")
    bsclient("convert", second, third, "--to", "json")
    one, two = (json.loads(path.read_text("utf-8"))["documents"] for path in (first, third))
    for document in (*one, *two):
        document.pop("line")
    assert one == two


# documents of other types ---------------------------------------------------------------------------------------


def example(code, **changes):
    told = json.loads((ROOT / "tests" / "data" / "examples" / f"{code}.json").read_text("utf-8"))["good"]
    return {"type": code, "fields": told | changes}


@pytest.fixture
def requests(tmp_path):
    """A file of two requests, the second without its date."""
    path = tmp_path / "requests.json"
    documents = [example("limits_request"), example("limits_request", date="")]
    tree = {"format": "bsclient-documents", "version": "1", "documents": documents}
    path.write_text(json.dumps(tree, ensure_ascii=False), "utf-8")
    return path


def test_check_knows_files_of_every_type(requests):
    done = bsclient("check", requests, "--on", "2026-11-20", "--json")
    assert done.returncode == 1, done.stderr.decode()
    told = json.loads(done.stdout)
    assert [document["type"] for document in told["documents"]] == ["limits_request"] * 2
    assert told["documents"][0]["problems"] == []
    [problem] = [one for one in told["documents"][1]["problems"] if one["severity"] == "block"]
    assert (problem["field"], problem["code"]) == ("date", "required")
    assert problem["message"]
    plain = bsclient("check", requests, "--on", "2026-11-20").stdout.decode()
    assert plain.startswith("documents: 2 documents limits_request")
    assert "document 2 (limits_request), date, required" in plain


def test_convert_between_the_forms_of_a_type(requests, tmp_path):
    tree = json.loads(requests.read_text("utf-8"))
    flat = bsclient("convert", requests, "-", "--to", "documents-csv")
    assert flat.returncode == 0, flat.stderr.decode()
    table = tmp_path / "requests.csv"
    table.write_bytes(flat.stdout)
    back = tmp_path / "back.json"
    assert bsclient("convert", table, back, "--to", "documents").returncode == 0
    assert [
        {name: text for name, text in document["fields"].items() if text}
        for document in json.loads(back.read_text("utf-8"))["documents"]
    ] == [{name: text for name, text in document["fields"].items() if text} for document in tree["documents"]]
    assert bsclient("check", table, "--on", "2026-11-20").returncode == 1


def test_a_form_that_nobody_knows_is_named_with_those_that_are(requests, tmp_path):
    done = bsclient("convert", requests, tmp_path / "x", "--to", "docx")
    assert done.returncode == 2
    assert b"documents-csv" in done.stderr
    assert not (tmp_path / "x").exists()
    assert bsclient("convert", PAYMENTS, tmp_path / "x", "--to", "documents").returncode == 1
