"""`main.py`'s work: see what is missing, put it there, and hand over to the program inside the environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

from bsclient.bootstrap import system, translations, venv
from bsclient.bootstrap.say import SetupError, say
from bsclient.bootstrap.venv import Environment, Level

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_COMMAND = "gui"
NO_WINDOWS = frozenset({"bank", "check", "convert", "sync", "verify"})  # commands that load nothing of Qt
QUESTIONS = frozenset({"-h", "--help", "--version"})
INTERRUPTED = 130


@dataclass(frozen=True)
class Plan:
    """What set-up would do: Debian packages, whether `.venv` is ready, kept or made, packages, translations."""

    system: list[str]
    venv: str
    packages: int
    translations: list[str]


def start(arguments: Sequence[str]) -> int:
    """Run a command, after set-up if something is missing; returns the exit code where the process goes on."""
    arguments = list(arguments) or [DEFAULT_COMMAND]
    try:
        return _start(arguments)
    except SetupError as problem:
        say(problem.code, **problem.facts)
        return problem.exit_code
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED


def _start(arguments: list[str]) -> int:
    environment = Environment(ROOT)
    command, rest = arguments[0], arguments[1:]
    if command == "setup":
        return _setup(environment, rest)
    if command == "test" and not QUESTIONS.intersection(rest[:1]):
        set_up(environment, "test", windows=True)
        return hand_over(environment, test_arguments(rest), test_settings(os.environ))
    if QUESTIONS.intersection(arguments) and not environment.ready("run"):
        answer = _answer_bare(arguments)
        if answer is not None:
            return answer
    set_up(environment, "run", windows=command not in NO_WINDOWS)
    return hand_over(environment, ["-m", "bsclient", *arguments], {})


def _setup(environment: Environment, options: list[str]) -> int:
    level: Level = "test" if "--test" in options else "run"
    unknown = set(options) - {"--test", "--plan", "--token"}
    if unknown:
        raise SetupError("setup_options", 2, options=" ".join(sorted(unknown)))
    if "--plan" in options:
        print(json.dumps(asdict(plan(environment, level)), ensure_ascii=False))
        return 0
    set_up(environment, level, windows=True)
    if "--token" in options:
        with venv.one_at_a_time(environment.root):
            venv.add_tokens(environment)
    say("ready")
    return 0


def plan(environment: Environment, level: Level) -> Plan:
    """Look at the machine and the checkout, change nothing."""
    ready = environment.ready(level)
    parts = system.missing(windows=True, tests=level == "test", venv=environment.stamp() is None)
    return Plan(
        system=system.choose(parts, system.known_to_apt) if parts else [],
        venv="ready" if ready else "make" if environment.stamp() is None else "update",
        packages=0 if ready else venv.pins(environment.section(level)),
        translations=[source.name for source in translations.outdated(environment.root)],
    )


def set_up(environment: Environment, level: Level, *, windows: bool) -> None:
    """Do what is missing for a level; nothing but a look when all is there."""
    ready = environment.ready(level)
    fresh = not ready and environment.stamp() is None
    system.provide(system.missing(windows=windows, tests=level == "test", venv=fresh))
    if ready and not translations.outdated(environment.root):
        return
    try:
        with venv.one_at_a_time(environment.root):
            if not environment.ready(level):  # another start may have done it while this one waited
                venv.make(environment, level)
            translations.compile_all(environment)
    except OSError as problem:
        # A checkout of another user, set up by him, still runs; its translations are his to renew.
        if not ready:
            raise SetupError("no_room", folder=str(environment.root), reason=str(problem)) from problem


_SPREAD = ("-n", "4", "--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "0")


def test_arguments(rest: Sequence[str]) -> list[str]:
    """Return pytest's command line: one file in one worker, in the order in which the tests stand.

    Four workers keep two cores busy, for many tests wait: for the bank, for what a window does later. A worker that
    dies ends the run, which would else wait for it for ever. The caller who names workers himself gets what he names.
    """
    own = any(word.startswith(("-n", "--numprocesses")) or word in {"no:xdist", "--pdb"} for word in rest)
    spread = () if own else _SPREAD
    return ["-m", "pytest", *spread, *rest]


def test_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that tests run with: no screen needed unless one is asked for."""
    return {} if "QT_QPA_PLATFORM" in environment else {"QT_QPA_PLATFORM": "offscreen"}


def hand_over(  # noqa: RET503 -- where a process can be replaced, nothing returns
    environment: Environment, arguments: list[str], settings: Mapping[str, str]
) -> int:
    """Go on inside the environment: in place of this process, or on Windows as its child.

    The working directory stays the user's, so that file names he gives mean what he means; `-P` keeps Python from
    loading modules that happen to lie there.
    """
    path = os.pathsep.join(filter(None, [str(environment.root), os.environ.get("PYTHONPATH", "")]))
    variables = {**os.environ, **settings, "PYTHONPATH": path}
    command = [str(environment.python), "-P", *arguments]
    if sys.platform == "win32":
        return subprocess.run(command, check=False, env=variables).returncode
    _become(command, variables)


def _become(command: list[str], variables: Mapping[str, str]) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(command[0], command, variables)  # noqa: S606 -- a fixed interpreter, no shell to quote for


def _answer_bare(arguments: list[str]) -> int | None:
    """Answer `--help` without set-up; None if the command line needs packages to know."""
    try:
        from bsclient.cli import main
    except ModuleNotFoundError:
        return None
    return main(arguments)
