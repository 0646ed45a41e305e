"""1C's file of a wage project («СчетаПК», 1C's exchange standard 109): wages to credit, or accounts to open.

Written by 1C with or without a name space, in UTF-8 or windows-1251. External entities are not resolved. The control sums at the
end must agree with the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lxml import etree

from bsclient.domain import money
from bsclient.domain.document import RawValue
from bsclient.domain.problems import Problem, Severity
from bsclient.errors import BadInput
from bsclient.formats.drafts import FileDraft, FileDrafts
from bsclient.formats.registers.columns import ROWS, completed, iso

FORM: Final = "1c-payroll"
_ROOT: Final = "СчетаПК"
_WAGES, _OPENINGS = "ЗачислениеЗарплаты", "ОткрытиеСчетов"
_HEAD: Final = re.compile(rb"<[^>]{0,40}" + _ROOT.encode() + b"|<[^>]{0,40}" + _ROOT.encode("cp1251"))
_WITHHELD: Final = ("ОбщаяСуммаУдержаний", "СуммаУдержаний", "СуммаВзыскания")
_KINDS: Final = {"1": "salary"}
"""Kinds of crediting that mean the same at every bank; others are left to the user."""
_NUMBER: Final = re.compile(r"0*([1-9][0-9]{0,5})")
_PHONE: Final = re.compile(r"[^0-9+]")
_MOST: Final = 32 * 1024 * 1024


def looks(data: bytes, _name: str) -> bool:
    """Whether the bytes begin like 1C's file of a wage project."""
    return _HEAD.search(data[:4096]) is not None


def read(data: bytes) -> FileDrafts:
    """Read the file; BadInput("payroll_xml") if it is none after all."""
    root = _parsed(data)
    wages, openings = _child(root, _WAGES), _child(root, _OPENINGS)
    if wages is not None:
        draft = _register(root, wages)
    elif openings is not None:
        draft = _request(root, openings)
    else:
        raise BadInput("payroll_xml", place=f"{_WAGES}, {_OPENINGS}")
    return FileDrafts(FORM, encoding=(root.getroottree().docinfo.encoding or "").lower(), drafts=(draft,))


def _parsed(data: bytes) -> etree._Element:
    if len(data) > _MOST:
        raise BadInput("payroll_xml", place=f"> {_MOST // 1024 // 1024} MiB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadInput("payroll_xml", place=f"{error.lineno}:{error.offset}") from error
    if root.getroottree().docinfo.internalDTD is not None:  # no file of 1C has one; entities begin there
        raise BadInput("payroll_xml", place="DOCTYPE")
    if _local(root) != _ROOT:
        raise BadInput("payroll_xml", place=_local(root))
    return root


def _register(root: etree._Element, section: etree._Element) -> FileDraft:
    people = [item for item in section if _local(item) == "Сотрудник"]
    rows = [_wage(item, place) for place, item in enumerate(people, start=1)]
    day = iso(root.get("ДатаРеестра", "") or root.get("ДатаФормирования", ""))
    kind = _KINDS.get(_text(root, "ВидЗачисления").lstrip("0"), "")
    codes = {code for item in people if (code := _text(item, "КодВидаДохода"))}
    raw: dict[str, RawValue] = {
        "number": _number(root.get("НомерРеестра", "")),
        "date": day,
        "agreement": root.get("НомерДоговора", "").strip(),
        "payer_name": root.get("НаименованиеОрганизации", "").strip(),
        "payer_inn": root.get("ИНН", "").strip(),
        "payer_account": root.get("РасчетныйСчетОрганизации", "").strip(),
        "payer_bic": root.get("БИК", "").strip(),
        "kind_of_pay": kind,
        "month": day[:7],
        "income_code": codes.pop() if len(codes) == 1 else _text(root, "КодВидаДохода"),
        ROWS: rows,
    }
    line = section.sourceline or 0
    return FileDraft(
        1, line, "salary_register", completed("salary_register", raw), tuple(_control(root, rows))
    )


def _wage(item: etree._Element, place: int) -> dict[str, str]:
    withheld = next((text for name in _WITHHELD if (text := _text(item, name))), "")
    return {
        "number": str(place),
        "personnel_number": _personnel_number(item),
        "name": _name(item),
        "account": "".join(_text(item, "ЛицевойСчет").split()),
        "bic": _text(item, "БИК"),
        "amount": _amount(_text(item, "Сумма")),
        "withheld": "" if (sum_ := _amount(withheld)) == "0.00" else sum_,
        "note": "",
    }


def _request(root: etree._Element, section: etree._Element) -> FileDraft:
    people = [item for item in section if _local(item) == "Сотрудник"]
    rows = [_person(item, place) for place, item in enumerate(people, start=1)]
    raw: dict[str, RawValue] = {
        "date": iso(root.get("ДатаФормирования", "")),
        "agreement": root.get("НомерДоговора", "").strip(),
        ROWS: rows,
    }
    raw = completed("card_issue_request", raw)
    return FileDraft(1, section.sourceline or 0, "card_issue_request", raw, tuple(_control(root, rows)))


def _person(item: etree._Element, place: int) -> dict[str, str]:
    papers, card = _child(item, "УдостоверениеЛичности"), _child(item, "ЭмбоссированныйТекст")
    names = () if card is None else (card.get("Поле1", "").strip(), card.get("Поле2", "").strip())
    return {
        "number": str(place),
        "personnel_number": _personnel_number(item),
        "name": _name(item),
        "latin_name": " ".join(filter(None, names)),
        "birthday": iso(_text(item, "ДатаРождения")),
        "document": "" if papers is None else _document(papers),
        "phone": _PHONE.sub("", _text(item, "МобильныйТелефон") or _text(item, "ДомашнийТелефон")),
        "card": "mir",
    }


def _document(papers: etree._Element) -> str:
    kind, series, number = (_text(papers, name) for name in ("ВидДокумента", "Серия", "Номер"))
    given, office = iso(_text(papers, "ДатаВыдачи")), _text(papers, "КемВыдан")
    issued = " ".join(filter(None, (".".join(reversed(given.split("-"))) if given else "", office)))
    head = " ".join(filter(None, (kind, series, number)))
    return f"{head}, выдан {issued}" if issued else head


def _control(root: etree._Element, rows: list[dict[str, str]]) -> Iterator[Problem]:
    sums = _child(root, "КонтрольныеСуммы")
    if sums is None:
        return
    count, total = _text(sums, "КоличествоЗаписей"), _text(sums, "СуммаИтого")
    if count and count != str(len(rows)):
        facts = {"value": count, "expected": str(len(rows))}
        yield Problem("", "payroll_control", Severity.BLOCK, facts)
    try:
        stated = money.parse_amount(total)
        found = sum((money.parse_amount(row.get("amount", "")) for row in rows), Decimal("0.00"))
    except ValueError:
        return
    if stated != found:
        facts = {"value": money.plain(stated), "expected": money.plain(found)}
        yield Problem("", "payroll_control", Severity.BLOCK, facts)


def _local(item: etree._Element) -> str:
    return etree.QName(item).localname if isinstance(item.tag, str) else ""


def _child(item: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in item if _local(child) == name), None)


def _text(item: etree._Element, name: str) -> str:
    child = _child(item, name)
    return " ".join((child.text or "").split()) if child is not None else ""


def _name(item: etree._Element) -> str:
    return " ".join(filter(None, (_text(item, name) for name in ("Фамилия", "Имя", "Отчество"))))


def _personnel_number(item: etree._Element) -> str:
    return item.get("ТабельныйНомер", "").strip() or _text(item, "ТабельныйНомер")


def _amount(text: str) -> str:
    """Return a sum with two decimals; what cannot be read stays as it is."""
    try:
        return money.plain(money.parse_amount(text))
    except ValueError:
        return text


def _number(text: str) -> str:
    match = _NUMBER.fullmatch(text.strip())
    return match[1] if match else ""
