"""Steps from older versions of the bank's base to newer ones, written out in full: a step once released is never changed.

A new base is made whole by `tables`; the tests hold that a base brought here step by step is the same.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from bsclient.bank.schema.base import run

_LEDGER_SQLITE: Final = (
    # SQLite cannot take a UNIQUE off a column: the table is made anew. Nothing refers to it.
    """CREATE TABLE transfer_2 (
        id INTEGER NOT NULL,
        document_id TEXT,
        leg INTEGER DEFAULT '0' NOT NULL,
        debit_account INTEGER NOT NULL,
        credit_account INTEGER NOT NULL,
        currency TEXT DEFAULT 'RUB' NOT NULL,
        amount BIGINT NOT NULL,
        value_date TEXT NOT NULL,
        posted TEXT NOT NULL,
        kind TEXT NOT NULL,
        debit_balance BIGINT NOT NULL,
        credit_balance BIGINT NOT NULL,
        details TEXT,
        PRIMARY KEY (id),
        CONSTRAINT transfer_amount CHECK (amount > 0),
        CONSTRAINT transfer_sides CHECK (debit_account <> credit_account),
        CONSTRAINT transfer_leg UNIQUE (document_id, leg),
        CONSTRAINT transfer_debit_currency FOREIGN KEY (debit_account, currency) REFERENCES account (id, currency),
        CONSTRAINT transfer_credit_currency FOREIGN KEY (credit_account, currency) REFERENCES account (id, currency)
    )""",
    """INSERT INTO transfer_2 (id, document_id, leg, debit_account, credit_account, currency, amount, value_date, posted,
        kind, debit_balance, credit_balance, details)
    SELECT t.id, t.document_id, 0, t.debit_account, t.credit_account, a.currency, t.amount, t.value_date, t.posted,
        t.kind, t.debit_balance, t.credit_balance, t.details
    FROM transfer t JOIN account a ON a.id = t.debit_account""",
    "DROP TABLE transfer",
    "ALTER TABLE transfer_2 RENAME TO transfer",
    "CREATE INDEX transfer_debit ON transfer (debit_account, value_date, id)",
    "CREATE INDEX transfer_credit ON transfer (credit_account, value_date, id)",
)
_LEDGER_POSTGRES: Final = (
    "ALTER TABLE transfer ADD COLUMN leg INTEGER DEFAULT 0 NOT NULL, ADD COLUMN currency TEXT DEFAULT 'RUB' NOT NULL",
    """ALTER TABLE transfer DROP CONSTRAINT transfer_document_id_key,
        DROP CONSTRAINT transfer_debit_account_fkey, DROP CONSTRAINT transfer_credit_account_fkey,
        ADD CONSTRAINT transfer_leg UNIQUE (document_id, leg),
        ADD CONSTRAINT transfer_debit_currency FOREIGN KEY (debit_account, currency) REFERENCES account (id, currency),
        ADD CONSTRAINT transfer_credit_currency FOREIGN KEY (credit_account, currency) REFERENCES account (id, currency)
    """,
)
_PRODUCTS: Final = (
    """CREATE TABLE product (
        id TEXT NOT NULL,
        client_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        number TEXT NOT NULL,
        account TEXT NOT NULL,
        currency TEXT NOT NULL,
        amount BIGINT NOT NULL,
        state TEXT NOT NULL,
        opened TEXT NOT NULL,
        ends TEXT NOT NULL,
        terms TEXT NOT NULL,
        document_id TEXT NOT NULL,
        changed TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT product_amount CHECK (amount >= 0),
        FOREIGN KEY (client_id) REFERENCES client (id)
    )""",
    "CREATE INDEX product_client ON product (client_id, kind)",
    """CREATE TABLE task (
        id TEXT NOT NULL,
        service TEXT NOT NULL,
        ref TEXT NOT NULL,
        step TEXT NOT NULL,
        due TEXT NOT NULL,
        data TEXT NOT NULL,
        tries INTEGER DEFAULT '0' NOT NULL,
        error TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (id)
    )""",
    "CREATE INDEX ix_task_ref ON task (ref)",
    "CREATE INDEX ix_task_due ON task (due)",
    """CREATE TABLE bank_document (
        id TEXT NOT NULL,
        client_id TEXT NOT NULL,
        type TEXT NOT NULL,
        related TEXT NOT NULL,
        state TEXT NOT NULL,
        body {bytes} NOT NULL,
        signature {bytes} NOT NULL,
        sent TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT bank_document_state CHECK (state IN ('sent', 'answered', 'lapsed')),
        FOREIGN KEY (client_id) REFERENCES client (id)
    )""",
    "CREATE INDEX ix_bank_document_client_id ON bank_document (client_id)",
    """CREATE TABLE decision (
        document_id TEXT NOT NULL,
        asked TEXT NOT NULL,
        verdict TEXT DEFAULT '' NOT NULL,
        operator TEXT DEFAULT '' NOT NULL,
        decided TEXT DEFAULT '' NOT NULL,
        note TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (document_id),
        CONSTRAINT decision_verdict CHECK (verdict IN ('', 'approved', 'refused', 'recalled')),
        FOREIGN KEY (document_id) REFERENCES document (id)
    )""",
    "CREATE INDEX ix_decision_verdict ON decision (verdict)",
    """CREATE TABLE rate (
        currency TEXT NOT NULL,
        day TEXT NOT NULL,
        nominal INTEGER NOT NULL,
        official TEXT NOT NULL,
        buy TEXT NOT NULL,
        sell TEXT NOT NULL,
        source TEXT NOT NULL,
        PRIMARY KEY (currency, day),
        CONSTRAINT rate_nominal CHECK (nominal > 0)
    )""",
    "CREATE TABLE closed_day (day TEXT NOT NULL, at TEXT NOT NULL, totals TEXT NOT NULL, PRIMARY KEY (day))",
)


def services(connection: Connection) -> None:
    """1 to 2: several legs of a document, one currency on both sides of a transfer; tables of the services."""
    ledger = _LEDGER_POSTGRES if connection.dialect.name == "postgresql" else _LEDGER_SQLITE
    account_currency = "CREATE UNIQUE INDEX account_currency ON account (id, currency)"
    run(connection, (account_currency, *ledger, *_PRODUCTS))


_CARD_FILE: Final = (
    "ALTER TABLE client ADD COLUMN part_pay BOOLEAN DEFAULT {no} NOT NULL",
    """CREATE TABLE card_file (
        document_id TEXT NOT NULL,
        amount BIGINT NOT NULL,
        paid BIGINT DEFAULT '0' NOT NULL,
        parts INTEGER DEFAULT '0' NOT NULL,
        placed TEXT NOT NULL,
        PRIMARY KEY (document_id),
        CONSTRAINT card_file_paid CHECK (paid >= 0 AND paid <= amount),
        FOREIGN KEY (document_id) REFERENCES document (id)
    )""",
)


def parts(connection: Connection) -> None:
    """2 to 3: orders that are paid in parts."""
    run(connection, _CARD_FILE)
