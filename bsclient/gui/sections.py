"""Parts of the program that documents belong to: a page of the navigation for one family of types or several.

Types come into a section by the family of their declaration; nothing here names a type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bsclient.domain.codes import PAYMENT_ORDER
from bsclient.domain.families import Family
from bsclient.gui.tr import N_

FIRST: Final = "payments"
EVERYTHING: Final = "documents"


@dataclass(frozen=True, slots=True)
class Section:
    """One journal: the name of its page, its title and icon, and the families whose documents stand in it (none: all).

    `roubles` says that all its amounts are in roubles, so that they can be summed up; `first` is the type shown at first.
    """

    page: str
    title: str
    icon: str
    families: tuple[Family, ...] = ()
    roubles: bool = False
    first: str = ""

    def holds(self, family: Family) -> bool:
        """Whether documents of a family stand here."""
        return not self.families or family in self.families


SECTIONS: Final = (
    Section(FIRST, N_("Payments"), "payment", (Family.ROUBLES,), roubles=True, first=PAYMENT_ORDER),
    Section("currency", N_("Currency"), "currency", (Family.CURRENCY,)),
    Section("control", N_("Currency control"), "control", (Family.CONTROL,)),
    Section("payroll", N_("Payroll"), "payroll", (Family.PAYROLL,), roubles=True),
    Section(
        "finance",
        N_("Deposits and loans"),
        "deposit",
        (Family.DEPOSITS, Family.LOANS, Family.GUARANTEES, Family.CREDITS),
    ),
    Section("cash", N_("Cash"), "cash", (Family.CASH,), roubles=True),
    Section("requests", N_("Requests"), "request", (Family.REQUESTS,)),
    Section(EVERYTHING, N_("All documents"), "folder"),
)
BY_PAGE: Final = {section.page: section for section in SECTIONS}
_BY_FAMILY: Final = {family: section for section in SECTIONS for family in section.families}


def of_family(family: Family) -> Section:
    """Return the section of a family; letters have a page of their own, so the first section stands for them."""
    return _BY_FAMILY.get(family, BY_PAGE[FIRST])
