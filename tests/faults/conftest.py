"""Fixtures of the fault trials."""

from conftest_faults import impatient, office

__all__ = ["impatient", "office"]
