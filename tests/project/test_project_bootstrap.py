"""Set-up from a bare checkout: what is missing, which packages, what the stamp proves, what a person reads."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import threading

import pytest
from habits import ROOT, listed_files

from bsclient.bootstrap import launch, say, system, translations, venv
from bsclient.bootstrap.venv import KEYS_MARK, MARK, Environment

LOCK = f"# head\na==1 \\\n    --hash=sha256:0\n{MARK}\nb==2 \\\n    --hash=sha256:1\n"


@pytest.fixture
def checkout(tmp_path):
    """A checkout with a lock of one package and one test tool, and an environment that looks complete."""
    environment = Environment(tmp_path)
    (tmp_path / "requirements.lock").write_text(LOCK)
    environment.python.parent.mkdir(parents=True)
    environment.python.symlink_to(sys.executable)
    return environment


def stamp(environment, **changes):
    facts = {
        "interpreter": os.path.realpath(environment.python),
        "python": "3.11.0",
        "run": environment.digest("run"),
        "test": environment.digest("test"),
    }
    environment.stamp_file.write_text(json.dumps(facts | changes))


def test_a_complete_stamp_is_believed(checkout):
    stamp(checkout)
    assert checkout.ready("run")
    assert checkout.ready("test")


def test_an_environment_for_running_is_not_one_for_tests(checkout):
    stamp(checkout, test="")
    assert checkout.ready("run")
    assert not checkout.ready("test")


def test_no_stamp_or_a_cut_one_is_not_ready(checkout):
    assert not checkout.ready("run")
    checkout.stamp_file.write_text('{"interpreter": ')
    assert not checkout.ready("run")
    checkout.stamp_file.write_text('{"interpreter": "x", "other": 1}')
    assert not checkout.ready("run")


def test_another_lock_asks_for_an_update(checkout):
    stamp(checkout)
    (checkout.root / "requirements.lock").write_text(LOCK.replace("b==2", "b==3"))
    assert checkout.ready("run")  # only a test tool changed
    assert not checkout.ready("test")
    (checkout.root / "requirements.lock").write_text(LOCK.replace("a==1", "a==2"))
    assert not checkout.ready("run")
    assert checkout.stamp() is not None  # kept and updated, not made anew


def test_another_interpreter_asks_for_a_new_environment(checkout):
    stamp(checkout, interpreter="/usr/bin/python3.10")
    assert checkout.stamp() is None
    stamp(checkout)
    checkout.python.unlink()  # the interpreter behind it was removed from the system
    assert checkout.stamp() is None


def test_sections_of_the_lock(checkout):
    assert venv.pins(checkout.section("run")) == 1
    assert venv.pins(checkout.section("test")) == 2
    assert venv.pins(checkout.token_section()) == 0


def test_pins_of_tokens_stand_between_the_marks(checkout):
    tokens = f"{KEYS_MARK}\nc==3 \\\n    --hash=sha256:2\n{MARK}"
    (checkout.root / "requirements.lock").write_text(LOCK.replace(MARK, tokens))
    assert (
        checkout.section("run") == LOCK.partition(MARK)[0]
    )  # who has no token is not asked to install for it
    assert checkout.token_section().strip().startswith("c==3")
    assert venv.pins(checkout.token_section()) == 1
    assert venv.pins(checkout.section("test")) == 3


def test_one_package_per_part():
    parts = [system.Part("libglib", ("libglib2.0-0t64", "libglib2.0-0")), system.Part("libGL", ("libgl1",))]
    assert system.choose(parts, {"libglib2.0-0t64", "libglib2.0-0"}.__contains__) == [
        "libgl1",
        "libglib2.0-0t64",
    ]
    assert system.choose(parts, {"libglib2.0-0"}.__contains__) == ["libgl1", "libglib2.0-0"]
    assert system.choose(parts, lambda _: False) == ["libgl1", "libglib2.0-0"]


def test_the_venv_package_is_the_interpreters_own():
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert system.choose([system.venv_part()], lambda name: name == f"python{version}-venv") == [
        f"python{version}-venv"
    ]
    assert system.choose([system.venv_part()], lambda _: False) == ["python3-venv"]


def test_parts_are_probed_by_use(monkeypatch, tmp_path):
    assert system.loads("libc.so.6")
    assert not system.loads("libnosuchthing.so.9")
    monkeypatch.setenv("PATH", str(tmp_path))
    lacking = system.missing(windows=False, tests=True, venv=False)
    assert [part.name for part in lacking if not part.optional] == ["openssl", "Xvfb", "xauth", "git"]
    assert [part.name for part in lacking if part.optional] == ["softhsm2-util", "gost"]


def test_without_rights_the_one_command_is_told(monkeypatch):
    monkeypatch.setattr(system, "is_root", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/apt-get")
    with pytest.raises(say.SetupError) as caught:
        system.provide([system.Part("libGL.so.1", ("libgl1",))])
    assert caught.value.exit_code == 2
    assert caught.value.facts["command"] == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1"
    )


def test_optional_parts_are_left_out_where_they_cannot_be_installed(monkeypatch):
    extra = system.Part("softhsm2-util", ("softhsm2",), optional=True)
    asked = []
    monkeypatch.setattr(system, "_install", asked.append)
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(system, "is_root", lambda: False)
    assert system.provide([extra]) is None
    monkeypatch.setattr(system, "is_root", lambda: True)
    monkeypatch.setattr(system, "known_to_apt", lambda _: False)
    assert system.provide([extra]) is None
    monkeypatch.setattr(system, "known_to_apt", lambda _: True)
    system.provide([extra])
    assert asked == [[extra]]


def test_elsewhere_the_parts_are_named(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(say.SetupError, match="system_parts_missing") as caught:
        system.provide([system.Part("libGL.so.1", ("libgl1",))])
    assert caught.value.facts == {"names": "libGL.so.1"}
    system.provide([])  # nothing missing, nothing said


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "ru_RU"}, "ru"),
        ({"LANG": "C", "BSCLIENT_LANG": "ru"}, "ru"),
    ],
)
def test_language(monkeypatch, settings, expected):
    for name in ("BSCLIENT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert say.language() == expected


def test_starts_wait_for_each_other(tmp_path):
    """While one start sets up, another stands at the lock and goes on after it."""
    order = []

    def other():
        with venv.one_at_a_time(tmp_path):
            order.append("second")

    with venv.one_at_a_time(tmp_path):
        with (tmp_path / ".venv.lock").open("a+b") as handle, pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        waiting = threading.Thread(target=other)
        waiting.start()
        order.append("first")
    waiting.join(60)
    assert order == ["first", "second"]


def test_translations_are_compiled_when_older(tmp_path):
    folder = tmp_path / "resources" / "i18n"
    folder.mkdir(parents=True)
    source = folder / "x_ru.ts"
    source.write_text(
        '<?xml version="1.0"?><!DOCTYPE TS><TS version="2.1" language="ru_RU"><context><name></name>'
        "<message><source>Sign</source><translation>Подписать</translation></message></context></TS>"
    )
    environment = Environment(tmp_path)
    environment.python.parent.mkdir(parents=True)
    environment.python.symlink_to(sys.executable)
    # The link alone knows no packages; the tests' own environment stands in for the checkout's.
    environment.python.unlink()
    environment.python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    environment.python.chmod(0o755)
    assert translations.outdated(tmp_path) == [source]
    translations.compile_all(environment)
    assert translations.outdated(tmp_path) == []
    compiled = source.with_suffix(".qm")
    assert "Подписать".encode("utf-16-be") in compiled.read_bytes()
    os.utime(source, ns=(compiled.stat().st_mtime_ns + 10**9,) * 2)
    assert translations.outdated(tmp_path) == [source]


def test_commands_for_servers_load_no_qt():
    """They run on a machine without Qt's system libraries, which set-up does not ask for there."""
    modules = {
        "bank": "bsclient.bank.server",
        "check": "bsclient.formats.neutral, bsclient.services.imports.filecheck",
        "convert": "bsclient.formats.convert",
        "sync": "bsclient.services.exchange.unattended",
        "verify": "bsclient.crypto.verify, bsclient.crypto.certificates",
    }
    assert modules.keys() == launch.NO_WINDOWS
    for names in [*modules.values(), "bsclient.cli"]:
        look = f"import {names}, sys; sys.exit(any(name.startswith(('PySide6', 'shiboken6')) for name in sys.modules))"
        done = subprocess.run(
            [sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{names}: {done.stderr}"


def test_test_command():
    assert launch.test_arguments(["tests/x", "-q"]) == [
        "-m",
        "pytest",
        "-n",
        "4",
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",
        "--max-worker-restart",
        "0",
        "tests/x",
        "-q",
    ]
    assert launch.test_arguments(["-n0"]) == ["-m", "pytest", "-n0"]
    assert launch.test_settings({}) == {"QT_QPA_PLATFORM": "offscreen"}
    assert launch.test_settings({"QT_QPA_PLATFORM": "xcb"}) == {}


@pytest.fixture
def copy(tmp_path):
    """The files that git keeps, in a folder of their own without an environment."""
    for path in listed_files():
        target = tmp_path / "copy" / path.relative_to(ROOT)
        if (
            path.relative_to(ROOT).parts[0] != "tests" and path.suffix != ".ts"
        ):  # nothing there could compile them
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
    yield tmp_path / "copy"
    # The demo's passphrase stands in it, which is looked for in all that a run wrote.
    shutil.rmtree(tmp_path / "copy")


def run_main(folder, *arguments):
    # The interpreter beneath, which has none of the packages: set-up has to do with the standard library.
    return subprocess.run(
        [sys._base_executable, str(folder / "main.py"), *arguments],
        cwd=folder.parent,
        env={**os.environ, "BSCLIENT_LANG": "en", "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_plan_on_a_bare_checkout(copy):
    done = run_main(copy, "setup", "--test", "--plan")
    assert done.returncode == 0, done.stderr
    planned = json.loads(done.stdout)
    assert planned["venv"] == "make"
    assert planned["packages"] == venv.pins((ROOT / "requirements.lock").read_text("utf-8"))
    assert not (copy / ".venv").exists()  # a plan changes nothing
    fewer = json.loads(run_main(copy, "setup", "--plan").stdout)
    assert 0 < fewer["packages"] < planned["packages"]


def test_a_wrong_option_is_told(copy):
    done = run_main(copy, "setup", "--everything")
    assert done.returncode == 2
    assert "--everything" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_failed_install_is_told_and_done_again(copy, monkeypatch):
    """A lock whose hash fits no file: pip refuses, no stamp is left, and the next start begins anew."""
    (copy / "requirements.lock").write_text("nosuchpackage==1 \\\n    --hash=sha256:" + "0" * 64 + "\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")  # the answer is the same without asking the network
    done = run_main(copy, "setup")
    assert done.returncode == 1
    assert "nosuchpackage" in done.stderr
    assert "start again" in done.stderr
    assert "Traceback" not in done.stderr
    assert json.loads(run_main(copy, "setup", "--plan").stdout)["venv"] == "make"
    assert launch.Environment(copy).stamp() is None


def test_a_failed_update_leaves_what_was(copy, monkeypatch):
    """Without a network an environment that was whole stays so, and is not thrown away by the next start."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    lock = copy / "requirements.lock"
    lock.write_text("")
    assert run_main(copy, "setup").returncode == 0
    before = Environment(copy).stamp()
    assert Environment(copy).ready("run")
    lock.write_text("nosuchpackage==1 \\\n    --hash=sha256:" + "0" * 64 + "\n")
    done = run_main(copy, "setup")
    assert (done.returncode, Environment(copy).stamp()) == (1, before)
    assert json.loads(run_main(copy, "setup", "--plan").stdout)["venv"] == "update"
    lock.write_text("")
    assert run_main(copy, "setup").stderr.count("\n") == 1  # only that it is ready: nothing had to be done
