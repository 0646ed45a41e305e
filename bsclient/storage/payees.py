"""Cards of payees. The key is account, BIC and INN; `folded` is what the search looks through."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from bsclient.storage import search, values
from bsclient.storage.rows.payees import PayeeRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

KNOWN: Final = "known"
NEW: Final = "new"

_COLUMNS: Final = "id, name, inn, kpp, account, bic, bank_name, corr_account, state, used, last_used, purpose"
_PUT: Final = (
    f"INSERT INTO payee ({_COLUMNS}, folded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 -- fixed text
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, inn = excluded.inn, kpp = excluded.kpp,"
    " account = excluded.account, bic = excluded.bic, bank_name = excluded.bank_name,"
    " corr_account = excluded.corr_account, state = excluded.state, purpose = excluded.purpose,"
    " folded = excluded.folded"
)
_LEARN: Final = (
    f"INSERT INTO payee ({_COLUMNS}, folded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 -- fixed text
    " ON CONFLICT (account, bic, inn) DO UPDATE SET"
    " used = used + excluded.used, last_used = max(last_used, excluded.last_used),"
    " state = iif(state = 'known' OR excluded.state = 'known', 'known', state),"
    " purpose = iif(excluded.purpose = '', purpose, excluded.purpose)"
)
_DELETE: Final = "DELETE FROM payee WHERE id = ?"
_ALL: Final = f"SELECT {_COLUMNS} FROM payee"  # noqa: S608 -- fixed text
_GET: Final = f"SELECT {_COLUMNS} FROM payee WHERE id = ?"  # noqa: S608 -- fixed text
_TWIN: Final = f"SELECT {_COLUMNS} FROM payee WHERE account = ? AND bic = ? AND inn = ? AND id <> ?"  # noqa: S608 -- fixed text
_PAID: Final = (
    "UPDATE payee SET state = 'known', used = used + 1, last_used = max(last_used, d.day)"
    " FROM (SELECT counterparty_account, counterparty_bic, counterparty_inn, day FROM document WHERE row = ?) d"
    " WHERE account = d.counterparty_account AND bic = d.counterparty_bic AND inn = d.counterparty_inn"
)
_ORDER: Final = " ORDER BY last_used DESC, name, id LIMIT ?"
_WORD: Final = "instr(folded, ?) > 0"


def put(work: UnitOfWork, payee: PayeeRow) -> None:
    """Keep a card as the user wrote it."""
    work.run(_PUT, _values(payee))
    work.touch_payees()


def learn(work: UnitOfWork, cards: list[PayeeRow]) -> None:
    """Keep new payees and count the use of known ones; a known card's texts are not overwritten."""
    work.run_many(_LEARN, [_values(card) for card in cards])
    if cards:
        work.touch_payees()


def paid(work: UnitOfWork, row: int) -> None:
    """Note that a payment was executed: its payee is known from now on."""
    if work.run(_PAID, (row,)).rowcount > 0:
        work.touch_payees()


def twin(reader: Reader, payee: PayeeRow) -> PayeeRow | None:
    """Return another card with the same account, BIC and INN."""
    found = reader.one(_TWIN, (payee.account, payee.bic, payee.inn, payee.id))
    return None if found is None else _row(found)


def remove(work: UnitOfWork, payee_id: str) -> bool:
    """Delete a card; False when there was none."""
    work.touch_payees()
    return work.run(_DELETE, (payee_id,)).rowcount > 0


def find(reader: Reader, payee_id: str) -> PayeeRow | None:
    """Return a card, or None."""
    found = reader.one(_GET, (payee_id,))
    return None if found is None else _row(found)


def all_cards(reader: Reader) -> list[PayeeRow]:
    """Return every card."""
    return [_row(found) for found in reader.all(_ALL)]


def seek(reader: Reader, text: str, limit: int) -> list[PayeeRow]:
    """Return cards that have words beginning like all words of the text; the last used first."""
    words = search.words(text)
    where = " AND ".join([_WORD] * len(words))
    sql = _ALL + (f" WHERE {where}" if where else "") + _ORDER
    return [_row(found) for found in reader.all(sql, (*(f" {word}" for word in words), limit))]


def _values(payee: PayeeRow) -> tuple[Any, ...]:
    folded = " " + " ".join(search.words(f"{payee.name} {payee.inn} {payee.account} {payee.bank_name}"))
    party = (payee.name, payee.inn, payee.kpp, payee.account, payee.bic, payee.bank_name)
    use = (payee.state, payee.used, values.day_text(payee.last_used), payee.purpose)
    return (payee.id, *party, payee.corr_account, *use, folded)


def _row(found: Any) -> PayeeRow:
    last: dt.date | None = values.day(found[10])
    return PayeeRow(
        id=found[0],
        name=found[1],
        inn=found[2],
        kpp=found[3],
        account=found[4],
        bic=found[5],
        bank_name=found[6],
        corr_account=found[7],
        state=found[8],
        used=found[9],
        last_used=last,
        purpose=found[11],
    )
