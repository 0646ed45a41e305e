"""The base as one user may see it: for the time of a reading, views of the same names stand before the tables.

Whoever reads through such a `Reader` reads rows that the user may see, counts and sums of these, and nothing else: no
statement has to think of it. What concerns the base as a whole, whoever looks (numbers that are taken, payments made
before, the chain of the journal), names its tables as `main.…`; what the program does for all users reads by
`Store.whole`. Writing transactions have the tables themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, Protocol

from bsclient.storage import failures, values
from bsclient.storage.engine import Store
from bsclient.storage.unit_of_work import Reader


class Sight(Protocol):
    """What a user may see (`domain.rights.seeing` knows)."""

    def document(self, kind: str, account: str) -> bool: ...

    def account(self, number: str) -> bool: ...

    def draft(self, kind: str, fields: Mapping[str, object]) -> bool: ...

    def product(self, kind: str, account: str) -> bool: ...


class Looks(Protocol):
    """Says what the user may see now; None: everything."""

    def __call__(self) -> Sight | None: ...


ABOUT: Final = (
    "charges", "control_statement", "currency_operation_info", "employee_results", "lc_documents", "lc_presentation",
    "payment_confirmation", "recall_request",
)  # fmt: skip
"""Types that are on no account and tell of another document: who may not see that one does not see these."""
_ABOUT: Final = f"{{0}}.type IN {ABOUT}"
_SEEN: Final = (
    "sees_document({0}.type, {0}.account)"  # noqa: S608 -- fixed text
    f" AND NOT ({_ABOUT} AND EXISTS (SELECT 1 FROM main.document o"
    " WHERE o.id = {0}.related AND NOT sees_document(o.type, o.account)))"
)
_HIDDEN: Final = f"EXISTS (SELECT 1 FROM main.document d WHERE {{0}} AND NOT ({_SEEN.format('d')}))"  # noqa: S608 -- fixed text
_OF_ROW: Final = f"NOT {_HIDDEN.format('d.row = {0}.row')}"
_ACCOUNT: Final = "sees_account(account)"
_TOLD: Final = (
    "(coalesce(json_extract(facts, '$.account'), '') = '' OR sees_account(json_extract(facts, '$.account')))"
)
_SECTION: Final = "SELECT 1 FROM main.archive_section s WHERE s.file = {0}.id"
_FILE: Final = f"EXISTS ({_SECTION} AND sees_account(s.account)) OR NOT EXISTS ({_SECTION})"
_IMPORT: Final = (
    "EXISTS (SELECT 1 FROM main.document d WHERE d.row BETWEEN {0}.first_row AND {0}.last_row"
    " AND sees_document(d.type, d.account))"
)
VIEWS: Final[Mapping[str, str]] = {
    "document": _SEEN.format("document"),
    "day_count": f"sees_document(type, account) AND NOT {_ABOUT.format('day_count')}"  # noqa: S608 -- fixed text
    " UNION ALL SELECT type, day, state, account, count(*), coalesce(sum(amount), 0) FROM main.document"
    f" WHERE {_ABOUT.format('document')} AND {_SEEN.format('document')} GROUP BY 1, 2, 3, 4",
    "account": "sees_account(number)",
    "entry": _ACCOUNT,
    "entry_apart": _ACCOUNT,
    "closing": _ACCOUNT,
    "archive_section": _ACCOUNT,
    "archive_entry": _ACCOUNT,
    "archive_file": _FILE.format("archive_file"),
    "expectation": _ACCOUNT,
    "export_file": _ACCOUNT,
    "product": "sees_product(kind, account)",
    "template": "sees_draft(type, raw)",
    "schedule": "sees_draft(type, raw)",
    "letter": "sees_document('letter', '')",
    "conversation": "sees_document('letter', '')",
    "pending": _OF_ROW.format("pending"),
    "outbox": _OF_ROW.format("outbox"),
    "link": f"NOT {_HIDDEN.format('d.id IN (link.source, link.target)')} AND NOT EXISTS"  # noqa: S608 -- fixed text
    " (SELECT 1 FROM main.product p WHERE p.id IN (link.source, link.target) AND NOT sees_product(p.kind, p.account))",
    "notice": f"NOT {_HIDDEN.format('d.id = notice.subject')} AND {_TOLD}",
    "import_file": _IMPORT.format("import_file"),
    "journal": f"NOT {_HIDDEN.format('d.id = journal.object')}"  # noqa: S608 -- fixed text
    f" AND NOT EXISTS (SELECT 1 FROM main.import_file i WHERE i.id = journal.object AND NOT {_IMPORT.format('i')})"
    " AND NOT EXISTS (SELECT 1 FROM main.archive_file f WHERE f.sha256 = journal.object_hash"
    f" AND NOT ({_FILE.format('f')})) AND {_TOLD}",
    "own_entry": "name <> 'employees' OR sees_document('payment_register', '')",
}
"""Which rows of a table a user sees; a table that is not named here tells nothing of documents, accounts or products."""

_SHOW: Final = "CREATE TEMP VIEW {0} AS SELECT * FROM main.{0} WHERE {1}"


class SeenStore(Store):
    """A store whose readings show what a user may see; in all else it is the store that it was made of."""

    __slots__ = ("_looks",)

    def __init__(self, store: Store, looks: Looks) -> None:
        self.__dict__ = store.__dict__  # one base: its connections, its writer, its key
        self._looks = looks

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Give a snapshot of what the user may see."""
        sight = self._looks()
        if sight is None:
            with self.whole() as reader:
                yield reader
            return
        with failures.mapped(), self._pool.lend() as connection, self._reading(connection) as reader:
            _narrow(connection, sight)
            reader.narrowed = True
            yield reader
            connection.rollback()  # as after an error: it takes the views away before anybody else gets the connection


def _narrow(connection: Any, sight: Sight) -> None:
    """Put the views before the tables of a connection, for the time of its transaction."""
    functions = {
        "sees_document": (2, sight.document),
        "sees_account": (1, sight.account),
        "sees_product": (2, sight.product),
        "sees_draft": (2, lambda kind, raw: sight.draft(kind, values.json_value(raw))),
    }
    for name, (count, function) in functions.items():
        connection.create_function(name, count, function, deterministic=True)
    for table, seen in VIEWS.items():
        connection.execute(_SHOW.format(table, seen))
