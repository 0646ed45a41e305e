"""Files that banks and programs really wrote: all that stands in them comes out, or the reason why not.

Files of free licence are in tests/data/1c. Others are read where `BSCLIENT_SAMPLES` says, a folder with a
sub-folder `1c`.
"""

from __future__ import annotations

import os
import re
from decimal import Decimal
from pathlib import Path

import pytest

from bsclient.formats.convert import load_any
from bsclient.formats.model import ExchangeFile

HERE = Path(__file__).parent.parent / "data" / "1c"
ELSEWHERE = os.environ.get("BSCLIENT_SAMPLES", "")

# name: format, encoding, documents, account sections, directions, codes of problems
EXPECTED: dict[str, tuple[str, str, int, int, str, set[str]]] = {
    "demo_statement_cp1251.txt": ("1c-statement", "cp1251", 2, 1, "dc", set()),
    "demo_three_ops_cp1251.txt": ("1c-statement", "cp1251", 3, 1, "ccd", set()),
    "gen_50_payments_cp1251.txt": ("1c-payments", "cp1251", 50, 1, "d" * 50, set()),
    "gen_50_payments_cp866.txt": ("1c-payments", "cp866", 50, 1, "d" * 50, set()),
    "gpb_1.01_cp1251.txt": ("1c-statement", "cp1251", 1, 1, "d", set()),
    "min_cp1251.txt": ("1c-payments", "cp1251", 0, 0, "", {"file_key_unknown", "file_version_missing"}),
    "ozon_no_documents_cp1251.txt": ("1c-statement", "cp1251", 0, 1, "", {"file_turnover_differs"}),
    "sber_daily_balances_1.03_cp1251.txt": ("1c-statement", "cp1251", 2, 46, "cd", set()),
    "tbank_bank_orders_cp1251.txt": ("1c-statement", "cp1251", 9, 1, "c" * 9, {"file_turnover_differs"}),
    "tbank_one_document_cp1251.txt": ("1c-statement", "cp1251", 1, 1, "c", {"file_turnover_differs"}),
    "tbank_two_documents_cp1251.txt": ("1c-statement", "cp1251", 2, 1, "cc", {"file_turnover_differs"}),
    "vtb_one_day_1.02_cp1251.txt": (
        "1c-statement",
        "cp1251",
        13,
        1,
        "----------ccc",
        {"file_turnover_differs"},
    ),
    "vtb_one_day_1.02_utf8.txt": (
        "1c-statement",
        "utf-8",
        13,
        1,
        "----------ccc",
        {"file_turnover_differs", "file_encoding_differs"},
    ),
}
NOT_COPIED: dict[str, tuple[str, str, int, int, str, set[str]]] = {
    "gen_200_cp1251.txt": ("1c-statement", "cp1251", 200, 1, "", set()),
    "gen_200_daily_utf8_lf.txt": ("1c-statement", "utf-8", 200, 181, "", {"file_balance_differs"}),
    "oebs_sample1.txt": (
        "1c-statement",
        "utf-8",
        2,
        2,
        "ii",
        {"file_encoding_differs", "file_turnover_differs"},
    ),
    "oebs_sample2.txt": ("1c-payments", "utf-8", 1, 1, "d", {"file_encoding_differs"}),
    "oebs_sample3.txt": ("1c-payments", "utf-8", 1, 1, "d", {"file_encoding_differs"}),
    "oebs_sample5.txt": ("1c-payments", "utf-8", 6, 1, "dddddd", {"file_encoding_differs"}),
    "payments_no_type_1.03_cp1251.txt": (
        "1c-payments",
        "cp1251",
        2,
        0,
        "--",
        {"file_kind_missing", "file_value_missing", "file_encodings_mixed"},
    ),
    "vtb_statement_1.03_cp1251.txt": ("1c-statement", "cp1251", 3, 1, "", {"file_turnover_differs"}),
}
LETTERS = {"debit": "d", "credit": "c", "internal": "i", "": "-"}


def agrees(file: ExchangeFile, raw: bytes, expected: tuple[str, str, int, int, str, set[str]]) -> None:
    """Compare with what is expected, and every value with a plain search in the text itself."""
    format_, encoding, documents, accounts, directions, codes = expected
    assert (file.format, file.encoding) == (format_, encoding)
    assert (len(file.documents), len(file.accounts)) == (documents, accounts)
    assert {p.code for p in file.problems} == codes
    if directions:
        assert "".join(LETTERS[d.direction] for d in file.documents) == directions
    text = raw.decode(encoding, errors="replace").replace("\r\n", "\n")
    parts = re.findall(r"^СекцияДокумент(?:=(.*))?\n((?:.*\n)*?)КонецДокумента", text, re.MULTILINE)
    assert len(parts) == documents
    for found, (kind, body) in zip(file.documents, parts, strict=True):
        given = {k: v.strip() for k, v in re.findall(r"^(\w+)=(.*)$", body, re.MULTILINE)}
        assert found.kind == kind
        assert text.split("\n")[found.line - 1].startswith("СекцияДокумент")
        assert found.number == given["Номер"]
        assert found.date is not None
        assert f"{found.date:%d.%m.%Y}" == given["Дата"]
        assert found.amount == Decimal(given["Сумма"])
        assert found.purpose == given.get("НазначениеПлатежа", "")
        joint = given.get("Плательщик", "")
        assert (
            found.payer.name == given["Плательщик1"]
            if given.get("Плательщик1")
            else found.payer.name in joint
        )
        assert bool(found.payer.name) == bool(joint or given.get("Плательщик1"))
        assert found.payee.inn == given.get("ПолучательИНН", "")
        assert found.payee.kpp == given.get("ПолучательКПП", "")
        assert found.payer.bank.bic == given.get("ПлательщикБИК", "")
        assert found.tax.kbk == given.get("ПоказательКБК", "")
        assert found.priority == given.get("Очередность", "")


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_read_to_the_last_value(name: str) -> None:
    raw = (HERE / name).read_bytes()
    agrees(load_any(raw, name), raw, EXPECTED[name])


def test_every_copied_sample_is_tested() -> None:
    assert {path.name for path in HERE.glob("*.txt") if not path.name.startswith("by_")} == set(EXPECTED)


def test_the_same_data_in_two_encodings_are_the_same() -> None:
    left = load_any((HERE / "vtb_one_day_1.02_cp1251.txt").read_bytes())
    right = load_any((HERE / "vtb_one_day_1.02_utf8.txt").read_bytes())
    assert left.documents == right.documents
    assert left.accounts == right.accounts
    dos = load_any((HERE / "gen_50_payments_cp866.txt").read_bytes())
    windows = load_any((HERE / "gen_50_payments_cp1251.txt").read_bytes())
    assert [d.amount for d in dos.documents] == [d.amount for d in windows.documents]
    assert [d.payee.inn for d in dos.documents] == [d.payee.inn for d in windows.documents]


@pytest.mark.skipif(
    not ELSEWHERE, reason="BSCLIENT_SAMPLES names no folder with the samples that are not ours to copy"
)
@pytest.mark.parametrize("name", NOT_COPIED)
def test_a_sample_that_may_not_be_copied_is_read_too(name: str) -> None:
    raw = (Path(ELSEWHERE) / "1c" / name).read_bytes()
    agrees(load_any(raw, name), raw, NOT_COPIED[name])
