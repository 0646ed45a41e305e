"""Whom a client has blocked, asked anew at the moment when money goes: a block counts for what was taken in before it, too.

Nothing is locked: a block that is set while the money goes counts as set after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from bsclient.bank import bulk
from bsclient.bank.payees.history import same_payee
from bsclient.bank.work.doc import Doc, Refusal
from bsclient.domain import payee_guard
from bsclient.domain.payee_guard import Payee, Standing

_BLOCKED: Final = bulk.Query(
    "SELECT name, inn, account, bic FROM payee WHERE client_id = :client AND stated = :stated"
)


class Blocks:
    """The payees whom a client has blocked."""

    def __init__(self, connection: Connection, client_id: str) -> None:
        rows = _BLOCKED.rows(connection, client=client_id, stated=Standing.BLOCKED.value)
        self._blocked: dict[str, list[Payee]] = {}
        for row in rows:
            one = Payee(*row)
            self._blocked.setdefault(one.account, []).append(one)

    def refusal(self, named: Payee) -> Refusal | None:
        """Say why the client's money does not go to a payee; None if he has not blocked it."""
        for one in self._blocked.get(named.account, ()):
            if same_payee(one, named):
                return "payee_blocked_by_you", {"account": named.account, "name": one.name}
        return None

    def of_rows(self, doc: Doc, rows: Sequence[Mapping[str, str]]) -> list[Refusal | None]:
        """Say of each of these rows of a register why it is not paid."""
        found: list[Refusal | None] = [None] * len(rows)
        for named in payee_guard.payees(doc.type, {payee_guard.ROWS[doc.type]: rows}):
            found[named.row] = self.refusal(named)
        return found
