"""Settings: defaults, keeping, strange files, and no half-written file."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient import settings
from bsclient.settings import AUTO_LOCK_MINUTES, LANGUAGE, LAST_PROFILE, SCALE, THEME, Settings


def test_defaults_without_a_file(tmp_path: Path) -> None:
    own = Settings(tmp_path / "none")
    assert [own.get(item) for item in settings.ALL] == ["", "system", 100, "", 15]
    assert not (tmp_path / "none").exists()


def test_values_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    own = Settings(folder)
    own.set(LANGUAGE, "ru")
    own.set(SCALE, 125)
    own.set(LAST_PROFILE, "ООО «Вектор»")
    again = Settings(folder)
    assert (again.get(LANGUAGE), again.get(SCALE), again.get(LAST_PROFILE)) == ("ru", 125, "ООО «Вектор»")
    assert again.get(THEME) == "system"
    assert [path.name for path in folder.iterdir()] == [settings.FILE_NAME]


def test_unknown_keys_are_kept(tmp_path: Path) -> None:
    file = tmp_path / settings.FILE_NAME
    file.write_text('{"from_a_newer_version": [1, {"a": null}], "theme": "dark"}', encoding="utf-8")
    own = Settings(tmp_path)
    own.set(THEME, "light")
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "from_a_newer_version": [1, {"a": None}],
        "theme": "light",
    }


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"17", b"\xff\xfe\x00", b"[" * 100_000, b'{"theme": "dark"', b"null"]
)
def test_a_bad_file_is_put_aside(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / settings.FILE_NAME
    file.write_bytes(content)
    own = Settings(tmp_path)
    assert own.get(THEME) == "system"
    assert (tmp_path / "settings.json.bad-1").read_bytes() == content
    own.set(THEME, "dark")
    file.write_bytes(content)
    Settings(tmp_path)
    assert (tmp_path / "settings.json.bad-2").read_bytes() == content


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (THEME, "pink"),
        (LANGUAGE, "de"),
        (SCALE, 5),
        (SCALE, 1000),
        (SCALE, True),
        (AUTO_LOCK_MINUTES, -1),
        (LAST_PROFILE, 5),
    ],
)
def test_values_that_do_not_fit(tmp_path: Path, setting, value: object) -> None:
    (tmp_path / settings.FILE_NAME).write_text(json.dumps({setting.key: value}), encoding="utf-8")
    own = Settings(tmp_path)
    assert own.get(setting) == setting.default
    with pytest.raises(ValueError, match=setting.key):
        own.set(setting, value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    st.lists,
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([item.key for item in settings.ALL]), json_values))
def test_any_values_in_the_file_give_settings_that_fit(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    (folder / settings.FILE_NAME).write_text(json.dumps(values), encoding="utf-8")
    own = Settings(folder)
    assert all(item.fits(own.get(item)) for item in settings.ALL)


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Settings(tmp_path)
    own.set(THEME, "dark")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        own.set(THEME, "light")
    assert own.get(THEME) == "dark"
    assert [path.name for path in tmp_path.iterdir()] == [settings.FILE_NAME]
    assert Settings(tmp_path).get(THEME) == "dark"


def test_keys_are_unique_and_labelled() -> None:
    assert len({item.key for item in settings.ALL}) == len(settings.ALL)
    assert all(item.label for item in settings.ALL)
    assert all(item.fits(item.default) for item in settings.ALL)
