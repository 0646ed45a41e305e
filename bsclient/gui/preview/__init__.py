"""Print preview: pages on the screen as on paper, to be printed or saved as PDF.

preview.open(shell, title, pages)      # pages that are ready
preview.payments(shell, ids)           # payment orders, collected off the GUI thread
preview.payment_list(shell, ids)       # the list of them
preview.statement(shell, statement)    # a statement
"""

from bsclient.gui.preview.acts import key_act, open, payment_list, payments, prints, statement  # noqa: A004 -- preview.open

__all__ = ["key_act", "open", "payment_list", "payments", "prints", "statement"]
