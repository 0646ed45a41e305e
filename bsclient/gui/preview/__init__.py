"""Print preview: pages on the screen as on paper, to be printed or saved as PDF.

preview.open(shell, title, pages)      # pages that are ready
preview.documents(shell, ids)          # documents of any types, collected off the GUI thread
preview.payment_list(shell, ids)       # the list of them
preview.statement(shell, statement)    # a statement
"""

from bsclient.gui.preview.acts import documents, key_act, open, payment_list, prints, statement  # noqa: A004 -- preview.open

__all__ = ["documents", "key_act", "open", "payment_list", "prints", "statement"]
