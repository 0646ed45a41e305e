"""Rates and counts: what one client or address may take, and that it comes back."""

import pytest

from bsclient.bank.api.caps import Buckets, Flights
from bsclient.bank.api.problems import CallRefused


def test_a_bucket_empties_and_fills():
    now = [100.0]
    buckets = Buckets(rate=2, burst=3, now=lambda: now[0])
    for _ in range(3):
        buckets.take("a")
    with pytest.raises(CallRefused) as refused:
        buckets.take("a")
    assert refused.value.code == "busy"
    assert refused.value.facts == {"seconds": "1"}
    buckets.take("b")  # another client is not touched
    now[0] += 0.5
    buckets.take("a")
    with pytest.raises(CallRefused):
        buckets.take("a")
    now[0] += 1000
    for _ in range(3):
        buckets.take("a")
    with pytest.raises(CallRefused):
        buckets.take("a")


def test_buckets_do_not_grow_for_ever():
    buckets = Buckets(rate=1, burst=1, now=lambda: 0.0)
    for number in range(20_000):
        buckets.take(str(number))
    assert len(buckets._levels) == 10_000


def test_flights_are_counted_for_each_client_and_given_back():
    flights = Flights(2)
    with flights.one("a"), flights.one("a"):
        with pytest.raises(CallRefused), flights.one("a"):
            pass
        with flights.one("b"):
            pass
    with flights.one("a"), flights.one("a"):
        pass
    assert flights._count == {}


def test_a_place_is_given_back_after_a_failure():
    flights = Flights(1)
    with pytest.raises(KeyError), flights.one("a"):
        raise KeyError
    with flights.one("a"):
        pass
