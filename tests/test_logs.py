"""The log hides numbers, secrets and bodies, is the owner's alone, rotates, and can't be forged."""

import base64
import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient import logs

ACCOUNT = "40702810138250123017"


@pytest.fixture(autouse=True)
def _detached() -> Iterator[None]:
    level = logging.getLogger("bsclient").level
    yield
    logs.close()
    logging.getLogger("bsclient").setLevel(level)


def written(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_records_reach_the_file(tmp_path: Path) -> None:
    path = logs.configure(tmp_path / "new" / "logs", "INFO")
    logging.getLogger("bsclient.sync").info("sent %s", "one")
    logging.getLogger("bsclient.sync").debug("unseen")
    logging.getLogger("some.library").warning("careful")
    lines = written(path).splitlines()
    assert [line.split(" ", 1)[1] for line in lines] == [
        "INFO bsclient.sync sent one",
        "WARNING some.library careful",
    ]
    assert lines[0][19] == "."
    assert lines[0].split(" ")[0].endswith("Z")


@pytest.mark.skipif(os.name != "posix", reason="modes of files are a matter of POSIX")
def test_the_file_is_the_owners_alone(tmp_path: Path) -> None:
    old = tmp_path / logs.FILE_NAME
    old.write_text("old\n", encoding="utf-8")
    old.chmod(0o644)
    path = logs.configure(tmp_path)
    logging.getLogger("bsclient").warning("x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert written(path).startswith("old\n")


def test_rotated_files_stay_private_and_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_FILE_BYTES", 500)
    logs.configure(tmp_path)
    for number in range(200):
        logging.getLogger("bsclient").warning("record %s", number)
    files = list(tmp_path.iterdir())
    assert len(files) == 5
    assert all(file.stat().st_size <= 500 for file in files)
    if os.name == "posix":
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_configuring_again_moves_the_log(tmp_path: Path) -> None:
    first = logs.configure(tmp_path / "a")
    second = logs.configure(tmp_path / "b")
    logging.getLogger("bsclient").warning("x")
    assert written(first) == ""
    assert written(second).count("\n") == 1


def test_accounts_are_masked_also_in_tracebacks(tmp_path: Path) -> None:
    path = logs.configure(tmp_path)
    try:
        raise ValueError(f"account {ACCOUNT} is shut")
    except ValueError:
        logging.getLogger("bsclient").exception("payment from %s,%s", ACCOUNT, "4111111111111111")
    text = written(path)
    assert ACCOUNT not in text
    assert "4111111111111111" not in text
    assert text.count("*3017") == 2
    assert "*1111" in text


@given(st.text("0123456789", min_size=20, max_size=20), st.text(), st.text())
def test_no_account_passes(account: str, before: str, after: str) -> None:
    assert account not in logs.redact(f"{before}{account}{after}") or account in before + after


def test_short_numbers_stay() -> None:
    assert logs.redact("BIC 044525225, INN 500100732259, row 17") == "BIC 044525225, INN 500100732259, row 17"


@pytest.mark.parametrize(
    "text",
    [
        "password=hunter2",
        "passphrase: hunter2",
        '{"password": "hunter2", "x": 1}',
        "{'token': 'hunter2'}",
        "Authorization: Bearer hunter2hunter2",
        "sent bearer hunter2hunter2 to bank",
        "OTP=hunter2;",
    ],
)
def test_secrets_are_hidden(text: str) -> None:
    assert "hunter2" not in logs.redact(text)
    assert "[hidden]" in logs.redact(text)


def test_bodies_are_dropped() -> None:
    body = base64.b64encode(bytes(range(256)) * 4).decode()
    lines = "\n".join(body[at : at + 64] for at in range(0, len(body), 64)) + "\n"
    for text in (body, lines, base64.urlsafe_b64encode(b"\xff\xfe" * 200).decode()):
        assert text[10:60] not in logs.redact(f"body {text}")
    pem = f"-----BEGIN PRIVATE KEY-----\n{lines}-----END PRIVATE KEY-----"
    assert logs.redact(f"key {pem} end") == "key [PEM dropped] end"
    assert logs.redact(f"key {pem[:200]}") == "key [PEM dropped]"


def test_hashes_and_paths_stay() -> None:
    text = "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 in /home/user/bank/profile.db"
    assert logs.redact(text) == text


def test_long_records_are_cut() -> None:
    cut = logs.redact("word " * 1_000_000)
    assert len(cut) < 10_000
    assert cut.endswith("[cut; 5000000 characters in all]")


def test_a_record_cannot_be_forged(tmp_path: Path) -> None:
    path = logs.configure(tmp_path)
    logging.getLogger("bsclient").warning(
        "name: %s", "x\n2026-01-01T00:00:00.000Z INFO bsclient all well\x1b[2J\u202e"
    )
    _, second = written(path).splitlines()
    assert second.startswith("    ")
    assert "\x1b" not in second
    assert "\u202e" not in second


def test_lone_surrogates_do_not_break_the_log(tmp_path: Path) -> None:
    path = logs.configure(tmp_path)
    logging.getLogger("bsclient").warning("name %s", "a\ud800b")
    assert "a\\ud800b" in written(path)
