"""Files on their way: what a bank names must not fill the memory and the base."""

import pytest

from bsclient.errors import Refused
from bsclient.sync import files


class Endless:
    """A bank that has a piece for every question."""

    def __init__(self):
        self.asked = 0

    def get_piece(self, _sha256, _start, length):
        self.asked += 1
        return bytes(length)


class Kept:
    """Pieces in memory."""

    def __init__(self):
        self.size = 0

    def held(self, _sha256):
        return bytes(self.size)

    def keep(self, _sha256, _start, data):
        self.size += len(data)


def test_a_file_larger_than_any_answer_is_not_fetched():
    bank, kept = Endless(), Kept()
    with pytest.raises(Refused) as caught:
        files.download(bank, "a" * 64, files.LARGEST + 1, kept, lambda _done, _total: None)
    assert caught.value.code == "bank_answer_too_large"
    assert (bank.asked, kept.size) == (0, 0)
