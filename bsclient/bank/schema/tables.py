"""Tables of the bank's base: documents, ledger, feed, correspondent; and the numbered steps that make and change them.

What must never be wrong is forbidden by the base itself: an overdrawn client's account, a transfer that does not
balance or mixes currencies, a leg of a document that moves money twice, a repeat in the feed of a client.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    func,
    insert,
    select,
    text,
)

from bsclient.bank.schema import access as schema_access
from bsclient.bank.schema import closings as schema_closings
from bsclient.bank.schema import information_steps as schema_information_steps
from bsclient.bank.schema import keys as schema_keys
from bsclient.bank.schema import letters as schema_letters
from bsclient.bank.schema import news as schema_news
from bsclient.bank.schema import payees as schema_payees
from bsclient.bank.schema import pending as schema_pending
from bsclient.bank.schema import products as schema_products
from bsclient.bank.schema import rights as schema_rights
from bsclient.bank.schema import secure_steps as schema_secure_steps
from bsclient.bank.schema import steps as schema_steps
from bsclient.bank.schema import uploads as schema_uploads
from bsclient.bank.schema.base import BIG, ROW_ID, metadata
from bsclient.errors import StorageFailed

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("client_id", Text, ForeignKey(schema_access.client.c.id), index=True),  # NULL: the bank's own
    Column("name", Text, nullable=False),
    Column("currency", Text, nullable=False, server_default="RUB"),
    Column("kind", Text, nullable=False),
    Column("opened", Text, nullable=False),
    Column("closed", Text, nullable=False, server_default=""),
    Column("posted", BIG, nullable=False, server_default="0"),  # credits less debits, minor units
    Column("held", BIG, nullable=False, server_default="0"),
    Column("day_limit", BIG),  # what may be spent in a day; NULL: all there is
    Column("day_spent", BIG, nullable=False, server_default="0"),
    Column("spent_on", Text, nullable=False, server_default=""),
    CheckConstraint("kind IN ('client', 'bank')", name="account_kind"),
    CheckConstraint("held >= 0", name="account_held"),
    CheckConstraint("kind = 'bank' OR posted - held >= 0", name="account_available"),
    Index("account_currency", "id", "currency", unique=True),  # so that a transfer's sides can be held to one
)

document = Table(
    "document",
    metadata,
    Column("id", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("client.id"), nullable=False),
    Column("user_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("amount", BIG, nullable=False),
    Column("account_id", Integer, ForeignKey("account.id")),  # the payer's; NULL where there is none
    Column("duplicate_key", Text, unique=True),  # NULL unless it is a payment that was not refused
    Column("sha256", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # canonical bytes as they were signed
    Column("attachments", Text, nullable=False),
    Column("received", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("changed", Text, nullable=False),
    Index("document_client", "client_id", "received"),
)
Index(
    "document_waiting",
    document.c.account_id,
    document.c.id,
    sqlite_where=document.c.state == "waiting_funds",
    postgresql_where=document.c.state == "waiting_funds",
)

signature = Table(
    "signature",
    metadata,
    Column("document_id", Text, ForeignKey("document.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("serial", Text, nullable=False),  # "" when it could not be read
    Column("code", Text, nullable=False),  # why it did not hold at acceptance; "" when it did
    Column("cms", LargeBinary, nullable=False),
)

receipt = Table(
    "receipt",
    metadata,
    Column("document_id", Text, ForeignKey("document.id"), primary_key=True),
    Column("sequence", BIG, nullable=False, unique=True),
    Column("receipt", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

transfer = Table(
    "transfer",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("document_id", Text),  # NULL for the bank's own acts
    Column("leg", Integer, nullable=False, server_default="0"),  # of a document that moves money in several
    Column("debit_account", Integer, nullable=False),
    Column("credit_account", Integer, nullable=False),
    Column("currency", Text, nullable=False, server_default="RUB"),  # of both sides
    Column("amount", BIG, nullable=False),
    Column("value_date", Text, nullable=False),
    Column("posted", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("debit_balance", BIG, nullable=False),  # of the debited account after this transfer
    Column("credit_balance", BIG, nullable=False),
    Column("details", Text),  # the order's fields as JSON where no document of ours holds them
    CheckConstraint("amount > 0", name="transfer_amount"),
    CheckConstraint("debit_account <> credit_account", name="transfer_sides"),
    UniqueConstraint("document_id", "leg", name="transfer_leg"),  # each leg of a document moves money once
    ForeignKeyConstraint(
        ["debit_account", "currency"], ["account.id", "account.currency"], name="transfer_debit_currency"
    ),
    ForeignKeyConstraint(
        ["credit_account", "currency"], ["account.id", "account.currency"], name="transfer_credit_currency"
    ),
    Index("transfer_debit", "debit_account", "value_date", "id"),
    Index("transfer_credit", "credit_account", "value_date", "id"),
)

hold = Table(
    "hold",
    metadata,
    Column("document_id", Text, ForeignKey("document.id"), primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("amount", BIG, nullable=False),
    Column("state", Text, nullable=False),
    CheckConstraint("amount > 0", name="hold_amount"),
    CheckConstraint("state IN ('pending', 'posted', 'voided')", name="hold_state"),
)

correspondent_queue = Table(
    "correspondent_queue",
    metadata,
    Column("document_id", Text, ForeignKey("document.id"), primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("route", Text, nullable=False),
    Column("due", Text, nullable=False, index=True),  # when its next step may be taken
)

stop_list = Table(
    "stop_list",
    metadata,
    Column("account", Text, primary_key=True),  # payees that the bank does not pay
    Column("reason", Text, nullable=False),
)

closed_account = Table(  # what other banks answer: this account is closed
    "closed_account",
    metadata,
    Column("account", Text, primary_key=True),
)

event = Table(
    "event",
    metadata,
    Column("client_id", Text, ForeignKey("client.id"), primary_key=True),
    Column("seq", BIG, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("document_id", Text),  # of a receipt
    Column("transfer_id", BIG),  # of an entry
    Column("account_id", Integer),  # from which account the entry is seen
    Column("data", Text),  # JSON; NULL where the columns before say it all
)

letter = Table(
    "letter",
    metadata,
    Column("id", Text, primary_key=True),  # of the bank's own letter
    Column("client_id", Text, ForeignKey("client.id"), nullable=False, index=True),
    Column("thread", Text, nullable=False),
    Column("in_reply_to", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("sent", Text, nullable=False),
)

letter_due = Table(
    "letter_due",
    metadata,
    Column("document_id", Text, ForeignKey("document.id"), primary_key=True),
    Column("due", Text, nullable=False, index=True),
)

blob = Table(
    "blob",
    metadata,
    Column("client_id", Text, ForeignKey("client.id"), primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

directory = Table(
    "directory",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("next", BIG, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

_LOCK = text("SELECT pg_advisory_xact_lock(724031)")  # two processes that start at once take turns


def _create(connection: Connection) -> None:
    metadata.create_all(
        connection, checkfirst=False, tables=[t for t in metadata.sorted_tables if t is not schema_version]
    )


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _create,
    schema_steps.services,
    schema_steps.parts,
    schema_secure_steps.secure,
    schema_information_steps.information,
    schema_uploads.uploads,
)
"""The first makes a new base whole, of the newest version; each later one makes version n of version n - 1."""

__all__ = [
    "MIGRATIONS",
    "metadata",
    "migrate",
    "schema_access",
    "schema_closings",
    "schema_keys",
    "schema_letters",
    "schema_news",
    "schema_payees",
    "schema_pending",
    "schema_products",
    "schema_rights",
    "take_turns",
]


def take_turns(connection: Connection) -> None:
    """Let one process at a time make or change the base, until its transaction ends."""
    if connection.dialect.name == "postgresql":  # on SQLite every write takes turns
        connection.execute(_LOCK)


def migrate(connection: Connection) -> int:
    """Bring the base to the version of this program within the open transaction; returns the version.

    `StorageFailed("base_newer")` if the base was made by a newer program.
    """
    take_turns(connection)
    schema_version.create(connection, checkfirst=True)
    found = connection.execute(select(func.max(schema_version.c.version))).scalar() or 0
    if found > len(MIGRATIONS):
        raise StorageFailed("base_newer", version=str(found), known=str(len(MIGRATIONS)))
    steps = MIGRATIONS[found:] if found else MIGRATIONS[:1]
    for step in steps:
        step(connection)
    if found < len(MIGRATIONS):
        connection.execute(insert(schema_version).values(version=len(MIGRATIONS)))
    return len(MIGRATIONS)
