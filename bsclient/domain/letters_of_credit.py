"""Letters of credit: what they are made of, the same for openings, presentations and the bank (762-П chapter 6; UCP 600)."""

from __future__ import annotations

from typing import Final

KIND: Final = "letter_of_credit"
PRESENTATION: Final = "lc_presentation"
HOME: Final = "rub"
ABROAD: Final = "ucp"
REGIMES: Final = {HOME: "Within Russia (Regulation 762-P)", ABROAD: "International (UCP 600)"}
SIGHT: Final = "sight"
DEFERRED: Final = "deferred"
AVAILABLE: Final = {SIGHT: "By payment at sight", DEFERRED: "By deferred payment"}
INCREASE: Final = "increase"
DECREASE: Final = "decrease"
EXTEND: Final = "extend"
CHANGES: Final = {INCREASE: "Increase the amount", DECREASE: "Decrease the amount", EXTEND: "Extend the term"}
ACCEPT: Final = "accept"
REFUSE: Final = "refuse"
DECISIONS: Final = {ACCEPT: "Accept the documents", REFUSE: "Refuse the documents"}
EXAMINED: Final = 5
"""Working days for the examination of documents (762-П, item 6.18; UCP 600, article 14 b)."""
LONGEST: Final = 1826
"""Days that a letter of credit may run at this bank."""
