"""Order for a transfer in foreign currency on one sheet, with the boxes of the SWIFT message as banks print them.

No law gives it a form: order and numbers of the boxes are those of MT103 (32A, 50F, 56A, 57A, 59F, 70, 71A, 72, 77B).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bsclient.domain import content
from bsclient.domain.documents.currency_transfer import CHARGES, SPEEDS
from bsclient.printing import generic
from bsclient.printing.canvas import CENTER, LEFT, TOP, Box, Canvas, Page, Style, measured
from bsclient.printing.flow import Block, paginate
from bsclient.printing.paper import Paper
from bsclient.printing.words import russian

_X: Final = 20.0
_WIDTHS: Final = (13.0, 45.0, 122.0)
_RULE: Final = "#888888"
_TAG: Final = Style(8, bold=True, align=CENTER | TOP)
_CAPTION: Final = Style(7.5, align=LEFT | TOP, color="#555555")
_VALUE: Final = Style(9, align=LEFT | TOP)
_SUM: Final = Style(10.5, bold=True, align=LEFT | TOP)
_SUM_BOX: Final = "32A"
_PAD: Final = 1.2

Row = tuple[str, str, str]
"""Number of the box, caption, value."""


def pages(paper: Paper) -> list[Page]:
    """Return the pages: one, unless texts are very long."""
    return measured(
        lambda canvas: paginate(list(_blocks(paper, canvas)), generic.foot(paper), paper.marks.watermark)
    )


def _blocks(paper: Paper, measure: Canvas) -> Iterator[Block]:
    yield generic.opening(paper, measure)
    yield generic.title(paper, measure)
    for part in (_transfer(paper), _control(paper)):
        for row in part:
            if row[2]:
                yield _block(row, measure)
        yield Block(2)
    yield generic.hands(paper)


def _transfer(paper: Paper) -> Sequence[Row]:
    say = paper.text
    amount = content.shown_amount(say("amount"))
    charges = f"{say('charges')} – {russian(CHARGES.get(say('charges'), ''))}"
    code = say("bank_bic") or say("bank_clearing")
    return (
        (_SUM_BOX, "Валюта, сумма", f"{say('currency')}   {amount}"),
        (_SUM_BOX, "Дата валютирования", content.shown_day(say("value_date"))),
        ("23E", "Срочность", russian(SPEEDS.get(say("speed"), ""))),
        ("50F", "Плательщик", _lines(f"{say('payer_name')}, ИНН {say('payer_inn')}", say("payer_latin"), _address(paper, "payer"))),
        ("50F", "Счёт списания", say("account")),
        ("56A", "Банк-посредник", _lines(say("intermediary_bic"), say("intermediary_name"), say("intermediary_account"))),
        ("57A" if say("bank_bic") else "57D", "Банк получателя", _lines(code, say("bank_name"), _address(paper, "bank"))),
        ("57A", "Корреспондентский счёт", say("bank_account")),
        ("59F", "Счёт получателя", say("beneficiary_account")),
        ("59F", "Получатель", _lines(say("beneficiary_name"), _address(paper, "beneficiary"))),
        ("70", "Назначение платежа", say("purpose")),
        ("71A", "Комиссии и расходы", charges),
        ("", "Счёт для комиссии", say("fee_account")),
        ("72", "Информация для банка", say("bank_information")),
        ("77B", "Регулятивная информация", say("regulatory")),
    )  # fmt: skip


def _control(paper: Paper) -> Sequence[Row]:
    say = paper.text
    signed = content.shown_day(say("contract_date"))
    contract = " ".join(
        filter(None, (f"№ {say('contract_number')}" if say("contract_number") else "", f"от {signed}" if signed else ""))
    )  # fmt: skip
    files = ", ".join(row.get("name", "") for row in paper.rows("attachments"))
    return (
        ("", "Код вида операции", say("vo_code")),
        ("", "Уникальный номер контракта", say("unk")),
        ("", "Контракт", contract),
        ("", "Ожидаемый срок исполнения", content.shown_day(say("delivery_by"))),
        ("", "Приложенные документы", files),
        ("", "Контактное лицо", ", ".join(filter(None, (say("contact"), say("contact_phone"))))),
    )


def _address(paper: Paper, side: str) -> str:
    parts = (f"{side}_{name}" for name in ("street", "building", "postcode", "town", "country"))
    return ", ".join(filter(None, map(paper.text, parts)))


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _block(row: Row, measure: Canvas) -> Block:
    styles = (_TAG, _CAPTION, _SUM if row[0] == _SUM_BOX else _VALUE)
    height = 1.4 + max(
        measure.needed(width - 2 * _PAD, text, style)
        for width, text, style in zip(_WIDTHS, row, styles, strict=True)
    )

    def paint(canvas: Canvas, y: float) -> None:
        x = _X
        for width, text, style in zip(_WIDTHS, row, styles, strict=True):
            canvas.frame(Box(x, y, width, height), 0.12, _RULE)
            canvas.text(Box(x + _PAD, y + 0.7, width - 2 * _PAD, height - 0.8), text, style)
            x += width

    return Block(height, paint)
