"""`convert` between formats as people see it: every target, what is lost on standard error, exit codes; the paper."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from bsclient.errors import BadInput
from bsclient.formats.convert import load_any
from bsclient.services.exports import conversions

ROOT = Path(__file__).parents[2]
STATEMENT = ROOT / "tests" / "data" / "1c" / "demo_three_ops_cp1251.txt"
PAYMENTS = ROOT / "tests" / "data" / "1c" / "gen_50_payments_cp1251.txt"
INTERIM = ROOT / "tests" / "data" / "mt940" / "mBank_mt942.sta"


def bsclient(*arguments: object, language: str = "en") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "BSCLIENT_LANG": language}
    command = [sys.executable, "-m", "bsclient", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=False)


def printed(raw: bytes) -> str:
    document = pypdfium2.PdfDocument(raw)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\u00a0", " ")


def test_a_statement_becomes_mt940_and_what_is_lost_is_said(tmp_path: Path) -> None:
    out = tmp_path / "kl.sta"
    done = bsclient("convert", STATEMENT, out, "--to", "mt940", language="ru")
    assert done.returncode == 0
    told = done.stderr.decode()
    assert "Не сохраняется вид документа словами (документов: 3)." in told
    assert "прописными (документов: 3)" in told
    assert len(load_any(out.read_bytes()).documents) == 3


def test_a_statement_on_paper(tmp_path: Path) -> None:
    out = tmp_path / "statement.pdf"
    done = bsclient("convert", STATEMENT, out, "--to", "pdf", language="ru")
    assert done.returncode == 0, done.stderr.decode()
    text = printed(out.read_bytes())
    for part in (
        "40702810000000000001",
        "130 000,00",
        "ООО Вектор",
        "Оплата по счёту 305",
        "15 000,00",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        (PAYMENTS, "mt940", "mt940"),
        (STATEMENT, "ed101", "ed101"),
        (INTERIM, "mt940", "balances"),
        (PAYMENTS, "pdf", "pdf"),
        (INTERIM, "pdf", "balances"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    tmp_path: Path, source: Path, target: str, code: str
) -> None:
    out = tmp_path / "out"
    with pytest.raises(BadInput) as caught:
        conversions.convert_file(source, target, out)
    assert caught.value.code in {
        "file_target_no_payments",
        "file_target_no_statement",
        "file_balances_missing",
    }
    assert ("balances" in caught.value.code) == (code == "balances")
    assert not list(tmp_path.iterdir())


def test_operations_left_out_are_said_and_change_the_exit_code(tmp_path: Path) -> None:
    whole, bare = tmp_path / "whole.json", tmp_path / "bare.json"
    assert conversions.convert_file(STATEMENT, "json", whole).complete
    tree = json.loads(whole.read_text("utf-8"))
    tree["documents"][1].update(direction=None, debited=None, credited=None)
    bare.write_text(json.dumps(tree), "utf-8")
    done = bsclient("convert", bare, tmp_path / "out.sta", "--to", "mt940")
    assert done.returncode == 1
    assert b"(direction, day or amount): 1." in done.stderr
    assert len(load_any((tmp_path / "out.sta").read_bytes()).documents) == 2


TABLE = "Счёт;Дата операции;Сумма;Назначение платежа\r\n40702810600000012345;02.11.2026;-10,005;A\r\n40702810600000012345;02.11.2026;5,00;B\r\n"


def test_every_remark_says_where_and_how_to_mend(tmp_path: Path) -> None:
    statement = tmp_path / "a.txt"
    statement.write_bytes(
        STATEMENT.read_bytes().replace("Сумма=".encode("cp1251"), "Сумма=x".encode("cp1251"), 1)
    )
    table = tmp_path / "a.csv"
    table.write_text(TABLE, encoding="utf-8")
    at = next(n for n, each in enumerate(statement.read_bytes().splitlines(), 1) if b"=x" in each)
    for path, language, line in (
        (statement, "ru", f"Строка {at}, документ 1, Сумма: Не удаётся прочитать сумму «x20000.00». Укажите"),
        (statement, "en", f"Line {at}, document 1, Amount: The amount “x20000.00” cannot be read. Write"),
        (table, "ru", "Строка 2, колонка «Сумма»: в «-10,005» больше знаков после запятой, чем у валюты"),
        (table, "en", "Row 2, column “Сумма”: “-10,005” has more decimals than its currency"),
    ):
        told = conversions.report(conversions.convert_file(path, "json", tmp_path / "a.json"), language)
        assert len([each for each in told if each.startswith(line)]) == 1
