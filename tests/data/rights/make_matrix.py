"""Writes `matrix.tsv`: what is expected of every role x action x type x state. Knows nothing of the program's code.

The rules are those of the bank's agreement, written out by hand below; run it after changing them and read the difference.
A cell is `+` (allowed), `r` (the role lacks the right), `s` (the state forbids it), `b` (the bank makes such documents).
Whoever lacks the right is told of that first, then of the bank's documents, then of the state.
"""

from pathlib import Path

ROLES = ("operator", "first", "second", "approver", "viewer", "administrator")
STATES = [
    "invalid",
    "new",
    "imported",
    "partly_signed",
    "signed",
    "queued",
    "unknown",
    "delivered",
    "bad_signature",
    "bad_details",
    "accepted",
    "suspended",
    "exported",
    "accepted_abs",
    "waiting_funds",
    "executed",
    "partly_executed",
    "rejected",
    "refused_abs",
    "recalled",
    "deleted",
    "incoming",
    "read",
    "answered",
]

MAY = {
    "view": "operator first second approver viewer administrator",
    "create": "operator",
    "edit": "operator",
    "delete": "operator",
    "import": "operator",
    "export": "operator first second approver viewer",
    "print": "operator first second approver viewer",
    "sign1": "first",
    "sign2": "second",
    "approve": "approver",
    "send": "operator first second",
    "recall": "operator first second",
    "letters": "operator first second approver",
    "payees": "operator",
    "templates": "operator",
    "admin": "administrator",
}

# Making a letter, a recall or a change of rights is a right of its own.
MAKING = ("create", "edit", "delete", "import", "templates")
MAKES = {
    "letter": "letters",
    "recall_request": "recall",
    "rights_change": "admin",
    "signature_card_change": "admin",
}

OURS = (
    "payment_order", "payment_register", "salary_register", "currency_transfer", "statement_request",
    "letter", "recall_request", "rights_change", "signature_card_change",
)  # fmt: skip
THEIRS = ("incoming_demand",)

EDITABLE = "invalid new imported"
SIGNABLE = "new imported partly_signed"
AT_BANK = "delivered accepted suspended exported accepted_abs waiting_funds"
WHEN = {
    "edit": EDITABLE, "delete": EDITABLE, "sign1": SIGNABLE, "sign2": SIGNABLE, "approve": SIGNABLE,
    "send": "signed", "recall": AT_BANK,
}  # fmt: skip
WITH_THEIRS = ("view", "print", "export", "letters", "payees", "admin")


def cell(role, action, kind, state):
    """Return what is expected of one cell."""
    right = MAKES.get(kind, action) if action in MAKING else action
    if role not in MAY[right].split():
        return "r"
    if kind in THEIRS and action not in WITH_THEIRS:
        return "b"
    if action in WHEN and state not in WHEN[action].split():
        return "s"
    return "+"


def main():
    """Write the table beside this file."""
    lines = ["\t".join(("action", "type", "state", *ROLES))]
    for action in MAY:
        for kind in (*OURS, *THEIRS):
            lines += [
                "\t".join((action, kind, state, *(cell(role, action, kind, state) for role in ROLES)))
                for state in STATES
            ]
    (Path(__file__).parent / "matrix.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
