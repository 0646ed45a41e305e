"""The stage of the demo: a bank in a process of its own, and profiles enrolled with it through the real wire.

Everything lies in one folder: the bank's base and keys, and the profiles. A second start finds them and only
starts the bank again; the address in the profiles follows it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bsclient.errors import Unreachable
from bsclient.paths import resource
from bsclient.services.keys import enrolling as keys
from bsclient.services.keys import vaults
from bsclient.services.profiles import (
    BankLink,
    Organisation,
    Profile,
    User,
    list_profiles,
    new_device,
    save_profile,
)
from bsclient.sync.https import HttpsTransport

PASSPHRASE = "demo-bsclient"  # noqa: S105 -- the demo's own, shown on its log-in window
_STOP_SECONDS = 10
_ROOT = Path(__file__).resolve().parent.parent.parent

Say = Callable[[str], None]


@dataclass
class DemoBank:
    """The running server of the demo."""

    process: subprocess.Popen[str]
    url: str
    folder: Path

    @property
    def connection(self) -> dict[str, Any]:
        """What the bank hands to its clients."""
        tree: dict[str, Any] = json.loads((self.folder / "connection.json").read_text("utf-8"))
        return tree

    @property
    def clients(self) -> list[dict[str, Any]]:
        """The demo's clients with their users and activation codes."""
        found: list[dict[str, Any]] = json.loads((self.folder / "demo.json").read_text("utf-8"))["clients"]
        return found

    def stop(self) -> None:
        """End the server that this program started."""
        self.process.terminate()
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(_STOP_SECONDS)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def start_bank(folder: Path) -> DemoBank:
    """Start the demo bank on a free loopback port and wait until it listens; Unreachable when it does not."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "bsclient",
        "bank",
        "--demo",
        "--attached",
        "--port",
        "0",
        "--data",
        str(folder),
    ]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    log = (folder / "server.log").open("ab")
    with log:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, env=environment
        )
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        process.wait(_STOP_SECONDS)
        raise Unreachable("demo_bank_failed", value=str(folder / "server.log"))
    return DemoBank(process, json.loads(line)["url"], folder)


def make_profiles(bank: DemoBank, home: Path, say: Say) -> list[Profile]:
    """Return the demo's profiles: enrolled now if they are new, else pointed at the bank's present address."""
    known = {profile.id: profile for profile in list_profiles(home)}
    found = []
    for client in bank.clients:
        link = _link(bank)
        profile = known.get(client["id"])
        if profile is not None and all(user.certificate_pem for user in profile.users):
            profile = replace(profile, bank=link)
            save_profile(profile)
        else:
            say(client["name"])
            profile = _enrol(client, link, home)
        found.append(profile)
    return found


def _enrol(client: dict[str, Any], link: BankLink, home: Path) -> Profile:
    users = tuple(User(u["id"], u["name"], u["position"], str(u["group"])) for u in client["users"])
    profile = Profile(
        folder=home / client["id"], id=client["id"], title=client["name"], bank=link, client_id=client["id"],
        organisation=Organisation(client["name"], client["inn"], client["kpp"]), users=users, device=new_device(),
        scheme=client["scheme"], demo=True,
    )  # fmt: skip
    line = HttpsTransport(link.url, link.ca_pem)
    try:
        line.hello()
        for told, user in zip(client["users"], users, strict=True):
            pending = keys.begin(line, profile, user, (told["code"], PASSPHRASE))
            profile = keys.finish(line, profile, user, pending)
    finally:
        line.close()
    vaults.begin(profile, {user.id: PASSPHRASE for user in profile.users})
    return profile


def _link(bank: DemoBank) -> BankLink:
    told = bank.connection
    entries = json.loads(resource("directories/demo_banks.json").read_text("utf-8"))
    entry: dict[str, str] = next((e for e in entries if e["bic"] == told["bic"]), {})
    return BankLink(
        told["bank"],
        told["bic"],
        bank.url,
        told["ca_pem"],
        entry.get("correspondent_account", ""),
        entry.get("town", ""),
    )
