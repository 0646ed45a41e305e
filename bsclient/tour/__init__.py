"""The demo: a real bank on the loopback, its clients, the desktop on their profiles; or the guided tour of it."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Sequence
from pathlib import Path

from bsclient import paths


def demo(tour: Path | None, *, fresh: bool, languages: Sequence[str], themes: Sequence[str]) -> int:
    """Run the demo; without a screen, or with a folder for pictures, the guided tour. Returns the exit code."""
    home = paths.home() / "demo"
    if tour is None and not screen_available():
        tour = home / "tour"
        print("There is no screen: the guided tour runs off screen. / Экрана нет: экскурсия идёт без экрана.")
    if tour is not None:
        from bsclient.tour import guide

        return guide.run(tour, guide.Looks(tuple(languages), tuple(themes)))
    return _desktop(home, fresh=fresh)


def screen_available() -> bool:
    """Whether windows can be shown: an explicit Qt platform counts as the user's word."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return os.environ["QT_QPA_PLATFORM"] not in {"offscreen", "minimal"}
    if platform.system() == "Linux":
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def _desktop(home: Path, *, fresh: bool) -> int:
    from bsclient import app
    from bsclient.storage.lock import AlreadyOpen, ProfileLock
    from bsclient.tour import stage

    profiles = home / "profiles"
    home.mkdir(parents=True, exist_ok=True)
    try:
        lock = ProfileLock(home)
    except AlreadyOpen:
        return app.run(profiles)  # the demo runs already: its window comes to the front, its files stay
    for part in (home / "bank", profiles):
        if fresh and part.exists():
            shutil.rmtree(part)
    print("Starting the demo bank … / Запускаю демо-банк …", flush=True)
    bank = stage.start_bank(home / "bank")
    try:
        stage.make_profiles(bank, profiles, lambda name: print(f"  {name}", flush=True))
        print(f"{bank.url}  {stage.PASSPHRASE}", flush=True)
        return app.run(profiles, profile="romashka", demo_passphrase=stage.PASSPHRASE)
    finally:
        bank.stop()
        lock.release()
