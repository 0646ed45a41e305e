"""Files that are there whole or not at all, and for whom."""

import os
import stat

import pytest

from bsclient import whole_files


class Unplugged(Exception):
    """The power goes off in the middle of a file."""


def cut(writing):
    """Write half a file and lose power."""

    def half():
        with writing as stream:
            stream.write(b"hal")
            stream.flush()
            raise Unplugged

    with pytest.raises(Unplugged):
        half()


def test_a_file_that_was_not_finished_leaves_the_old_one_and_nothing_beside_it(tmp_path):
    path = tmp_path / "list.json"
    whole_files.write(path, b"old")
    cut(whole_files.writing(path))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    whole_files.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_the_plain_way_would_lose_the_old_file(tmp_path):
    path = tmp_path / "list.json"
    path.write_bytes(b"old")
    cut(path.open("wb"))
    assert path.read_bytes() == b"hal"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_a_private_file_is_its_owners_from_the_first_byte(tmp_path):
    path = tmp_path / "key"
    before = os.umask(0)
    try:
        with whole_files.writing(path, private=True) as stream:
            [draft] = tmp_path.iterdir()
            assert stat.S_IMODE(draft.stat().st_mode) == 0o600
            stream.write(b"secret")
        whole_files.write(tmp_path / "open", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o666


def test_a_folder_that_is_not_there_is_told_as_the_system_does(tmp_path):
    with pytest.raises(FileNotFoundError):
        whole_files.write(tmp_path / "gone" / "file", b"")
