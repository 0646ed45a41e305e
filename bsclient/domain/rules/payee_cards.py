"""Rules of the card of a payee: the requisites fit together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bsclient.domain import checks
from bsclient.domain.context import Context
from bsclient.domain.problems import Problem

if TYPE_CHECKING:
    from bsclient.domain.document import Sheet

_BIC_DIGITS = 9
_ACCOUNT_DIGITS = 20


def requisites(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """An account of a Russian bank has twenty digits, the ninth of which fits the BIC."""
    number, bic = sheet.text("payee_account"), sheet.text("payee_bic")
    if not number or len(bic) != _BIC_DIGITS:
        return
    if len(number) != _ACCOUNT_DIGITS or not number.isascii() or not number.isdecimal():
        yield Problem("payee_account", "account_form", facts={"value": number})
    elif not checks.account_key_ok(bic, number):
        yield Problem(
            "payee_account", "account_key", facts={"value": number, "bic": bic}, act="№ 515 (08.09.1997)"
        )
