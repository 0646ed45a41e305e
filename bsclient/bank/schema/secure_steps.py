"""Step 3 to 4 of the bank's base: keys and their ends, rights, documents that wait for signatures, payees.

A step once released is never changed.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from bsclient.bank.schema.base import run

_KEYS: Final[tuple[str, ...]] = (
    "ALTER TABLE enrolment ADD COLUMN kind TEXT DEFAULT 'activation' NOT NULL",
    "ALTER TABLE enrolment ADD COLUMN replaces TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE enrolment ADD COLUMN note TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE enrolment ADD COLUMN decided TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE approval ADD COLUMN step TEXT DEFAULT 'groups' NOT NULL",
    "ALTER TABLE certificate ADD COLUMN reason TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE certificate ADD COLUMN revoked_by TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE certificate ADD COLUMN used TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE certificate ADD COLUMN replaces TEXT DEFAULT '' NOT NULL",
    """CREATE TABLE block_word (
        user_id TEXT NOT NULL,
        hash TEXT NOT NULL,
        wrong INTEGER DEFAULT '0' NOT NULL,
        tried TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (user_id),
        FOREIGN KEY (user_id) REFERENCES user_ (id)
    )""",
    """CREATE TABLE bank_key_end (
        serial TEXT NOT NULL,
        revoked TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (serial)
    )""",
    """CREATE TABLE crl (
        number BIGINT NOT NULL,
        issued TEXT NOT NULL,
        next_update TEXT NOT NULL,
        serials TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        der {bytes} NOT NULL,
        PRIMARY KEY (number)
    )""",
)
_RIGHTS: Final[tuple[str, ...]] = (
    "ALTER TABLE client ADD COLUMN rights_edition INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE user_ ADD COLUMN roles TEXT DEFAULT '' NOT NULL",
    """CREATE TABLE rights_grant (
        client_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        user_id TEXT NOT NULL,
        action TEXT NOT NULL,
        allow BOOLEAN NOT NULL,
        scope TEXT NOT NULL,
        account TEXT NOT NULL,
        PRIMARY KEY (client_id, position),
        FOREIGN KEY (client_id) REFERENCES client (id),
        FOREIGN KEY (user_id) REFERENCES user_ (id)
    )""",
    """CREATE TABLE rights_limit (
        id TEXT NOT NULL,
        client_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        scope TEXT NOT NULL,
        account TEXT NOT NULL,
        currency TEXT NOT NULL,
        per_document BIGINT,
        per_day BIGINT,
        used BIGINT DEFAULT '0' NOT NULL,
        used_on TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT rights_limit_once UNIQUE (client_id, user_id, scope, account, currency),
        CONSTRAINT rights_limit_used CHECK (used >= 0),
        FOREIGN KEY (client_id) REFERENCES client (id)
    )""",
    "CREATE INDEX ix_rights_limit_client_id ON rights_limit (client_id)",
    """CREATE TABLE limit_use (
        limit_id TEXT NOT NULL,
        document_id TEXT NOT NULL,
        day TEXT NOT NULL,
        amount BIGINT NOT NULL,
        PRIMARY KEY (limit_id, document_id)
    )""",
    "CREATE INDEX ix_limit_use_document_id ON limit_use (document_id)",
    """CREATE TABLE rights_rule (
        client_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        scheme TEXT NOT NULL,
        scope TEXT NOT NULL,
        account TEXT NOT NULL,
        above BIGINT,
        currency TEXT NOT NULL,
        four_eyes BOOLEAN NOT NULL,
        PRIMARY KEY (client_id, position),
        FOREIGN KEY (client_id) REFERENCES client (id)
    )""",
    """CREATE TABLE rights_substitute (
        client_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        user_id TEXT NOT NULL,
        absent TEXT NOT NULL,
        starts TEXT NOT NULL,
        ends TEXT NOT NULL,
        actions TEXT NOT NULL,
        PRIMARY KEY (client_id, position),
        FOREIGN KEY (client_id) REFERENCES client (id),
        FOREIGN KEY (user_id) REFERENCES user_ (id),
        FOREIGN KEY (absent) REFERENCES user_ (id)
    )""",
)
_PENDING: Final[tuple[str, ...]] = (
    """CREATE TABLE pending (
        offer TEXT NOT NULL,
        document_id TEXT NOT NULL,
        client_id TEXT NOT NULL,
        author TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        body {bytes} NOT NULL,
        attachments TEXT NOT NULL,
        valid_until TEXT NOT NULL,
        created TEXT NOT NULL,
        state TEXT NOT NULL,
        code TEXT DEFAULT '' NOT NULL,
        reason TEXT DEFAULT '' NOT NULL,
        ended_by TEXT DEFAULT '' NOT NULL,
        ended TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (offer),
        CONSTRAINT pending_state
            CHECK (state IN ('waiting', 'accepted', 'withdrawn', 'refused', 'expired', 'void')),
        FOREIGN KEY (client_id) REFERENCES client (id)
    )""",
    "CREATE INDEX pending_client ON pending (client_id, state)",
    "CREATE INDEX pending_document ON pending (document_id)",
    "CREATE UNIQUE INDEX pending_waiting ON pending (document_id) WHERE state = 'waiting'",
    """CREATE TABLE pending_signature (
        offer TEXT NOT NULL,
        user_id TEXT NOT NULL,
        serial TEXT NOT NULL,
        position INTEGER NOT NULL,
        first INTEGER NOT NULL,
        cms {bytes} NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (offer, user_id),
        FOREIGN KEY (offer) REFERENCES pending (offer)
    )""",
)
_PAYEES: Final[tuple[str, ...]] = (
    """CREATE TABLE payee (
        client_id TEXT NOT NULL,
        account TEXT NOT NULL,
        bic TEXT NOT NULL,
        inn TEXT NOT NULL,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        currency TEXT DEFAULT 'RUB' NOT NULL,
        executed INTEGER DEFAULT '0' NOT NULL,
        total BIGINT DEFAULT '0' NOT NULL,
        first_day TEXT DEFAULT '' NOT NULL,
        last_day TEXT DEFAULT '' NOT NULL,
        stated TEXT DEFAULT '' NOT NULL,
        document_id TEXT DEFAULT '' NOT NULL,
        tried_day TEXT DEFAULT '' NOT NULL,
        tried BIGINT DEFAULT '0' NOT NULL,
        told INTEGER DEFAULT '0' NOT NULL,
        PRIMARY KEY (client_id, account, bic, inn),
        CONSTRAINT payee_stated CHECK (stated IN ('', 'trusted', 'blocked')),
        FOREIGN KEY (client_id) REFERENCES client (id)
    )""",
    "CREATE INDEX payee_account ON payee (client_id, account)",
    "CREATE INDEX payee_inn ON payee (client_id, inn)",
    "CREATE INDEX payee_folded ON payee (client_id, folded)",
    "CREATE INDEX payee_told ON payee (told)",
    """CREATE TABLE payee_hold (
        document_id TEXT NOT NULL,
        client_id TEXT NOT NULL,
        due TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (document_id),
        FOREIGN KEY (document_id) REFERENCES document (id)
    )""",
    "CREATE INDEX ix_payee_hold_due ON payee_hold (due)",
)


def secure(connection: Connection) -> None:
    """3 to 4."""
    run(connection, (*_KEYS, *_RIGHTS, *_PENDING, *_PAYEES))
