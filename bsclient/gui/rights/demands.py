"""What the sign sheet says of signatures: which ones its documents need, and whose are wanted after the user's own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bsclient.gui.rights import words
from bsclient.gui.tr import tr

if TYPE_CHECKING:
    from bsclient.services.signing.ceremony import Sheet
    from bsclient.services.signing.signature_rights import Demands

_MOST: Final = 3
"""So many different rules are told of; a sheet of more is a rare mixture."""


def lines(sheet: Sheet) -> list[str]:
    """Return a sentence for each rule that the documents of a sheet fall under, the commonest first."""
    found = Counter(item.demands for item in sheet.items)
    return [_line(demands, count, sheet.count) for demands, count in found.most_common(_MOST)]


def _line(demands: Demands, count: int, of: int) -> str:
    needed = words.scheme(demands.scheme) if demands.scheme else words.group(0)
    said = [tr("Signatures needed: {signatures}.").format(signatures=needed)]
    if demands.four_eyes:
        said.append(tr("Another than its maker must sign."))
    if demands.lacking:
        wanted = ", ".join(words.group(group) for group in demands.lacking)
        said.append(tr("After yours still wanted: {signatures}.").format(signatures=wanted))
    else:
        said.append(tr("Yours is the last one."))
    whole = " ".join(said)
    return whole if count == of else tr("{count} of {of}: {words}").format(count=count, of=of, words=whole)
