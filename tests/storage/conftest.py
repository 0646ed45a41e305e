"""A real database file for each test."""

import pytest

from bsclient.storage.engine import Store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "client.db"


@pytest.fixture
def store(path):
    opened = Store(path)
    yield opened
    opened.close()
