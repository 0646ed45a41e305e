"""The demo's bank with its people enrolled: made once by real processes over the real wire, copied for whoever needs it.

A copy is what a restored backup is: the bank starts on it at a port of its own, and the profiles are pointed there. Keys,
certificates and bases are real ones; that they can be made is proven where they are made, not before each scenario.
Keys and vaults are closed at the cost that the slowest computer would choose: a fast one would spend half a second of its
own on every log-in and every signature of every scenario. What a computer chooses is tested with the crypto package.
"""

import functools
import shutil
import tempfile
from pathlib import Path

from bsclient.crypto import container, vault
from bsclient.services.keys import vaults
from bsclient.services.keys.unlocking import vault_file
from bsclient.services.profiles import list_profiles
from bsclient.tour import stage


def everyone(folder):
    """Put `bank` and `profiles` into a folder: all clients of the demo with all their users enrolled."""
    copy(folder, _everyone)


def copy(folder, make):
    """Put into a folder what `make(another folder)` makes; it is called once for all folders side by side."""
    shutil.copytree(_made(folder.parent, make), folder, dirs_exist_ok=True)


@functools.cache
def _made(beside, make):
    """Nobody meets what is half made: a failure tells its cause to each who asks, and the next one begins anew."""
    name = f"prepared-{make.__name__.strip('_')}"
    making = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=beside))
    make(making)
    return making.rename(beside / name)


def _everyone(folder):
    bank = stage.start_bank(folder / "bank")
    try:
        stage.make_profiles(bank, folder / "profiles", lambda _name: None)
    finally:
        bank.stop()
    at_least_cost(folder / "profiles")


def at_least_cost(home):
    """Give every user his vault, and close the keys and vaults of all profiles anew at the least cost there is."""
    for profile in list_profiles(home):
        vaults.begin(profile, dict.fromkeys((user.id for user in profile.users), stage.PASSPHRASE))
        for user in profile.users:
            _key_at_least_cost(profile.key_file(user))
            if vaults.has(profile, user):
                _vault_at_least_cost(vault_file(profile, user))


def _key_at_least_cost(path):
    blob = container.read(path)
    told = container.header(blob)
    if told.cost != container.Cost.DEFAULT:
        der = container.unseal(blob, stage.PASSPHRASE)
        made = container.seal(der, stage.PASSPHRASE, key_id=told.key_id, spki_sha256=told.spki_sha256)
        container.write(path, made)


def _vault_at_least_cost(path):
    blob = vault.read(path)
    told = vault.header(blob)
    if told.cost != container.Cost.DEFAULT:
        with vault.unseal(blob, stage.PASSPHRASE) as key:
            vault.write(path, vault.seal(key, stage.PASSPHRASE, profile=told.label))
