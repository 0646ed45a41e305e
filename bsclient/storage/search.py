"""Words of a search: folded in case, ё read as е, cut at everything that is not a letter or a digit."""

from __future__ import annotations


def words(text: str) -> list[str]:
    """Return the folded words of a text in order."""
    folded = text.casefold().replace("ё", "е")
    return "".join(letter if letter.isalnum() else " " for letter in folded).split()


def query(text: str) -> str:
    """Return the expression of the full-text index: every word must begin some word of the document."""
    return " AND ".join(f'"{word}"*' for word in words(text))
