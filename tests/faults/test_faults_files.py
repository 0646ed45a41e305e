"""The line is cut in the middle of a file, both ways: it goes on where it stopped, and nothing is carried twice but one piece."""

from __future__ import annotations

import os

import pytest
from conftest_faults import sign, synchronise
from cutting_proxy import CuttingProxy

from bsclient.bank.letters.desk import Answer, File
from bsclient.bank.letters.office import Wording
from bsclient.crypto.hashes import sha256_hex
from bsclient.sync.files import PIECE

OPERATOR = "Елена Петрова"
SIZE = 4 * PIECE + 1000
BESIDE = 100_000
"""Bytes of a session beside its file: log-in, events, TLS."""
CUT = int(3.2 * PIECE)
"""Where the line is cut: what is carried anew then shows in the number of all bytes."""


def letter(desk, folder, data):
    paper = folder / "акт.pdf"
    paper.write_bytes(data)
    made = desk.letters.compose("Акт", "см. вложение", [paper])
    sign(desk, [made.id])
    desk.delivery.queue([made.id])
    return made.id


def cut(office, direction, budget):
    proxy = CuttingProxy(office.bank.port, direction, budget)
    office.at(proxy.url)
    return proxy


@pytest.mark.usefixtures("impatient")
def test_an_upload_that_is_cut_goes_on(office, tmp_path):
    proxy = cut(office, "up", CUT)
    with_file = os.urandom(SIZE)
    desk = office.desk()
    made = letter(desk, tmp_path, with_file)
    assert synchronise(desk).ok
    assert proxy.cut
    assert proxy.passed < SIZE + PIECE + BESIDE
    assert desk.drafts.get(made).state.value in {"accepted", "delivered", "executed"}
    with desk.delivery.session() as line:
        assert line.get_blob(sha256_hex(with_file)) == with_file
    desk.close()
    proxy.close()


@pytest.mark.usefixtures("impatient")
def test_a_download_that_is_cut_goes_on(office, tmp_path):
    with office.bank.core() as core:
        core.set_desk(OPERATOR, None, 0)  # no automatic answers
    office.at(office.bank.url)
    desk = office.desk()
    made = letter(desk, tmp_path, b"x")
    assert synchronise(desk).ok
    data = os.urandom(SIZE)
    with office.bank.core() as core:
        core.take_letters(made, OPERATOR)
        core.answer_letters(made, OPERATOR, Wording("Готово"), Answer("", files=(File("ответ.pdf", data),)))
    desk.close()
    proxy = cut(office, "down", CUT)
    desk = office.desk()
    assert synchronise(desk).ok
    assert proxy.cut
    assert proxy.passed < SIZE + PIECE + BESIDE
    answer = desk.letters.thread(made)[-1]
    assert desk.letters.attachment(answer.attachments[0].sha256) == data
    desk.close()
    proxy.close()
