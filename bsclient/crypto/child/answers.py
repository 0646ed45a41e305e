"""What the signer process does for each frame: a table of operations, and the clerk who goes by it.

An operation is a function of the state of the process and a frame; it returns an answer: a head and parts. Its module is
imported when it is first asked for, so that a process that signs does not wait for what makes certificate requests.
Errors that a user can meet cross the pipe as their class, code and facts; anything else ends the process.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsclient.crypto.child import frames
from bsclient.crypto.child.frames import Ended, Frame, Garbled, Octets, Sink, Source
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, BsError, NotAllowed

if TYPE_CHECKING:
    from bsclient.crypto.cms import Profile
    from bsclient.crypto.providers import PrivateKeyLike
    from bsclient.crypto.sealed import Cost

LOGIN: Final = "login"
DOCUMENTS: Final = "documents"

OPERATIONS: Final[dict[str, str]] = {
    "open": "bsclient.crypto.child.opening",
    "sign_login": "bsclient.crypto.child.opening",
    "sign": "bsclient.crypto.child.batch",
    "generate": "bsclient.crypto.child.making",
    "reseal": "bsclient.crypto.child.making",
    "strength": "bsclient.crypto.child.judging",
    "propose": "bsclient.crypto.child.judging",
    "import_key": "bsclient.crypto.child.moving",
    "export_key": "bsclient.crypto.child.moving",
    "token_list": "bsclient.crypto.child.devices",
    "token_keys": "bsclient.crypto.child.devices",
    "token_generate": "bsclient.crypto.child.devices",
    "token_request": "bsclient.crypto.child.devices",
    "gost_generate": "bsclient.crypto.child.gosts",
    "gost_sign": "bsclient.crypto.child.gosts",
    "vault_open": "bsclient.crypto.child.vaulting",
    "vault_seal": "bsclient.crypto.child.vaulting",
    "vault_reseal": "bsclient.crypto.child.vaulting",
}
"""Name of an operation, and the module that has a function of this name."""


@dataclass(slots=True)
class State:
    """What the process has open: a key, the fixed bytes of its signatures, and what it may sign.

    `speed`: how many seconds the default cost takes on this computer, as an earlier process of the program measured it; 0 unknown.
    """

    key: PrivateKeyLike | None = None
    profile: Profile | None = None
    purpose: str = ""
    speed: float = 0.0

    def cost(self) -> Cost:
        """Return what is sealed now costs to open: never less than the default, whatever the speed is said to be."""
        from bsclient.crypto import calibration

        self.speed = self.speed or calibration.measured()
        return calibration.for_speed(self.speed)


class Answer(NamedTuple):
    """What goes back; a `Secret` among the parts is wiped here once it is written."""

    head: dict[str, Any]
    parts: Sequence[bytes | bytearray | Secret] = ()


Operation = Callable[[State, Frame], Answer]


class Clerk:
    """Reads frames, does what they ask for, answers each; one at a time."""

    def __init__(self) -> None:
        self._state = State()

    def serve(self, source: Source, sink: Sink) -> int:
        """Work until the other side closes its pipe; returns the exit code, 2 for octets that are no frame."""
        while True:
            try:
                frame = frames.read(source)
            except Ended:
                return 0
            except Garbled:
                return 2
            try:
                _send(sink, self.answer(frame))
            except OSError:
                return 0  # nobody reads any more

    def answer(self, frame: Frame) -> Answer:
        """Do one operation; an error of the user's becomes an answer, too. The frame's parts are wiped."""
        self._state.speed = frames.speed(frame) or self._state.speed
        try:
            head, parts = _operation(frame.head.get("op"))(self._state, frame)
            return Answer({**head, frames.SPEED: self._state.speed}, parts)
        except BsError as error:
            return refusal(error)
        except MemoryError:
            return refusal(NotAllowed("signer_memory"))
        finally:
            for part in frame.parts:
                part[:] = bytes(len(part))


def refusal(error: BsError) -> Answer:
    """Return the answer that carries an error."""
    return Answer({"error": error.code, "class": type(error).__name__, "facts": error.facts})


def demand(frame: Frame, least: int, most: int | None = None) -> list[bytearray]:
    """Return the parts of a frame; BadInput("signer_frame") if there are fewer or more of them."""
    if not least <= len(frame.parts) <= (least if most is None else most):
        raise BadInput("signer_frame")
    return frame.parts


def text(frame: Frame, name: str) -> str:
    """Return a value of the head; BadInput("signer_frame") if it is no text."""
    value = frame.head.get(name, "")
    if not isinstance(value, str):
        raise BadInput("signer_frame")
    return value


def _operation(name: object) -> Operation:
    if not isinstance(name, str) or name not in OPERATIONS:
        raise NotAllowed("signer_refuses")
    found: Operation = getattr(importlib.import_module(OPERATIONS[name]), name)
    return found


def _send(sink: Sink, answer: Answer) -> None:
    with ExitStack() as stack:
        parts: list[Octets] = []
        for part in answer.parts:
            if isinstance(part, Secret):
                stack.enter_context(part)
                parts.append(stack.enter_context(part.reading()))
            else:
                parts.append(part)
        frames.write(sink, answer.head, parts)
