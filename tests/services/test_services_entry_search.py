"""Search by any fragment, turnover and categories, expected income: on real entries in a real base."""

import datetime as dt
import threading
from dataclasses import replace
from decimal import Decimal

import pytest
from archive_kit import THERE, day, document, file, section
from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st
from local_kit import NOW, OTHER, OWN, PAYEE, office

from bsclient.errors import BadInput, NotAllowed
from bsclient.services.documents.calendar import Every, Rule
from bsclient.services.statements.archive import Archive
from bsclient.services.statements.categories import Categories, CategoryRule, Classifier, shipped
from bsclient.services.statements.expectations import Expectation, Expectations
from bsclient.services.statements.forecast import Forecasts
from bsclient.services.statements.search import EntrySearch, Scope
from bsclient.services.statements.turnover import Turnover
from bsclient.storage import entry_search, ledger
from bsclient.storage.rows.statements import EntryRow


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.close()


def entry(number, amount="100.00", *, on=0, credit=True, account=OWN, **more):
    return EntryRow(
        id=f"{number}/{account}", account=account, value_date=day(on), posted=NOW, credit=credit, amount=Decimal(amount),
        currency="RUB", balance_after=Decimal(0), **({"number": str(number)} | more),
    )  # fmt: skip


def fill(desk, *rows):
    with desk.store.write() as work:
        ledger.add_entries(work, rows)


ROWS = (
    entry(101, "1234.05", counterparty_name="ООО «Ёлочка»", counterparty_inn="7707083893", purpose="Оплата по счёту № 15"),
    entry(102, "50.00", on=2, counterparty_name="АО Ромашка", counterparty_account=PAYEE, purpose="Аренда за май", credit=False),
    entry(103, "60.00", on=1, account=OTHER, counterparty_name="ООО \"Кот's\"", purpose="100% предоплата _ \\ * ^"),
    entry(104, "70.00", on=3, counterparty_name="Elochka Ltd", purpose="ЗАКАЗ 77/Б"),
)  # fmt: skip


def found(search, text, **more):
    return [row.id.partition("/")[0] for row in search.search(text, **more).rows]


@pytest.mark.parametrize("indexed", [0, 2, 4])
def test_any_fragment_is_found_newest_first_with_and_without_the_index(desk, indexed):
    fill(desk, *ROWS[:indexed])
    search = EntrySearch(desk.place)
    assert search.index(threading.Event())
    fill(desk, *ROWS[indexed:])
    for text, expected in {
        "": ["104", "102", "103", "101"],
        "елочк": ["101"], "ЁЛОЧ": ["101"], "лочка": ["101"], "lochk": ["104"],
        "0708": ["101"], PAYEE[3:17]: ["102"], "10": ["104", "102", "103", "101"], "102": ["102"],
        "1234,05": ["101"], "1 234.05": ["101"], "1234": ["101"], "0.00": ["104", "102", "103"],
        "аренд май": ["102"], "май аренд": ["102"], "аренд июнь": [], "№ 15": ["101"], "№ 1 по": ["101"], "0% пред": ["103"], "кот's": ["103"], "_": ["103"],
        '"': ["103"], "*": ["103"], "\\": ["103"], "77/б": ["104"], "нет такого": [],
    }.items():  # fmt: skip
        assert found(search, text) == expected, text


def test_the_scope_narrows(desk):
    fill(desk, *ROWS)
    search = EntrySearch(desk.place)
    assert found(search, "", scope=Scope((OTHER,))) == ["103"]
    assert found(search, "", scope=Scope((OWN,), day(1), day(2))) == ["102"]
    assert found(search, "", scope=Scope(currency="USD")) == []


@pytest.mark.parametrize("index", [False, True])
def test_pages_join_to_the_whole_and_may_be_empty(desk, index, monkeypatch):
    fill(desk, *(entry(number, on=number % 3, account=(OWN, OTHER)[number % 2]) for number in range(1, 60)))
    search = EntrySearch(desk.place)
    if index:
        search.index(threading.Event())
    monkeypatch.setattr("bsclient.services.statements.search._LOOKED", 7)
    monkeypatch.setattr(entry_search, "BLOCK", 4)
    at, rows, pages = None, [], 0
    while True:
        page = search.search("5", before=at, limit=3)
        rows += page.rows
        pages += 1
        at = page.more
        if at is None:
            break
    wanted = [row for row in range(1, 60) if "5" in str(row)]
    assert sorted(int(row.number) for row in rows) == wanted
    assert [row.value_date for row in rows] == sorted((row.value_date for row in rows), reverse=True)
    assert pages > 3


def test_a_search_is_cancelled_with_what_it_has(desk, monkeypatch):
    fill(desk, *(entry(number) for number in range(1, 40)))
    monkeypatch.setattr(entry_search, "BLOCK", 5)
    stop = threading.Event()
    stop.set()
    page = EntrySearch(desk.place).search("нет такого", cancel=stop)
    assert page.rows == ()
    assert page.more is not None


def test_the_index_grows_in_steps_and_follows(desk, monkeypatch):
    monkeypatch.setattr("bsclient.services.statements.search._STEP", 10)
    fill(desk, *(entry(number, purpose=f"слово{number}") for number in range(1, 36)))
    search = EntrySearch(desk.place)
    assert (search.index(threading.Event(), steps=2), search.behind()) == (False, 15)
    assert found(search, "слово35") == ["35"]
    assert search.index(threading.Event())
    stop = threading.Event()
    stop.set()
    assert not search.index(stop)
    archive = Archive(desk.place)  # the entries of a file move when older ones come
    late = file([section(3, 3)], [document(1, "10.00", on=3, purpose="поздняя")])
    early = file([section(0, 0)], [document(2, "20.00", purpose="ранняя")])
    for number, told in enumerate((late, early)):
        archive.keep(archive.preview(told, bytes([number]), "s.txt"))
        search.index(threading.Event())
    assert [len(search.search(text).rows) for text in ("поздняя", "ранняя")] == [1, 1]
    with desk.store.write() as work:  # the bank's word takes the place of the files': their rows go
        (account,) = [one for one in ledger.accounts(work, files=True) if one.number == THERE]
        ledger.put_account(work, replace(account, source=ledger.BANK))
    fill(desk, entry(500, purpose="после"), entry(501, purpose="слово после"))
    search.index(threading.Event())
    assert [len(search.search(text).rows) for text in ("поздняя", "после", "слово7")] == [0, 2, 1]


@given(st.text(st.sampled_from("аёе AB1.,'\"%*-"), max_size=6))
@budget(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_index_finds_what_looking_through_finds(desk, text):
    if not EntrySearch(desk.place).search("").rows:
        words = ("аёе AB1", "а.е,", "еёа 'A'", '"B" 1.1', "%*- аАа", "ёё-1,1 e")
        fill(desk, *(entry(n, f"{n}.{n % 100:02}", purpose=word) for n, word in enumerate(words * 3, 1)))
        EntrySearch(desk.place).index(threading.Event())
    wanted = entry_search.needle(text)
    with desk.store.read() as reader:
        look = entry_search.Look(entry_search.Cursor(), 100, 1000, lambda: False)
        with_index = entry_search.search(reader, wanted, Scope(currency=""), look).rows
        rows = list(entry_search._by_age(reader, {**Scope(currency="").bound(reader)}, entry_search.Cursor()))
        looked = [row for row in rows if wanted.fits(entry_search._hay(row))]
    assert {int(row.number) for row in with_index} == {int(row[4]) for row in looked}


# turnover -------------------------------------------------------------------------------------------------------------


def test_turnover_by_counterparty_month_and_category(desk):
    fill(
        desk,
        entry(1, "300.00", counterparty_inn="7707083893", counterparty_name="ООО Старое", purpose="По договору 1"),
        entry(2, "100.00", on=1, counterparty_inn="7707083893", counterparty_name="ООО Новое", purpose="Возврат", credit=False),
        entry(3, "500.00", on=40, counterparty_name="Без ИНН", purpose="АРЕНДА помещения", credit=False),
        entry(4, "100.00", on=40, account=OTHER, counterparty_name="Без ИНН", purpose="Единый налоговый платёж", credit=False),
        replace(entry(5, "9.00"), currency="USD"),
    )  # fmt: skip
    turnover = Turnover(desk.place, Categories(desk.place))
    rows = turnover.by_counterparty(Scope())
    assert [(row.key, row.title, row.credits, row.debits, row.count) for row in rows] == [
        ("name:Без ИНН", "Без ИНН", Decimal("0.00"), Decimal("600.00"), 2),
        ("7707083893", "ООО Новое", Decimal("300.00"), Decimal("100.00"), 2),
    ]  # fmt: skip
    assert [row.share for row in rows] == [Decimal("0.6000"), Decimal("0.4000")]
    assert [(row.key, row.credits, row.debits) for row in turnover.by_month(Scope())] == [
        ("2026-11", Decimal("300.00"), Decimal("100.00")), ("2026-12", Decimal("0.00"), Decimal("600.00")),
    ]  # fmt: skip
    assert {row.key: row.count for row in turnover.by_category(Scope())} == {
        "rent": 1,
        "sales": 1,
        "taxes": 1,
        "": 1,
    }
    assert [row.count for row in turnover.by_month(Scope((OTHER,), currency="RUB"))] == [1]
    assert turnover.by_counterparty(Scope(currency="USD"))[0].credits == Decimal("9.00")
    with pytest.raises(BadInput, match="period_reversed"):
        turnover.by_month(Scope((), day(1), day(0)))


def test_own_rules_take_the_place_of_the_shipped_ones(desk):
    categories = Categories(desk.place)
    assert categories.rules() == shipped()
    rules = (
        CategoryRule("Поздняя", ("ЁЛКА",), priority=9), CategoryRule("Ранняя", (" елка  дом ",), priority=1),
        CategoryRule("Свой", (), "7707083893", "credit", 0), CategoryRule("Прочие списания", direction="debit", priority=99),
    )  # fmt: skip
    categories.save(rules)
    assert [rule.name for rule in categories.rules()] == ["Свой", "Ранняя", "Поздняя", "Прочие списания"]
    for row, expected in (
        (entry(1, purpose="Новогодняя ёлка  дом"), "Ранняя"), (entry(2, purpose="елка"), "Поздняя"),
        (entry(3, purpose="ёлка", counterparty_inn="7707083893"), "Свой"), (entry(4, credit=False), "Прочие списания"),
        (entry(5, purpose="дом"), ""),
    ):  # fmt: skip
        assert categories.category_of(row) == expected
    categories.save(())
    assert categories.rules() == ()
    for bad, code in (
        (CategoryRule(" ", ("x",)), "category_name"), (CategoryRule("x", (" ",)), "category_empty"),
        (CategoryRule("x", counterparty_inn="12"), "category_inn"), (CategoryRule("x", ("y",), direction="up"), "category_direction"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=code):
            categories.save((bad,))
    with pytest.raises(BadInput, match="category_many"):
        categories.save([CategoryRule("x", ("y",))] * 201)


_rules = st.lists(
    st.builds(
        CategoryRule, st.sampled_from("ABC"), st.lists(st.sampled_from(["ab", "b", "ba\u0451", "c a"]), max_size=2).map(tuple),
        st.sampled_from(["", "1"]), st.sampled_from(["", "credit", "debit"]), st.integers(0, 2),
    ),
    max_size=4,
)  # fmt: skip


@given(
    _rules,
    st.lists(st.tuples(st.booleans(), st.sampled_from(["", "1"]), st.text("abcё ", max_size=6)), max_size=8),
)
@budget(max_examples=200)
def test_a_block_is_sorted_as_each_entry_alone(rules, entries):
    alone = [plainly(rules, *one) for one in entries]
    assert Classifier(rules).names(entries) == alone


def plainly(rules, credit, inn, purpose):
    """What the rules say of one entry, written as they are explained."""
    folded = " ".join(purpose.replace("ё", "е").split())
    for rule in sorted(rules, key=lambda one: one.priority):
        words = [word.replace("ё", "е") for word in rule.words]
        if (
            (not words or any(word in folded for word in words))
            and rule.counterparty_inn in ("", inn)
            and rule.direction in ("", "credit" if credit else "debit")
        ):
            return rule.name
    return ""


# expected income ------------------------------------------------------------------------------------------------------


def test_expected_income_counts_until_it_has_come(desk):
    expected, forecasts = Expectations(desk.place), Forecasts(desk.place)
    today = desk.place.today
    week = today + dt.timedelta(days=7)
    kept = expected.save(Expectation(OWN, " Аренда  ", Decimal("500.00"), week, "7707083893"))
    assert kept.name == "Аренда"
    told = forecasts.of(OWN, 30)
    assert [(item.day, item.amount, item.source, item.name) for item in told.items] == [
        (week, Decimal("500.00"), "expected", "Аренда")
    ]
    assert told.points[-1].balance == told.opening + Decimal("500.00")
    on = (today - day(0)).days
    fill(
        desk,
        entry(1, "500.00", on=on, counterparty_inn="7736050003"),
        entry(2, "499.00", on=on, counterparty_inn="7707083893"),
    )
    assert len(forecasts.of(OWN, 30).items) == 1  # another payer, another amount
    fill(desk, entry(3, "500.00", on=on, counterparty_inn="7707083893"))
    assert forecasts.of(OWN, 30).items == ()
    expected.save(replace(kept, id=""))
    assert len(forecasts.of(OWN, 30).items) == 1  # one entry meets one expectation
    for one in expected.list():
        expected.delete(one.id)
    assert forecasts.of(OWN, 30).items == ()
    with pytest.raises(NotAllowed, match="expectation_unknown"):
        expected.delete(kept.id)


def test_expected_income_recurs_and_late_ones_are_still_expected(desk):
    expected, today = Expectations(desk.place), desk.place.today
    late = today - dt.timedelta(days=5)
    rule = Rule(every=Every.MONTH, start=late, day=late.day)
    expected.save(Expectation(OWN, "Каждый месяц", Decimal("10.00"), late, rule=rule))
    expected.save(Expectation(OWN, "Давно", Decimal("1.00"), today - dt.timedelta(days=60)))
    items = Forecasts(desk.place).of(OWN, 60).items
    assert items[0].day == today  # what is late may come today
    assert {item.name for item in items} == {"Каждый месяц"}
    assert len(items) == 3


def test_expectations_are_checked(desk):
    expected, today = Expectations(desk.place), desk.place.today
    good = Expectation(OWN, "x", Decimal("1.00"), today)
    for change, code in (
        ({"name": " "}, "expectation_name"), ({"amount": Decimal(0)}, "expectation_amount"),
        ({"amount": Decimal("1.001")}, "expectation_amount"), ({"inn": "1"}, "expectation_inn"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=code):
            expected.save(replace(good, **change))
    with pytest.raises(NotAllowed, match="account_unknown"):
        expected.save(replace(good, account=THERE))
    assert expected.list() == ()


def test_who_pays_every_month_is_suggested(desk):
    back = [-75, -45, -15]  # days before 2 November: August, September, October
    fill(
        desk,
        *(entry(n, f"{1000 + n}.00", on=on, counterparty_inn="7707083893", counterparty_name="Арендатор") for n, on in enumerate(back)),
        *(entry(n, f"{n}00.00", on=on, counterparty_inn="7736050003") for n, on in zip((11, 22, 33), back, strict=True)),
    )  # fmt: skip
    expected = Expectations(desk.place)
    (one,) = expected.suggest(OWN)
    assert (one.inn, one.name, one.amount, one.id) == ("7707083893", "Арендатор", Decimal("1002.00"), "")
    assert one.rule is not None
    expected.save(one)
    assert expected.suggest(OWN) == ()
