"""What the codes of fields mean: those of a payment order (Regulation 762-П; Civil Code, art. 855; 58н), and of directories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from bsclient.domain.canonical import Signed
from bsclient.domain.documents import registry
from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.gui.tr import N_, language, tr

if TYPE_CHECKING:
    from bsclient.services.information.directory_books import Books

_CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "payment_kind": {"": N_("ordinary"), "срочно": N_("urgent service of the Bank of Russia")},
    "operation_type": {"01": N_("payment order")},
    "purpose_code": {
        "": N_("not an income of these kinds"),
        "1": N_("wages and other income that may be withheld in part"),
        "2": N_("regular income that may not be withheld"),
        "3": N_("regular income without limits on withholding"),
        "4": N_("single income that may not be withheld"),
        "5": N_("single income without limits on withholding"),
    },
    "priority": {
        "1": N_("writs: alimony, harm to life and health"),
        "2": N_("writs: severance pay, wages, authors' fees"),
        "3": N_("wages; collection orders of tax bodies"),
        "4": N_("other writs"),
        "5": N_("all other payments"),
    },
    "payout_code": {
        "": N_("none"),
        "0": N_("no value"),
        "1": N_("payment to a person out of the budget"),
        "2": N_("payment to a person out of the budget, by other rules"),
    },
    "tax_status": {
        "01": N_("taxpayer, also for the single tax payment"),
        "02": N_("tax agent"),
        "06": N_("foreign trade: legal entity"),
        "08": N_("payer of other payments to the budget"),
        "13": N_("individual"),
        "16": N_("foreign trade: individual"),
        "17": N_("foreign trade: entrepreneur"),
        "19": N_("deductions from wages under writs"),
        "24": N_("individual: other payments to the budget"),
        "28": N_("participant of foreign trade: parcels"),
        "30": N_("foreign person registered for taxes"),
        "31": N_("payment under a writ of execution"),
    },
}


def meanings(field: str) -> dict[str, str]:
    """Return the codes of a field that have a meaning of their own, in the language of the windows."""
    return {code: tr(meaning) for code, meaning in _CODES.get(field, {}).items()}


def of_field(field: Field) -> dict[str, str]:
    """Return what the choices of a field mean: its declaration says so, or the table of this module."""
    declared = {code: tr(words) for code, words in field.words.items() if words}
    return declared or meanings(field.name)


def of_directories(books: Books, documents: Iterable[Signed]) -> dict[tuple[str, str], str]:
    """Return what the bank's directories say of the codes in documents, by directory and code. Blocks: for a worker."""
    coded = {
        (field.directory, str(value))
        for each in documents
        for field in registry[each.type].declared
        if field.directory and field.kind.name is KindName.CODE and (value := each.fields.get(field.name))
    }
    entries = {at: books.entry(*at) for at in coded}
    english = "title_en" if language() == "en" else ""
    return {
        at: found.facts.get(english) or found.title
        for at, found in entries.items()
        if found is not None and not found.own
    }
