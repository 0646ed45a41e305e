"""What the page of letters shows, read in a worker at one go: the list, the chosen conversation, what the user writes with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsclient.domain.states import EDITABLE
from bsclient.gui.letters.conversation import Shown
from bsclient.services.information.limits import FileLimits
from bsclient.services.letters import search as letter_search
from bsclient.services.letters.threads import KindOfLetter, LetterFilter, LetterView, Mail, ThreadView
from bsclient.services.letters.views import fits

if TYPE_CHECKING:
    from bsclient.services.desk import Desk
    from bsclient.services.documents.drafts import Draft
    from bsclient.services.letters.threads import Letters, Unsaved


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: a conversation ("" for none), the words of a search, which conversations, in which language."""

    thread: str
    words: str
    chosen: LetterFilter
    language: str


@dataclass(frozen=True, slots=True)
class Found:
    """What is shown. `hidden` conversations are left out by the filters, `archived` of them are in the archive.

    `own` has the telephone and the text under the letters of the user.
    """

    threads: Sequence[ThreadView]
    shown: Shown
    kinds: Sequence[KindOfLetter]
    limits: FileLimits
    own: Mail
    hidden: int
    archived: int


def read(letters: Letters, wish: Wish) -> Found:
    """Read it all; blocks, for a worker. The conversation that is open stays in the list, whatever the filters say."""
    everything = letters.threads(wish.words)
    threads = [view for view in everything if fits(view, wish.chosen) or view.id == wish.thread]
    left_out = [view for view in everything if view not in threads]
    kinds = letters.kinds(wish.language)
    found = letters.thread(wish.thread) if wish.thread else []
    return Found(
        threads, _shown(letters, wish, found, kinds), kinds, letters.limits(), own_mail(letters),
        sum(not view.archived for view in left_out), sum(view.archived for view in left_out),
    )  # fmt: skip


def own_mail(letters: Letters) -> Mail:
    """Return what every new letter of the user begins with."""
    signature = letters.signature()
    return Mail("", f"\n\n{signature}" if signature else "", phone=letters.phone())


def unsaved(desk: Desk) -> tuple[Unsaved | None, Draft | None, str]:
    """Return what was being written when the program ended, its draft if it can still be changed, the words of its document."""
    letters = desk.letters
    found = letters.unsaved()
    if found is None:
        return None, None, ""
    conversation = letters.thread(found.mail.thread or found.draft)
    known = any(one.id == found.draft and one.state in EDITABLE for one in conversation)
    return found, desk.drafts.get(found.draft) if known else None, letters.about(found.mail.about)


def _shown(letters: Letters, wish: Wish, found: Sequence[LetterView], kinds: Sequence[KindOfLetter]) -> Shown:
    if not found:
        return Shown()
    code = next((one.kind for one in found if one.kind), "")
    kind = next((one.title for one in kinds if one.code == code), code)
    ids = dict.fromkeys(one.about for one in found if one.about)
    abouts = [(identity, words) for identity in ids if (words := letters.about(identity))]
    return Shown(
        found, kind, abouts, letters.here(found), letter_search.words(wish.words), letters.rating(wish.thread),
        letters.may_rate(wish.thread, found),
    )  # fmt: skip
