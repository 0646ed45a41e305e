"""Packages: the lock pins everything that pyproject names, licences fit, floors hold, Qt keeps its references."""

import re
import subprocess
import sys
import tomllib
from importlib import metadata

import pytest
from habits import ROOT, nothing

from bsclient.bootstrap.venv import MARK

PIN = re.compile(
    r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(.*?)$((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)*)", re.MULTILINE
)


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def lock_flaws(lock, wanted):
    """Return what a lock lacks: pins without hashes, named packages without a pin or below the mark."""
    pinned = {canonical(match[1]): match for match in PIN.finditer(lock)}
    found = [f"{name}: no hash" for name, match in pinned.items() if not match[4]]
    run, _, _ = lock.partition(MARK)
    for requirement, extra in wanted:
        name, ranges = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?([^;]*)(?:;.*)?", requirement).groups()
        match = pinned.get(canonical(name))
        if match is None:
            found.append(f"{name}: not pinned")
        elif not all(within(match[2], part.strip()) for part in ranges.split(",")):
            found.append(f"{name}: {match[2]} is not {ranges}")
        elif not extra and match.start() > len(run):
            found.append(f"{name}: stands among the test tools")
    loose = [
        line for line in lock.splitlines() if line and not line.startswith(("#", " ")) and not PIN.match(line)
    ]
    return found + [f"not a pin: {line}" for line in loose]


def within(version, part):
    """Tell whether a version of numbers is in one range such as `>=1.2` or `<2`."""
    sign, bound = re.fullmatch(r"(>=|<)([0-9.]+)", part).groups()
    have, limit = (tuple(map(int, text.split("."))) for text in (version, bound))
    return have >= limit if sign == ">=" else have < limit


def wanted():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [(text, "") for text in project["dependencies"]] + [
        (text, extra) for extra, texts in project["optional-dependencies"].items() for text in texts
    ]


def test_the_lock_pins_everything():
    nothing(lock_flaws((ROOT / "requirements.lock").read_text("utf-8"), wanted()))


def test_a_bad_lock_is_found():
    pin = "a==1.2 \\\n    --hash=sha256:" + "0" * 64 + "\n"
    assert lock_flaws(pin, [("a>=1,<2", "")]) == []
    assert lock_flaws("a==1.2\n", [("A>=1,<2", "")])
    assert lock_flaws(pin, [("a>=1,<2", ""), ("b>=1", "")])
    assert lock_flaws(pin, [("a>=1.3,<2", "")])
    assert lock_flaws(f"{MARK}\n{pin}", [("a>=1,<2", "")])
    assert lock_flaws(f"{pin}--find-links /folder\n", [])


def copyleft(licence):
    """Tell whether a licence has no choice but the GPL or AGPL; the LGPL and `LGPL or GPL` leave plain imports free."""
    words = licence.replace("GNU Lesser General Public", "LGPL").replace("Library or Lesser", "LGPL")
    choices = re.split(r"\s+OR\s+", words, flags=re.IGNORECASE)
    return all(re.search(r"(?<!L)\bA?GPL|GNU (Affero )?General Public", choice) for choice in choices)


def licence_of(name):
    facts = metadata.metadata(name)
    named = facts.get("License-Expression") or facts.get("License") or ""
    classes = " OR ".join(text for text in facts.get_all("Classifier") or [] if text.startswith("License ::"))
    short = named if len(named) < 200 else ""
    texts = (
        metadata.distribution(name).read_text(f"licenses/{file}")
        for file in facts.get_all("License-File") or []
    )
    return short or classes or " ".join(text for text in texts if text)[:2000]


def installed_for_run():
    """Return the packages of the default install that are there; markers keep some to other systems."""
    run, _, _ = (ROOT / "requirements.lock").read_text("utf-8").partition(MARK)
    names = [match[1] for match in PIN.finditer(run)]
    there = {canonical(dist.metadata["Name"]) for dist in metadata.distributions()}
    return [name for name in names if canonical(name) in there]


def test_no_gpl_in_the_default_install():
    names = installed_for_run()
    assert {"pyside6-essentials", "cryptography", "sqlalchemy"} <= set(names)
    licences = {name: licence_of(name) for name in names}
    nothing([f"{name}: {text!r}" for name, text in licences.items() if not text or copyleft(text)])


@pytest.mark.parametrize(
    "text", ["GPL-3.0-or-later", "AGPL-3.0", "GNU General Public License v3", "GPLv2 OR GPLv3"]
)
def test_gpl_is_found(text):
    assert copyleft(text)


@pytest.mark.parametrize(
    "text", ["LGPL-3.0-only OR GPL-2.0-only", "GNU Lesser General Public License v3 (LGPLv3)", "MIT"]
)
def test_other_licences_pass(text):
    assert not copyleft(text)


def lint_imports(folder, config):
    command = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as c; c(sys.argv[1:])",
    ]
    return subprocess.run(
        [*command, "--no-cache", "--config", str(config)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_floors_are_kept():
    done = lint_imports(ROOT, ROOT / "pyproject.toml")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_a_climbing_import_is_found(tmp_path):
    package = tmp_path / "house"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "low.py").write_text("import house.high\n")
    (package / "high.py").write_text("")
    config = tmp_path / "floors.toml"
    config.write_text(
        '[tool.importlinter]\nroot_package = "house"\n[[tool.importlinter.contracts]]\nname = "floors"\n'
        'type = "layers"\nlayers = ["house.high", "house.low"]\n'
    )
    assert lint_imports(tmp_path, config).returncode != 0
    (package / "low.py").write_text("")
    assert lint_imports(tmp_path, config).returncode == 0


def test_qt_keeps_its_references(qapp):
    """PySide6 6.12.0 on Python 3.11 lost one reference to None at each call and ended the process after some 5,000."""
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(2000):
        label.setText(str(number))
    drift = sys.getrefcount(None) - before
    label.deleteLater()
    assert abs(drift) < 200
