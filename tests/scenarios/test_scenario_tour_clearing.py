"""The tour recalls a payment in time whenever it begins: it sends only when the clearing run is far enough."""

from datetime import UTC, datetime, timedelta

import pytest

from bsclient.bank.bankclock import demo_plan
from bsclient.tour.visit import RECALL_SECONDS, pause_for_clearing


@pytest.mark.parametrize("second", range(0, 60, 5))
def test_a_payment_is_sent_long_enough_before_the_clearing_run(second):
    now = datetime(2026, 11, 22, 9, 59, second, 500_000, tzinfo=UTC)
    pause = pause_for_clearing(now)
    then = now + timedelta(seconds=pause)
    assert (demo_plan().next_run(then) - then).total_seconds() >= RECALL_SECONDS
    assert pause <= RECALL_SECONDS + 1
