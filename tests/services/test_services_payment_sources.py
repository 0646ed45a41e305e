"""Payments from codes, copied text and files of other formats: drafts and previews, nothing stored by itself."""

import dataclasses
import datetime as dt
import io
from decimal import Decimal

import pytest
from local_kit import CORR, INN, OWN, PAYEE, PAYEE_INN, codes, office

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import model, payment_qr_writer, qr, registry
from bsclient.formats.found_payment import Sure
from bsclient.services.imports.sources import PaymentSources, Picture
from bsclient.services.imports.taking import Mark

BIC = "044525225"
RAW = {
    "payee_name": 'ООО "Поставщик"',
    "payee_account": PAYEE,
    "payee_bank_name": "ПАО Сбербанк",
    "payee_bic": BIC,
    "payee_corr_account": "30101810400000000225",
    "payee_inn": PAYEE_INN,
    "amount": "1500.50",
    "purpose": "Оплата по счету 7. Без НДС",
}


@pytest.fixture
def desk(tmp_path):
    opened = office(tmp_path)
    opened.payment_sources = PaymentSources(opened.place, opened.drafts)
    yield opened
    opened.close()


def picture(*payloads, scale=4):
    """Codes one under another."""
    blocks, side = [], 0
    for payload in payloads:
        rows = qr.matrix(payload)
        side = len(rows) * scale
        blocks.append(
            bytes(0 if rows[y // scale][x // scale] else 255 for y in range(side) for x in range(side))
        )
    return Picture(b"".join(blocks), side, side * len(blocks))


def coded(**changes):
    return payment_qr_writer.write(RAW | changes)


def test_a_code_fills_a_draft_and_stores_nothing(desk):
    found = desk.payment_sources.picture(picture(coded()), "invoice.png")
    (candidate,) = found.candidates
    filled = desk.payment_sources.fill(candidate, found.name)
    raw = filled.draft.raw
    assert {name: raw[name] for name in RAW} == RAW
    assert raw["payer_account"] == OWN
    assert raw["number"]
    assert filled.draft.version == 0
    assert desk.listing.view().count == 0
    assert candidate.corners
    assert not [p for p in desk.drafts.check("payment_order", raw) if p.severity is Severity.BLOCK]
    saved = desk.drafts.save(filled.draft)
    assert "payee_new" in codes(desk.drafts.check("payment_order", saved.raw, saved.id))


def test_the_bank_of_a_bic_comes_from_the_directory(desk):
    found = desk.payment_sources.text(
        f"ИНН {PAYEE_INN} р/с {PAYEE} БИК {BIC} ООО «Поставщик» к оплате: 10,00 руб."
    )
    filled = desk.payment_sources.fill(found.candidates[0])
    assert filled.draft.raw["payee_corr_account"] == "30101810400000000225"
    assert filled.pieces["payee_corr_account"].sure is Sure.GUESSED
    assert filled.candidate.payment.missing == ("purpose",)


def test_a_code_for_another_payer_is_told(desk):
    text = coded().decode() + "|PayerINN=7703334458"
    filled = desk.payment_sources.fill(desk.payment_sources.text(text).candidates[0])
    (problem,) = filled.problems
    assert (problem.code, problem.facts["expected"]) == ("qr_payer_other", INN)
    assert filled.draft.raw["payer_inn"] == INN


def test_other_codes_beside_a_payment_are_told(desk):
    found = desk.payment_sources.picture(
        picture(coded(), b"https://qr.nspk.ru/" + b"A" * (len(coded()) - 19)), "two"
    )
    (candidate,) = found.candidates
    assert [(p.code, p.facts["value"]) for p in candidate.payment.problems] == [("qr_others", "qr.nspk.ru")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("https://qr.nspk.ru/AS1", "qr_sbp"),
        ("t=20261120T1542&s=15.00&fn=99&i=1&fp=2&n=1", "qr_receipt"),
        ("привет", "text_nothing"),
    ],
)
def test_what_is_no_payment_is_named(desk, text, wanted):
    with pytest.raises(BadInput) as caught:
        desk.payment_sources.text(text)
    assert caught.value.code == wanted


def previewed(desk, *payloads):
    found = desk.payment_sources.picture(picture(*payloads), "codes.png")
    file = desk.payment_sources.as_file(found.candidates)
    return desk.imports.preview_file(file, found.name, found.octets)


def test_several_codes_go_through_the_preview_of_imports(desk):
    preview = previewed(desk, coded(amount="10.00"), coded(amount="20.00"))
    assert [row.mark for row in preview.rows] == [Mark.NEW, Mark.NEW]
    assert preview.total == Decimal("30.00")
    first, second = preview.rows
    assert int(second.number) == int(first.number) + 1
    assert {"import_number_none", "import_day_given", "import_payer_given"} <= {
        p.code for p in first.problems
    }
    result = desk.imports.commit(preview, preview.suggested)
    assert (result.count, result.total) == (2, Decimal("30.00"))
    again = previewed(desk, coded(amount="10.00"), coded(amount="20.00"))
    assert again.earlier is not None


def orders(*documents):
    return model.ExchangeFile(format="pain001", version="3", documents=documents, role=model.ORDERS)


def document(index=1, **changes):
    made = model.ExchangeDocument(
        index, index, number="71", date=dt.date(2026, 11, 20), amount=Decimal("9.00"), currency="RUB",
        payer=model.Party(account=OWN),
        payee=model.Party(RAW["payee_name"], PAYEE_INN, "", PAYEE, model.Bank(BIC)),
        purpose="Оплата по счету 8. Без НДС",
    )  # fmt: skip
    return dataclasses.replace(made, **changes)


def test_a_file_of_orders_of_any_format(desk):
    preview = desk.imports.preview_file(orders(document()), "pay.xml", b"bytes")
    (row,) = preview.rows
    assert (row.mark, row.number, preview.format) == (Mark.NEW, "71", "pain001")
    assert row.raw["payer_inn"] == INN
    assert row.raw["payee_corr_account"] == "30101810400000000225"
    assert row.valid
    done = desk.imports.commit(preview, {1})
    assert desk.drafts.get(done.first).raw["payer_corr_account"] == CORR
    twice = desk.imports.preview_file(orders(document()), "pay.xml", b"bytes2")
    assert twice.rows[0].mark is Mark.DUPLICATE


def test_a_foreign_account_and_another_currency_are_refused(desk):
    foreign = document(1, payer=model.Party(account=PAYEE))
    dollars = document(2, currency="USD")
    preview = desk.imports.preview_file(orders(foreign, dollars), "pay.xml", b"x")
    assert [row.mark for row in preview.rows] == [Mark.FOREIGN, Mark.UNREADABLE]
    assert preview.rows[0].raw.get("payer_inn", "") == ""
    assert "import_currency" in codes(preview.rows[1].problems)


def test_statements_are_no_payments(desk):
    with pytest.raises(BadInput) as caught:
        desk.imports.preview_file(dataclasses.replace(orders(document()), role=model.ENTRIES), "s.xml", b"x")
    assert caught.value.code == "import_statement"


def test_the_same_number_for_long_ones_of_other_systems(desk):
    preview = desk.imports.preview_file(orders(document(number="END-TO-END-2026-11")), "pay.xml", b"x")
    (row,) = preview.rows
    assert row.number.isdigit()
    told = next(p for p in row.problems if p.code == "import_number_given")
    assert told.facts["value"] == "END-TO-END-2026-11"


@pytest.mark.parametrize("code", ["pain001", "ed101"])
def test_files_that_other_programs_write(desk, code):
    form = registry.named(code)
    out = io.BytesIO()
    payer = model.Party('ООО "Ромашка"', INN, "", OWN, model.Bank(BIC, "", CORR))
    payee = model.Party(RAW["payee_name"], PAYEE_INN, "", PAYEE, model.Bank(BIC, "", CORR))
    first, second = document(), document(2, number="72", amount=Decimal("10.50"))
    written = [dataclasses.replace(one, payer=payer, payee=payee, priority="5") for one in (first, second)]
    form.writer()(out, orders(*written), "ru")
    preview = desk.imports.preview(out.getvalue(), "pay.xml")
    assert preview.format == code
    assert [row.mark for row in preview.rows] == [Mark.NEW, Mark.NEW]
    assert preview.total == Decimal("19.50")
    assert [row.raw["payee_account"] for row in preview.rows] == [PAYEE, PAYEE]
    assert desk.imports.import_stream(io.BytesIO(out.getvalue()), "pay.xml").count == 2
    again = desk.imports.preview(out.getvalue(), "pay.xml")
    assert [row.mark for row in again.rows] == [Mark.DUPLICATE] * 2
    assert again.earlier is not None


def unnumbered(*purposes, day=None):
    return orders(*(
        document(index, number="E2E-A", date=day, purpose=purpose) for index, purpose in enumerate(purposes, 1)
    ))  # fmt: skip


@pytest.mark.parametrize("day", [None, dt.date(2026, 11, 20)])
def test_payments_without_numbers_are_not_taken_twice(desk, day):
    """The number is given anew each time, so it cannot tell a payment that is here from a new one."""
    rent = "Аренда за ноябрь. Без НДС"
    first = desk.imports.preview_file(unnumbered(rent, rent, day=day), "pay.xml", b"first")
    assert [row.mark for row in first.rows] == [Mark.NEW] * 2  # twins of one file are two payments
    assert desk.imports.commit(first, first.suggested).count == 2
    others = unnumbered(rent, rent, rent, "Аренда за декабрь. Без НДС", day=day)
    again = desk.imports.preview_file(others, "pay.xml", b"second")
    assert [row.mark for row in again.rows] == [Mark.DUPLICATE, Mark.DUPLICATE, Mark.NEW, Mark.NEW]
    assert "import_alike" in codes(again.rows[0].problems)
    assert "import_duplicate" not in codes(again.rows[0].problems)  # it would name a number that is not there
    assert desk.imports.commit(again, again.suggested).count == 2


def test_an_endless_copied_word_is_refused_at_once(desk):
    for word in ("|" * 200_000, "A" * 200_000, "t=" * 100_000):
        with pytest.raises(BadInput):
            desk.payment_sources.text(word)
