"""Fields of exchange files have one name each: the command line says the words that the windows say, never codes of the model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from bsclient import texts
from bsclient.domain.problems import Severity
from bsclient.formats import model
from bsclient.formats.table_files.fields import FIELDS
from bsclient.paths import RESOURCES, resource
from bsclient.services.imports import filecheck

RATES = "Дата;Контрагент;ИНН;Назначение\n01.10.2026;ООО;7710140679;дождь\n02.10.2026;АО;7710140679;снег\n"
WORDS = {"en": "Amount / Debit / Credit", "ru": "Сумма / Дебет / Кредит"}
WRONG_INN = """1CClientBankExchange
ВерсияФормата=1.03
Кодировка=Windows
РасчСчет=40702810781177541208
Документ=Платежное поручение
СекцияДокумент=Платежное поручение
Номер=1
Дата=20.11.2026
Сумма=100.00
ПлательщикСчет=40702810781177541208
ПлательщикИНН=0917154556
КонецДокумента
КонецФайла
"""


def bsclient(*arguments: object, language: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "BSCLIENT_LANG": language, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "bsclient", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, cwd=RESOURCES.parent, env=environment, check=False, timeout=120
    )


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_what_a_table_lacks_is_said_in_words(tmp_path: Path, language: str) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(RATES, "utf-8")
    checked = bsclient("check", path, language=language)
    converted = bsclient("convert", path, tmp_path / "out.txt", "--to", "1c", language=language)
    told = json.loads(bsclient("check", path, "--json", language=language).stdout)
    messages = [one["message"] for one in told["problems"]]
    for said in (checked.stdout.decode(), converted.stderr.decode(), *messages):
        assert WORDS[language] in said
        assert "|" not in said
    assert checked.returncode == converted.returncode == 1


def test_a_field_that_is_wrong_is_named_with_its_box(tmp_path: Path) -> None:
    path = tmp_path / "1c_to_kl.txt"
    path.write_bytes(WRONG_INN.replace("\n", "\r\n").encode("cp1251"))
    done = bsclient("check", path, "--on", "2026-11-20", language="ru")
    (line,) = (
        line for line in done.stdout.decode().splitlines() if "inn_checksum" in line or "inn_key" in line
    )
    code, _, sentence = line.partition(": ")[2].partition(": ")
    assert "payer.inn" in code, "field and code for programs, a sentence for people"
    assert "Плательщик: ИНН" in sentence
    assert "payer.inn" not in sentence
    told = json.loads(bsclient("check", path, "--on", "2026-11-20", "--json", language="ru").stdout)
    assert "payer.inn" in {one["field"] for one in told["problems"]}, "programs go by the code"


DOCUMENT = {
    "type": "cash_order",
    "fields": {
        "number": "1",
        "date": "2026-11-20",
        "account": "123",
        "symbols": [{"symbol": "", "amount": "1.00"}],
    },
}
TOLD = {
    "en": ("“Receiver”", "Cash symbols 1: Cash symbol"),
    "ru": ("«Получатель наличных»", "«Кассовые символы 1: Кассовый символ»"),
}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_fields_of_other_documents_are_said_by_their_labels(tmp_path: Path, language: str) -> None:
    path = tmp_path / "documents.json"
    path.write_text(
        json.dumps({"format": "bsclient-documents", "version": "1", "documents": [DOCUMENT]}), "utf-8"
    )
    done = bsclient("check", path, "--on", "2026-11-20", language=language)
    said = done.stdout.decode()
    assert all(words in said for words in TOLD[language]), said
    assert not any(
        quoted in said
        for code in ("receiver", "account", "symbols.0.symbol")
        for quoted in (f"“{code}”", f"«{code}»")
    )
    told = json.loads(bsclient("check", path, "--on", "2026-11-20", "--json", language=language).stdout)
    (document,) = told["documents"]
    fields = {one["field"]: one["message"] for one in document["problems"]}
    assert TOLD[language][0] in fields["receiver"]
    assert "symbols.0.symbol" in fields, "programs go by the code"


def test_every_field_has_a_name_in_each_language() -> None:
    named = [json.loads(resource(f"i18n/fields.{one}.json").read_text("utf-8")) for one in texts.LANGUAGES]
    assert named[0].keys() == named[1].keys() >= FIELDS.keys()
    assert all(text.strip() for names in named for text in names.values())


def test_what_has_no_words_stays_as_it_is() -> None:
    facts = {"field": "payer.inn (60)", "fields": "amount|debit, strange", "value": "amount"}
    assert texts.of_file(facts, "en") == {
        "field": "Payer: INN (60)",
        "fields": "Amount / Debit, strange",
        "value": "amount",
    }
    assert texts.of_file({"line": "1"}, "ru") == {"line": "1"}
    assert texts.field("-", "ru") == "-"


PLACES = {"en": "block: line 6, document 1 (№ 1), ", "ru": "ошибка: строка 6, документ 1 (№ 1), "}
HOLDS = {
    "en": "1CClientBankExchange 1.03 cp1251: 1 payments, total 100.00",
    "ru": "1CClientBankExchange 1.03 cp1251: платежей — 1, на сумму 100,00",
}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_places_and_totals_are_said_in_the_language(tmp_path: Path, language: str) -> None:
    path = tmp_path / "1c_to_kl.txt"
    path.write_bytes(WRONG_INN.replace("\n", "\r\n").encode("cp1251"))
    said = bsclient("check", path, "--on", "2026-11-20", language=language).stdout.decode().splitlines()
    assert said[0].removesuffix("\u00a0RUB") == HOLDS[language]
    assert PLACES[language] in "\n".join(said)


def test_a_statement_is_summed_by_direction_and_currency() -> None:
    documents = [
        model.ExchangeDocument(index=at, line=at, amount=Decimal(amount), currency=currency, direction=direction)
        for at, (amount, currency, direction) in enumerate(
            (("5.00", "RUB", "credit"), ("0.125", "KWD", "credit"), ("2.00", "RUB", "debit"), ("1.00", "RUB", "internal")), 1
        )
    ]  # fmt: skip
    file = model.ExchangeFile(format="mt940", documents=tuple(documents), role=model.ENTRIES)
    assert list(filecheck.report(file, "ru")) == [
        "MT940: операций — 4, поступило 0,125\u00a0KWD + 6,00\u00a0RUB, списано 3,00\u00a0RUB"
    ]


def test_keys_of_formats_are_said_in_words_and_days_as_they_are_written() -> None:
    facts = {"key": "account", "start": "2026-06-30", "value": "2026-06-31"}
    assert texts.of_file(facts, "ru") == {"key": "Свой счёт", "start": "30.06.2026", "value": "2026-06-31"}
    assert texts.of_file(facts, "en")["start"] == "2026-06-30"
    assert texts.of_file({"key": ":62F:"}, "ru") == {"key": "62F"}


def test_a_strange_file_is_not_called_a_file_of_payments(tmp_path: Path) -> None:
    path = tmp_path / "rates.xml"
    path.write_text('<?xml version="1.0"?><ValCurs Date="25.04.2020"></ValCurs>', "utf-8")
    (line,) = bsclient("check", path, language="ru").stdout.decode().splitlines()
    assert line.startswith("ошибка: строка 1, -, file_other_format: ")
    assert "XML_daily (cbr.ru)" in line


def test_a_document_without_a_number_has_no_empty_brackets() -> None:
    problem = model.FileProblem(1, 5, "", "file_amount_zero", Severity.WARN)
    file = model.ExchangeFile(
        format="mt940", documents=(model.ExchangeDocument(1, 5),), problems=(problem,), role=model.ENTRIES
    )
    line = list(filecheck.report(file, "ru"))[1]
    assert line.startswith("предупреждение: строка 5, документ 1, -, file_amount_zero: ")
