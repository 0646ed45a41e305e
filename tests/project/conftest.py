"""The trees of all sources are kept for the tests of one file and let go after it."""

import gc

import pytest
from habits import nodes


@pytest.fixture(autouse=True, scope="module")
def trees():
    """Millions of nodes stay meanwhile: to look for garbage among them would take as long as to read the sources."""
    gc.disable()
    yield
    nodes.cache_clear()
    gc.enable()
