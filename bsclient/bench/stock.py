"""A profile with a key and a base stocked with payments, made once for both sides: `python -m … FOLDER COUNT`.

It is made in a process of its own, so that the measured ones neither hold what it took nor have it in their caches.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bsclient import clock
from bsclient.bench import OPEN_COPY, exchange
from bsclient.bench.entrance import KEY
from bsclient.bench.held import data_key
from bsclient.bench.office import ACCOUNT, workplace
from bsclient.crypto import keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.services import profiles
from bsclient.services.context import Workplace
from bsclient.storage import conversion, migrations
from bsclient.storage.imports import Batch, File

DAYS: Final = 1000
"""Documents are spread over so many days, as those of a few years are."""

_GOODS: Final = (
    "канцелярские товары",
    "услуги связи",
    "аренду помещения",
    "строительные материалы",
    "перевозку груза",
)

_DONE: Final = "stocked"


def stocked(shared: Path, count: int) -> Path:
    """Return the folder of a profile with `count` documents; it is made when it is not there yet."""
    folder = shared / f"stock-{count}"
    if not (folder / _DONE).exists():
        command = [sys.executable, "-m", "bsclient.bench.stock", str(folder), str(count)]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
    return folder


def _make(folder: Path, count: int) -> None:
    folder.mkdir(parents=True)
    place, _ = workplace(folder)
    _enrol(folder, place)
    _fill(place, count)
    place.store.backup(folder / OPEN_COPY)
    place.store.close()
    if key := data_key():
        conversion.convert(folder / OPEN_COPY, key, None, migrations.NEWEST)
        profiles.save_protection(place.profile, profiles.ENCRYPTED)
    (folder / _DONE).touch()


def _enrol(folder: Path, place: Workplace) -> None:
    """Give the profile's user a key that stays, and keep the profile."""
    now = clock.now()
    authority = CertificateAuthority.create("Bench CA", now - dt.timedelta(minutes=1), 30)
    key = keys.generate()
    certificate = authority.issue(
        make_request(key, place.user.name), at=now - dt.timedelta(minutes=1), days=20
    )
    user = replace(place.user, certificate_pem=certificate.pem.decode("ascii"))
    ca_pem = authority.to_parts()[0].decode("ascii")
    bank = replace(place.profile.bank, ca_pem=ca_pem)
    profiles.save_profile(replace(place.profile, bank=bank, users=(user,)))
    (folder / KEY).write_bytes(key.to_der())


def _fill(place: Workplace, count: int) -> None:
    parties = exchange.parties()
    today = clock.business_day(clock.now())
    days = [(today - dt.timedelta(days=back)).isoformat() for back in range(DAYS)]
    with place.store.write() as work:
        batch = Batch(work, File("b" * 32, "stock.txt", place.user.name))
        for number in range(1, count + 1):
            party = parties[number * 7 % len(parties)]
            day = days[(count - number) * DAYS // count]
            goods = _GOODS[number * 3 % len(_GOODS)]
            told: tuple[Any, ...] = (
                str(number % 1_000_000), number % 1_000_000, day, 100_000 + number * 37, "RUB", ACCOUNT, party.name,
                party.account, party.bic, party.inn,
                f"Оплата по договору № {number % 9973} за {goods}. НДС не облагается", 0, "",
            )  # fmt: skip
            raw = json.dumps({"number": told[0], "date": day}, ensure_ascii=False)
            batch.add(f"{number:032x}", told, raw, valid=number % 50 != 0)
        batch.finish("0" * 64)


if __name__ == "__main__":
    _make(Path(sys.argv[1]), int(sys.argv[2]))
