"""The search for passphrases in files that a run wrote finds them: the control of `nothing_secret_written`."""

import base64

import canaries
import pytest


@pytest.mark.parametrize("words", canaries.PASSPHRASES)
@pytest.mark.parametrize(
    "write",
    [str.encode, lambda words: words.encode("utf-16-le"), lambda words: base64.b64encode(words.encode())],
)
def test_a_passphrase_in_a_file_is_found(tmp_path, words, write):
    path = tmp_path / "deep" / "down.log"
    path.parent.mkdir()
    path.write_bytes(b"x" * 1001 + write(words) + b"y")
    assert len(canaries.found_in(tmp_path)) == 1
    path.unlink()


def test_a_passphrase_across_two_pieces_is_found(tmp_path, monkeypatch):
    words = canaries.PASSPHRASES[0].encode()
    path = tmp_path / "file"
    path.write_bytes(b"x" * 95 + words)
    monkeypatch.setattr(canaries, "PIECE", 100)
    assert canaries.found_in(tmp_path)
    path.unlink()


def test_what_is_clean_is_clean(tmp_path):
    (tmp_path / "file").write_text("correct horse")
    assert canaries.found_in(tmp_path) == []
