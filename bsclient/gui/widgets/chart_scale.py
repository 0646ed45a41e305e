"""Round steps for the axis of a chart, and where amounts lie on it. Amounts stay `Decimal`; only pixels are numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high` over a height in pixels; larger amounts lie higher."""

    low: Decimal
    high: Decimal
    step: Decimal

    def place(self, amount: Decimal, height: int) -> int:
        """Return how far below the top of the axis an amount lies."""
        return int((self.high - amount) * height / (self.high - self.low))

    @property
    def marks(self) -> list[Decimal]:
        """Amounts that get a line and a label."""
        count = int((self.high - self.low) / self.step)
        return [self.low + number * self.step for number in range(count + 1)]


def fitting(amounts: Sequence[Decimal], lines: int) -> Scale:
    """Return an axis for amounts with about so many lines; zero is on it where that does not flatten the rest."""
    low, high = min(amounts, default=_ZERO), max(amounts, default=_ZERO)
    if low > 0 and low * 2 < high:
        low = _ZERO
    if low == high:
        around = abs(low) / 10  # what stays as it is gets steps as coarse as itself
        low, high = (low - around, high + around) if around else (_ZERO, Decimal(1))
    step = _round_up((high - low) / max(1, lines))
    low = (low / step).to_integral_value("ROUND_FLOOR") * step
    high = (high / step).to_integral_value("ROUND_CEILING") * step
    return Scale(low, high, step)


def _round_up(step: Decimal) -> Decimal:
    power = Decimal(1).scaleb(step.adjusted())
    return next(power * nice for nice in _STEPS if power * nice >= step)
