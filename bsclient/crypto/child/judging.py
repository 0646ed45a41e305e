"""How hard a passphrase is to guess, asked while it is typed, and proposals: pieces of them end with this process."""

from __future__ import annotations

from bsclient.crypto import strength as estimates
from bsclient.crypto.child.answers import Answer, State, demand, text
from bsclient.crypto.child.frames import Frame
from bsclient.crypto.secret import Secret


def strength(_state: State, frame: Frame) -> Answer:
    """Part: passphrase. The head answers `bits` (one decimal), `level` and `reasons` (codes)."""
    (passphrase,) = demand(frame, 1)
    with Secret(bytearray(passphrase)) as secret:
        found = estimates.estimate(secret)
    return Answer(
        {"bits": f"{found.bits:.1f}", "level": found.level.value, "reasons": list(found.reasons)}, []
    )


def propose(_state: State, frame: Frame) -> Answer:
    """Head: `language`. Answers: five random words."""
    demand(frame, 0)
    return Answer({}, [Secret.of(estimates.propose(text(frame, "language")))])
