"""Print preview: pages on the screen as on paper, to be printed or saved as PDF.

preview.open(shell, title, pages)      # pages that are ready
preview.documents(shell, ids)          # documents of any types, collected off the GUI thread
preview.payment_list(shell, ids)       # the list of them
preview.statement(shell, statement)    # a statement
preview.entry(shell, entry)            # one operation
preview.table(shell, report)           # a table of a window
"""

from bsclient.gui.preview.acts import (
    documents,
    entry,
    key_act,
    open,  # noqa: A004 -- preview.open
    payment_list,
    prints,
    statement,
    table,
)

__all__ = ["documents", "entry", "key_act", "open", "payment_list", "prints", "statement", "table"]
