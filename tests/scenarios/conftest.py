"""Fixtures of the scenarios."""

from scenario_kit import town

__all__ = ["town"]
