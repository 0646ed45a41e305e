"""The pause after wrong passphrases grows, and a clock set back does not help."""

from datetime import timedelta

import pytest
from crypto_kit import AT
from hypothesis import given
from hypothesis import strategies as st

from bsclient.crypto import throttle
from bsclient.crypto.throttle import Attempts
from bsclient.errors import NotAllowed


def test_the_pause_doubles_up_to_a_minute():
    seconds = [throttle.delay(wrong) / timedelta(seconds=1) for wrong in range(11)]
    assert seconds == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]


def test_a_try_waits_for_its_pause():
    state = throttle.after_wrong(throttle.after_wrong(Attempts(), AT), AT)
    with pytest.raises(NotAllowed) as refused:
        throttle.check(state, AT + timedelta(seconds=0.5))
    assert (refused.value.code, refused.value.facts) == ("passphrase_wait", {"seconds": "2"})
    assert throttle.check(state, AT + timedelta(seconds=2)) is None
    assert throttle.check(throttle.after_right(), AT) is None


def test_after_ten_wrong_ones_only_a_login_helps():
    state = Attempts()
    for _ in range(9):
        state = throttle.after_wrong(state, AT)
    assert not state.login_needed
    state = throttle.after_wrong(state, AT)
    assert state.login_needed
    with pytest.raises(NotAllowed, match="passphrase_login_needed"):
        throttle.check(state, AT + timedelta(days=1000))


@given(st.integers(0, 10_000), st.integers(-(10**9), 10**9))
def test_no_clock_makes_the_wait_longer_than_the_pause_or_negative(wrong, shift):
    state = Attempts(wrong, AT)
    left = throttle.wait(state, AT + timedelta(seconds=shift))
    assert timedelta() <= left <= throttle.delay(wrong) <= timedelta(seconds=60)
    if shift < 0:
        assert left == throttle.delay(wrong)
