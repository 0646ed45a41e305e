"""How much may go with one letter, to the bank and from it; clients are told in the answer of `GET /v1/hello`."""

from __future__ import annotations

from typing import Final

LARGEST: Final = 10 * 1024 * 1024
"""Bytes of one file."""
MOST: Final = 10
"""Files of one letter."""
TOTAL: Final = 25 * 1024 * 1024
"""Bytes of all files of one letter."""
