"""What keeps secrets from leaking out of a process by way of the system: core dumps, debuggers, swap.

Each step is best effort: a system that has no such call does without. `BSCLIENT_DEBUGGABLE=1` leaves the process open to
debuggers and profilers, for developers. Standard library only, so that the signer process starts fast.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from typing import Final

DEBUGGABLE: Final = "BSCLIENT_DEBUGGABLE"
_PR_SET_DUMPABLE: Final = 4
_MCL_CURRENT_FUTURE_ONFAULT: Final = 1 | 2 | 4
_M_PERTURB: Final = -6
_WIPED_WITH: Final = 0xA5


def debuggable() -> bool:
    """Whether a developer asked for a process that he can look into."""
    return os.environ.get(DEBUGGABLE, "") not in {"", "0"}


def no_dumps() -> None:
    """No core file, and (on Linux) no process of the same user may read this one's memory; unless `debuggable`."""
    if debuggable():
        return
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def wipe_freed() -> None:
    """Let the C library overwrite memory when it is freed: what Qt and others leave behind. glibc only."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_PERTURB, _WIPED_WITH)


def stay_in_memory() -> bool:
    """Keep all pages out of the swap if the limit of locked memory allows it; tells whether they are."""
    if sys.platform != "linux":
        return False
    import resource

    soft, _hard = resource.getrlimit(resource.RLIMIT_MEMLOCK)
    if soft != resource.RLIM_INFINITY and os.geteuid() != 0:
        return False  # a limit that is met later would end the derivation of a key for want of memory
    with suppress(OSError, AttributeError):
        return int(ctypes.CDLL(None).mlockall(_MCL_CURRENT_FUTURE_ONFAULT)) == 0
    return False
