"""What a user may not see, no service shows, counts, finds, prints or exports to him; his colleague at the same PC sees it.

Everything that is hidden carries `SECRET` in some text, or its amount, or stands on the account `OTHER`, so that an answer
that shows any of it is found out by its words. Each way to look is asked twice: by one who sees all, and must find it.
"""

import datetime as dt
import sqlite3
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from local_kit import OTHER, OWN, TODAY
from seeing_kit import GRANTS, HIDDEN_AMOUNT, SECRET, answer, betrayed, open_bench, refuse, rights

from bsclient import services
from bsclient.domain.document_types import registry
from bsclient.domain.rights import Action
from bsclient.errors import NotAllowed
from bsclient.services.desk import Desk
from bsclient.services.documents.listing import Column, Filter, Order
from bsclient.services.documents.prints import Prints
from bsclient.storage import (
    documents,
    listing,
    notices,
    seeing,
)
from bsclient.storage.scope import Scope

DAYS = (TODAY - dt.timedelta(days=20), TODAY + dt.timedelta(days=1))
ROUBLES = Scope()


@pytest.fixture(scope="module")
def bench(tmp_path_factory, qapp):  # papers are measured with its fonts
    office, made = open_bench(tmp_path_factory.mktemp("bench"))
    yield made
    office.close()


# every way to look ------------------------------------------------------------------------------------------------


def journal(**chosen):
    """All lines of a journal, its sums and counts."""

    def look(desk, _bench):
        view = desk.listing.view(Filter(**chosen))
        shown = view.page(0, 500), view.totals([(0, 499)]), view.ids([(0, 499)])
        return shown, desk.listing.state_counts(Filter(**chosen)), desk.listing.totals(Filter(**chosen))

    return look


def ordered(desk, _bench):
    return [desk.listing.view(Filter(), Order(column)).page(0, 500) for column in Column]


def export(desk, bench):
    path = desk.profile.folder / "out.txt"
    form = next(one for one in desk.files.forms("payment_order") if one.write is not None)
    desk.files.save([bench.hidden["secret"]], form, path)
    return SECRET


LOOKS = {
    "journal": journal(),
    "journal of a type": journal(type="payment_order"),
    "journal of an account": journal(account=OTHER),
    "search by text": journal(text=SECRET),
    "search by amount": journal(amount_from=Decimal(HIDDEN_AMOUNT), amount_to=Decimal(HIDDEN_AMOUNT)),
    "orders of the journal": ordered,
    "line of a document": lambda desk, bench: desk.listing.row(bench.hidden["secret"]),
    "document": lambda desk, bench: desk.drafts.get(bench.hidden["secret"]),
    "copy": lambda desk, bench: desk.drafts.copy(bench.hidden["secret"]),
    "letter": lambda desk, bench: desk.drafts.get(bench.hidden["letter"]),
    "requests to recall": journal(type="recall_request"),
    "history": lambda desk, bench: (desk.history.of(bench.hidden["secret"]), SECRET),
    "audit": lambda desk, _bench: desk.audit.page(0, 500),
    "print": lambda desk, bench: (prints(desk).pages([bench.hidden["secret"]]), SECRET),
    "signing": lambda desk, bench: desk.signing.prepare([bench.hidden["secret"]]),
    "templates": lambda desk, _bench: (desk.templates.list("payment_order"), desk.templates.types()),
    "recurring": lambda desk, _bench: (desk.recurring.list(), desk.recurring.due()),
    "comments": lambda desk, bench: desk.comments.of(bench.hidden["secret"]),
    "links": lambda desk, bench: desk.links.of(bench.plain),
    "sums of named documents": lambda desk, bench: desk.listing.totals([bench.hidden["secret"]]),
    "pending": lambda desk, bench: (
        desk.pending.views(bench.hidden.values()),
        desk.pending.view(bench.hidden["secret"]),
    ),
    "accounts": lambda desk, _bench: desk.statements.accounts(closed=True, files=True),
    "bank's papers": lambda desk, _bench: desk.papers.list(),
    "own details": lambda desk, _bench: desk.payment_codes.accounts(),
    "statement": lambda desk, _bench: desk.statements.statement(OTHER, *DAYS).entries,
    "entries": lambda desk, _bench: desk.entry_search.search(""),
    "search in entries": lambda desk, _bench: desk.entry_search.search(SECRET),
    "days": lambda desk, _bench: desk.closings.days(OTHER, *DAYS),
    "turnover": lambda desk, _bench: desk.turnover.by_counterparty(ROUBLES),
    "entries of a turnover": lambda desk, _bench: desk.turnover.entries(ROUBLES, "category", ""),
    "summary": lambda desk, _bench: (desk.summary.accounts(TODAY), desk.summary.organisations(TODAY)),
    "forecast": lambda desk, _bench: (desk.forecast.joint("RUB"), desk.forecast.of(OTHER)),
    "expectations": lambda desk, _bench: desk.expectations.list(),
    "statement files": lambda desk, _bench: desk.archive.files(),
    "imports": lambda desk, _bench: desk.imports.undoable(),
    "health": lambda desk, _bench: desk.health.check(),
    "home": lambda desk, _bench: desk.home.overview().accounts,
    "products": lambda desk, _bench: (desk.products.list(), desk.products.kinds()),
    "letters": lambda desk, _bench: (desk.letters.threads(), desk.letters.thread("t1")),
    "search in letters": lambda desk, _bench: desk.letters.threads(SECRET),
    "employees": lambda desk, _bench: desk.books.search("employees", "", TODAY, 50),
    "notices": lambda desk, _bench: desk.notices.latest(),
    "log of exports": lambda desk, _bench: desk.folder_exports.log(),
    "export": export,
}


def prints(desk):
    return Prints(desk.place, desk.signing, "ru")


@pytest.mark.parametrize("name", LOOKS)
def test_what_is_hidden_from_a_user_no_service_shows(bench, name):
    assert not betrayed(answer(bench.narrow, bench, LOOKS[name]), bench)
    assert betrayed(answer(bench.wide, bench, LOOKS[name]), bench), "the look shows nothing to anybody"


COUNTS = {
    "documents by type": (lambda desk: {kind: sum(one.count for one in found.values())
                                        for kind, found in desk.listing.counts_by_type().items()},
                          {"payment_order": 4, "letter": 1, "bank_statement": 1, "recall_request": 2},
                          {"payment_order": 2, "recall_request": 1}),
    "sums by currency": (lambda desk: desk.listing.by_currency()["RUB"].amount, Decimal("2336.31"), Decimal("3.00")),
    "documents of others to sign": (lambda desk: desk.pending.counts().to_sign, 2, 1),
    "half-signed ones on the first page": (lambda desk: desk.home.overview().from_colleagues, 2, 1),
    "unread letters": (lambda desk: (desk.letters.unread(), desk.home.overview().unread_letters), (1, 1), (0, 0)),
    "unread notices": (lambda desk: desk.notices.unread(), 3, 1),
    "notes": (lambda desk: len(desk.comments.counts([row.id for row in desk.listing.view().page(0, 99)])), 2, 1),
    "rows of the audit journal": (lambda desk: desk.audit.count() == len(desk.audit.page(0, 9999)), True, True),
}  # fmt: skip


@pytest.mark.parametrize("name", COUNTS)
def test_what_is_hidden_from_a_user_is_not_counted(bench, name):
    count, everything, seen = COUNTS[name]
    assert count(bench.wide) == everything
    assert count(bench.narrow) == seen


NOT_OF_DOCUMENTS = {
    "automation": "switches of notices and exports",
    "books": "directories; that of employees is asked above",
    "categories": "rules that the user wrote",
    "certificates": "keys of the users",
    "delivery": "sends and fetches for all",
    "departures": "the bank's hours",
    "fees": "the bank's tariff",
    "mail": "where notices go",
    "news": "the bank's news",
    "payees": "the book of payees has a right of its own",
    "rates": "rates of currencies",
    "table_profiles": "how tables are read",
    "attachments": "files by their hashes, which documents name",
    "bulk": "changes documents that a list gave, by rights of their own",
    "charges": "a payment from a document that is read as any other",
    "employees": "from a document that is read as any other",
    "evidence": "asked below",
    "payment_sources": "payments found in files",
}
"""Services that list nothing of documents, accounts or products."""
NO_SERVICES = {"changes", "permissions", "profile", "user"}


def test_every_service_is_asked(bench):
    """A service that is made tomorrow belongs into `LOOKS`, or here with the reason why not."""
    for name, look in LOOKS.items():
        answer(bench.narrow, bench, look)
        assert name
    services = {name for name in dir(Desk) if isinstance(getattr(Desk, name), property)} - NO_SERVICES
    assert services - set(bench.narrow._made) - NOT_OF_DOCUMENTS.keys() == set()


LEFT_OUT = {
    "document": "journal", "account": "accounts", "entry": "statement",
    "archive_file": "statement files", "expectation": "expectations", "export_file": "log of exports",
    "product": "products", "template": "templates", "schedule": "recurring", "letter": "letters", "link": "links",
    "notice": "notices", "journal": "audit", "import_file": "imports",
}  # fmt: skip


@pytest.mark.parametrize("table", LEFT_OUT)
def test_a_table_that_is_left_out_is_found_out(bench, monkeypatch, table):
    """The control: without its view a table betrays what is hidden, and the look at it says so."""
    monkeypatch.setattr(seeing, "VIEWS", {name: seen for name, seen in seeing.VIEWS.items() if name != table})
    assert betrayed(answer(bench.narrow, bench, LOOKS[LEFT_OUT[table]]), bench)


def test_what_tells_of_another_document_without_an_account_of_its_own_is_known():
    found = {code for code, kind in registry.items() if kind.listing.related and not kind.listing.account}
    assert found - {"letter"} == set(seeing.ABOUT), "letters are judged by their type"


def test_evidence_is_refused_as_for_a_document_that_is_not_there(bench):
    answers = [
        answer(desk, bench, lambda at, of: at.evidence.of(of.hidden["secret"]))
        for desk in (bench.wide, bench.narrow)
    ]
    assert answers == ["evidence_unsigned", "document_unknown"]


def test_a_recall_says_nothing_of_a_document_that_is_hidden(bench):
    answers = [
        answer(desk, bench, lambda at, of: at.delivery.recall(of.hidden["secret"], "Ошибка"))
        for desk in (bench.wide, bench.narrow)
    ]
    assert answers == ["recall_too_late", "right_withheld"]


def test_numbers_and_payments_made_before_count_what_is_hidden(bench):
    """What the user may not see is there all the same: no number is given twice, no payment made twice."""
    fresh = bench.narrow.drafts.new("payment_order")
    assert fresh.raw["number"] == bench.wide.drafts.new("payment_order").raw["number"]
    with bench.wide.place.store.whole() as reader:
        raw = dict(documents.body(reader, bench.hidden["secret"]).raw)
    found = bench.narrow.drafts.check("payment_order", raw, fresh.id)
    assert "duplicate_payment" in {problem.code for problem in found}
    assert "account_not_own" not in {problem.code for problem in found}


def test_what_is_done_for_all_users_sees_all(bench):
    """Exchange does not ask who sits there: what a colleague queued goes, and the chain of the journal is whole."""
    assert bench.narrow.audit.check().ok
    assert bench.narrow.audit.check().count > bench.narrow.audit.count()
    assert (
        bench.narrow.permissions.why_not_documents(Action.PRINT, [bench.hidden["secret"]]).code
        == "right_withheld"
    )


@pytest.mark.parametrize("name", ["accounts", "employees"])
def test_rights_that_change_are_seen_at_once(bench, name):
    look = LOOKS[name]
    assert not betrayed(answer(bench.narrow, bench, look), bench)
    rights(bench.wide, ())
    try:
        assert betrayed(answer(bench.narrow, bench, look), bench)
        rights(bench.wide, (), roles="none")
        assert not betrayed(answer(bench.narrow, bench, look), bench)
    finally:
        rights(bench.wide, GRANTS)


@pytest.mark.parametrize(
    ("grants", "seen"),
    [
        ((refuse(), refuse(allow="1", account=OWN)), {OWN}),
        ((refuse(allow="1"),), {OWN, OTHER}),
        ((refuse(action=""),), set()),
        ((refuse(action="sign1"), refuse(action="edit")), {OWN, OTHER}),
    ],
)
def test_an_account_is_seen_as_the_exceptions_for_all_documents_say(bench, grants, seen):
    rights(bench.wide, grants)
    try:
        assert {one.number for one in bench.narrow.statements.accounts()} == seen
        assert bench.wide.place.permissions.sight is None
    finally:
        rights(bench.wide, GRANTS)


def test_a_reading_for_one_user_leaves_nothing_behind_for_the_next_one(bench):
    """Connections are shared: the next reading, or writing, on the same one has the tables themselves."""
    with bench.narrow.place.store.read() as reader:
        assert reader.narrowed
        assert listing.counts_agree(reader)
        assert reader.scalar("SELECT count(*) FROM account") == 1
    with pytest.raises(ZeroDivisionError), bench.narrow.place.store.read():
        raise ZeroDivisionError
    with bench.narrow.place.store.whole() as reader:
        assert reader.scalar("SELECT count(*) FROM account") == 2
        assert not reader.all("SELECT name FROM temp.sqlite_schema")
    with bench.narrow.place.store.write() as work:
        assert work.scalar("SELECT count(*) FROM account") == 2
        work.run("UPDATE account SET name = name")


@pytest.mark.parametrize("denied", [sqlite3.SQLITE_CREATE_TEMP_VIEW, sqlite3.SQLITE_DROP_TEMP_VIEW])
def test_a_reading_that_fails_at_its_views_leaves_none_behind(bench, denied):
    with bench.wide.place.store.whole() as reader:  # the next reading gets the same connection
        connection = reader._driver
        connection.set_authorizer(
            lambda action, name, *_: (
                sqlite3.SQLITE_DENY if (action, name) == (denied, "notice") else sqlite3.SQLITE_OK
            )
        )
    with suppress(sqlite3.DatabaseError, connection.DatabaseError), bench.narrow.place.store.read() as seen:
        assert seen._driver is connection
    connection.set_authorizer(None)
    with bench.wide.place.store.whole() as reader:
        assert reader._driver is connection
        assert not reader.all("SELECT name FROM temp.sqlite_schema")
        assert reader.scalar("SELECT count(*) FROM account") == 2


def test_an_import_is_not_taken_back_by_who_may_not_see_all_of_it(bench):
    [hidden] = [one for one in bench.wide.imports.undoable() if SECRET in one.name]
    with pytest.raises(NotAllowed) as refused:
        bench.narrow.imports.undo(hidden.id)
    assert refused.value.code == "right_withheld"
    assert hidden in bench.wide.imports.undoable()


def test_an_import_that_is_partly_hidden_is_counted_as_far_as_it_is_seen(tmp_path, qapp):
    office, bench = open_bench(tmp_path)
    files = bench.wide.files
    form = next(one for one in files.forms("payment_order") if one.write is not None)
    path = tmp_path / f"both{form.suffix}"
    files.save([bench.hidden["secret"], bench.plain], form, path)
    seen = files.read(path.read_bytes(), path.name, "payment_order")
    files.take(seen, {row.index for row in seen.rows})
    for desk, count, total in (
        (bench.wide, 2, Decimal(HIDDEN_AMOUNT) + 1),
        (bench.narrow, 1, Decimal("1.00")),
    ):
        [found] = [one for one in desk.imports.undoable() if one.name == path.name]
        assert (found.count, found.total) == (count, total)
    office.close()


FOR_ALL = {
    "documents/drafts.py", "evidence/extracts.py", "evidence/heads.py", "exchange/delivery.py", "exchange/feed.py",
    "exchange/parcels.py", "exchange/timekeeping.py", "exchange/transfers.py", "letters/word.py",
    "signing/pending_parcels.py", "signing/permissions.py",
}  # fmt: skip
"""Parts that read the whole base: they exchange with the bank for all users, or decide what the user may see."""


def test_no_other_service_reads_the_whole_base():
    root = Path(services.__file__).parent
    found = {
        str(path.relative_to(root)) for path in root.rglob("*.py") if ".whole()" in path.read_text("utf-8")
    }
    assert found == FOR_ALL


def test_who_may_view_nothing_is_still_told_of_his_own_key(bench):
    """A notice about no account and no document is his own matter."""
    with bench.wide.place.store.write() as work:
        told = notices.Found("key", "notice_key", {"days": "3"}, "keys")
        notices.add(work, "narrow", "rule-key", [told], ("none", "none"))
    rights(bench.wide, (), roles="none")
    try:
        assert [one.code for one in bench.narrow.notices.latest()] == ["notice_key"]
    finally:
        rights(bench.wide, GRANTS)
