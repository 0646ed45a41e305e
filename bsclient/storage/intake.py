"""What new rows of `document` add to the totals by day and to the search index.

Who inserts says so here, for one row or for a hundred thousand at once; changes and deletions are seen by triggers. A
trigger for inserts, even one that does nothing, makes an import a third slower.
"""

from __future__ import annotations

from typing import Final

from bsclient.storage.migrations.m0001_start import INDEX_ROWS
from bsclient.storage.unit_of_work import UnitOfWork

_COUNT: Final = (
    "INSERT INTO day_count (type, day, state, account, count, amount)"
    " SELECT type, day, state, account, count(*), coalesce(sum(amount), 0) FROM document WHERE row BETWEEN ? AND ?"
    " GROUP BY 1, 2, 3, 4"
    " ON CONFLICT DO UPDATE SET count = count + excluded.count, amount = amount + excluded.amount"
)


def count_and_index(work: UnitOfWork, first: int, last: int) -> None:
    """Count and index the rows from `first` to `last`, which were inserted in this transaction."""
    work.run(_COUNT, (first, last))
    work.run(INDEX_ROWS, (first, last))
