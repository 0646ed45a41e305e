"""Types whose form is laid out by hand: `LAYOUTS["code"] = function(form)`, which replaces `document_form.by_groups`.

A layout makes cards (`form.card(title)`), puts fields into them (`form.place(card, name, columns)`), adds what it wants to
a layout of the form, and ends with `form.set_order(names)`. Most types need none: groups of the declaration do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bsclient.gui.forms.document_form import Layout

LAYOUTS: Final[Mapping[str, Layout]] = {}
