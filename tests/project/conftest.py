"""The trees of all sources are kept for the tests of one file and let go after it."""

import pytest
from habits import nodes


@pytest.fixture(autouse=True, scope="module")
def trees():
    yield
    nodes.cache_clear()
