"""How dear a new container is made: as much as this computer does in some half a second, between floor and ceiling.

The opening of a key should take 0.3 to 1 s: a person hardly notices it, a thief pays it for every guess. The floor holds on
slow computers; memory grows first, because it is what machines for guessing lack, up to a size that an office computer spares.
"""

from __future__ import annotations

import os
import time
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from bsclient.crypto.sealed import Cost

SECONDS: Final = 0.5
MOST_MEMORY_KIB: Final = 256 * 1024
_STEP_KIB: Final = 64 * 1024


@lru_cache(maxsize=1)
def chosen() -> Cost:
    """Return the cost for containers made on this computer; measured once in a process. Signer processes go by `State.cost`."""
    return for_speed(measured())


def for_speed(seconds: float) -> Cost:
    """Return the cost that takes half a second where the default one takes so many seconds; never below the default."""
    least = Cost.DEFAULT
    times = SECONDS / max(seconds, 1e-6)
    memory = min(
        MOST_MEMORY_KIB, max(least.memory_kib, int(least.memory_kib * times) // _STEP_KIB * _STEP_KIB)
    )
    left = times * least.memory_kib / memory
    passes = min(Cost.CEILING.passes, max(least.passes, int(least.passes * left)))
    return Cost(memory, passes, least.lanes)


def measured(cost: Cost = Cost.DEFAULT) -> float:
    """Return how many seconds one derivation takes here."""
    kdf = Argon2id(
        salt=os.urandom(16), length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    began = time.perf_counter()
    kdf.derive(b"how fast is this computer")
    return time.perf_counter() - began
