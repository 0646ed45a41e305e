"""System parts that Python packages cannot bring: Qt's libraries, `python3-venv` where the system split it off.

Each part is probed by use (the loader, the PATH, an import), so a machine that has it is not asked about packages.
As root on Debian and its relatives what is missing is installed by apt-get; elsewhere the command is printed.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bsclient.bootstrap.say import SetupError, say

SYSTEM_MISSING = 2  # exit code: a person with more rights has to act first


@dataclass(frozen=True)
class Part:
    """One system part: how it is named where it is used, and the Debian packages that bring it, best first."""

    name: str
    packages: tuple[str, ...]
    optional: bool = False  # installed where that is possible without asking; nothing is said where it is not


# Newer releases rename packages for the 64-bit time_t; the old name stays last, as what is asked for when apt knows neither.
QT_LIBRARIES = (
    Part("libGL.so.1", ("libgl1",)),
    Part("libEGL.so.1", ("libegl1",)),
    Part("libglib-2.0.so.0", ("libglib2.0-0t64", "libglib2.0-0")),
    Part("libdbus-1.so.3", ("libdbus-1-3",)),
    Part("libfontconfig.so.1", ("libfontconfig1",)),
    Part("libgssapi_krb5.so.2", ("libgssapi-krb5-2",)),
    Part("libbrotlidec.so.1", ("libbrotli1",)),
    Part("libxkbcommon-x11.so.0", ("libxkbcommon-x11-0",)),
    Part("libxcb-cursor.so.0", ("libxcb-cursor0",)),
    Part("libxcb-icccm.so.4", ("libxcb-icccm4",)),
    Part("libxcb-keysyms.so.1", ("libxcb-keysyms1",)),
    Part("libxcb-shape.so.0", ("libxcb-shape0",)),
)
TEST_PROGRAMS = (
    Part("openssl", ("openssl",)),
    Part("Xvfb", ("xvfb",)),
    Part("xauth", ("xauth",)),
    Part("git", ("git",)),
)
# A token in software and GOST algorithms: the tests that need them tell where they are lacking.
TEST_EXTRAS = (
    Part("softhsm2-util", ("softhsm2",), optional=True),
    Part("gost", ("libengine-gost-openssl", "libengine-gost-openssl1.1"), optional=True),
)


def loads(library: str) -> bool:
    """Tell whether the dynamic loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_gost() -> bool:
    """Tell whether openssl finds its engine of GOST algorithms."""
    if shutil.which("openssl") is None:
        return False
    done = subprocess.run(
        ["openssl", "engine", "gost"], capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    return done.returncode == 0


def lacking_extras() -> list[Part]:
    """Return the optional parts of the tests that this machine lacks."""
    there = {"softhsm2-util": shutil.which("softhsm2-util") is not None, "gost": has_gost()}
    return [part for part in TEST_EXTRAS if not there[part.name]]


def venv_part() -> Part:
    """Return the part that `python -m venv` needs; Debian keeps it in a package of the interpreter's version."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Part("python3-venv", (f"python{version}-venv", "python3-venv"))


def missing(*, windows: bool, tests: bool, venv: bool) -> list[Part]:
    """Return the parts that this machine lacks for showing windows, for the tests, for making an environment."""
    parts: list[Part] = []
    if venv and importlib.util.find_spec("ensurepip") is None:
        parts.append(venv_part())
    if sys.platform == "linux" and windows:
        parts += [part for part in QT_LIBRARIES if not loads(part.name)]
    if sys.platform == "linux" and tests:
        parts += [part for part in TEST_PROGRAMS if shutil.which(part.name) is None]
        parts += lacking_extras()
    return parts


def known_to_apt(package: str) -> bool:
    """Tell whether apt can install a package by this name."""
    done = subprocess.run(
        ["apt-cache", "policy", package],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    return "Candidate:" in done.stdout and "Candidate: (none)" not in done.stdout


def choose(parts: Iterable[Part], known: Callable[[str], bool]) -> list[str]:
    """Return one package per part: the first that apt knows, else the last (a name that newer packages provide)."""
    chosen = [
        next((name for name in part.packages if known(name)), part.packages[-1])
        if len(part.packages) > 1
        else part.packages[0]
        for part in parts
    ]
    return sorted(set(chosen))


def apt_command(packages: Iterable[str]) -> str:
    """Return the one command that a person can paste."""
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def is_root() -> bool:
    """Tell whether packages can be installed without asking."""
    return sys.platform != "win32" and os.geteuid() == 0


def provide(parts: list[Part]) -> None:
    """Install what is missing as root on Debian; SetupError with the exact command otherwise.

    Optional parts are left out where they cannot be installed.
    """
    able = shutil.which("apt-get") is not None and is_root()
    parts = [part for part in parts if not part.optional or (able and any(map(known_to_apt, part.packages)))]
    if not parts:
        return
    names = ", ".join(part.name for part in parts)
    if shutil.which("apt-get") is None:
        raise SetupError("system_parts_missing", SYSTEM_MISSING, names=names)
    if not is_root():
        command = apt_command(choose(parts, known_to_apt))
        raise SetupError("system_packages_missing", SYSTEM_MISSING, names=names, command=command)
    _install(parts)
    importlib.invalidate_caches()


def _install(parts: list[Part]) -> None:
    say("system_update")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = [
        "-o",
        "DPkg::Lock::Timeout=300",
    ]  # another package run may be at work on a machine that just started
    # A third-party source that fails its update must not stop us: the packages may still be there.
    subprocess.run(
        ["apt-get", "-qq", "update", *wait],
        check=False,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
    )
    packages = choose(parts, known_to_apt)
    say("system_install", packages=" ".join(packages))
    done = subprocess.run(
        ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *wait, *packages],
        check=False,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        sys.stderr.write("\n".join((done.stdout + done.stderr).splitlines()[-15:]) + "\n")
        raise SetupError("system_install_failed", command=apt_command(packages))
