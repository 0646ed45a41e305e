"""Payment codes of GOST R 56042-2014, written: requisites, with a sum and a purpose those of an invoice.

Always in UTF-8 (`ST00012`), the mandatory keys first and in their order, then what else is there. BadInput names the
key and its limit: `qr_write_needed`, `qr_write_long`, `qr_write_digits`, `qr_write_sum`, `qr_write_head` (the mandatory
part is longer than 300 bytes), `qr_write_separator`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bsclient.domain import money
from bsclient.domain.normalise import bank_text
from bsclient.errors import BadInput
from bsclient.formats.payment_qr_keys import ADDITIONAL, MANDATORY, Key

HEAD: Final = "ST00012"
SEPARATORS: Final = "|#;:^_~{}!$%&()*+,/@"
"""What may part the blocks, the usual one first."""

LONGEST_BANK: Final = 45
LONGEST_PURPOSE: Final = 160
_LONGEST_HEAD: Final = 300


def write(raw: Mapping[str, str]) -> bytes:
    """Return the octets of a code for texts by the fields of the payment order; empty ones are left out."""
    head = [(key.name, _needed(key, raw.get(key.field, ""))) for key in MANDATORY]
    more = [(key.name, _value(key, text)) for key in ADDITIONAL if (text := raw.get(key.field, ""))]
    sign = _separator([value for _name, value in (*head, *more)])
    parts = [f"{name}={value}" for name, value in (*head, *more)]
    mandatory = (HEAD + sign + sign.join(parts[: len(head)])).encode()
    if len(mandatory) > _LONGEST_HEAD:
        raise BadInput("qr_write_head", length=str(len(mandatory)), limit=str(_LONGEST_HEAD))
    return (HEAD + sign + sign.join(parts)).encode()


def fitted_bank(name: str) -> str:
    """Return the name of a bank as long as the code allows, cut between words."""
    plain = bank_text(name)
    if len(plain) <= LONGEST_BANK:
        return plain
    cut = plain[: LONGEST_BANK + 1].rpartition(" ")[0] or plain[:LONGEST_BANK]
    return cut.rstrip(" ,.")


def _needed(key: Key, text: str) -> str:
    if text:
        return _value(key, text)
    if key.name == "CorrespAcc":
        return "0"
    raise BadInput("qr_write_needed", key=key.name)


def _value(key: Key, text: str) -> str:
    if key.name == "Sum":
        return _kopecks(text)
    value = bank_text(text)
    limit = LONGEST_PURPOSE if key.name == "Purpose" else key.longest
    if len(value) > limit:
        raise BadInput("qr_write_long", key=key.name, length=str(len(value)), limit=str(limit))
    if key.form is not None and not key.form.fullmatch(value):
        raise BadInput("qr_write_digits", key=key.name, value=value, expected=key.digits)
    return value


def _kopecks(text: str) -> str:
    try:
        return str(money.to_minor(money.parse_amount(text, positive=True)))
    except ValueError as error:
        raise BadInput("qr_write_sum", key="Sum", value=text) from error


def _separator(values: list[str]) -> str:
    used = set("".join(values))
    free = next((sign for sign in SEPARATORS if sign not in used), "")
    if not free:
        raise BadInput("qr_write_separator")
    return free
