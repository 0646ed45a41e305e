"""What the bank remembers of itself: its name and BIC, its clock, its plan. Texts by name."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update

from bsclient.bank.schema.tables import setting

DEMO = "demo"
"""Name of the setting that marks the base of a demo: invented people, keys without operators."""

_GET = select(setting.c.value).where(setting.c.name == bindparam("of"))
_CHANGE = update(setting).where(setting.c.name == bindparam("of")).values(value=bindparam("new"))


def get(connection: Connection, name: str) -> str:
    """Return a setting, "" if there is none."""
    return connection.execute(_GET, {"of": name}).scalar() or ""


def put(connection: Connection, name: str, value: str) -> None:
    """Keep a setting."""
    if connection.execute(_CHANGE, {"of": name, "new": value}).rowcount == 0:
        connection.execute(insert(setting).values(name=name, value=value))


@dataclass(frozen=True, slots=True)
class Profile:
    """The bank itself: as its entry of the BIC directory says, and the ledger account of its correspondent account."""

    name: str
    bic: str
    town: str
    correspondent_account: str
    inn: str
    kpp: str


def load_profile(connection: Connection) -> Profile | None:
    """Return whose base this is; None for a new base."""
    text = get(connection, "profile")
    return msgspec.json.decode(text, type=Profile) if text else None


def save_profile(connection: Connection, profile: Profile) -> None:
    """Say whose base this is."""
    put(connection, "profile", msgspec.json.encode(asdict(profile)).decode())
