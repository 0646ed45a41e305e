"""What a token refuses, in our codes: `python-pkcs11` has one exception for each return value of PKCS#11.

Codes: `token_pin_wrong`, `token_pin_low` (a few tries left), `token_pin_last` (one try left), `token_pin_locked`,
`token_pin_unset`, `token_pin_expired`, `token_removed`, `token_full`, `token_write_protected`, `token_no_p256`,
`token_declined` (on the device), `token_busy`, `token_failed` with the name of the return value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from bsclient.errors import BadInput, BsError, NotAllowed, StorageFailed, WrongPassphrase

_PIN: Final = {"low": "token_pin_low", "last": "token_pin_last"}
_WRONG_PIN: Final = frozenset({"PinIncorrect", "PinInvalid", "PinLenRange"})
_CODES: Final[dict[str, tuple[type[BsError], str]]] = {
    **dict.fromkeys(("PinLocked",), (NotAllowed, "token_pin_locked")),
    **dict.fromkeys(("PinExpired", "PinTooWeak"), (NotAllowed, "token_pin_expired")),
    **dict.fromkeys(("UserPinNotInitialized",), (NotAllowed, "token_pin_unset")),
    **dict.fromkeys(
        (
            "TokenNotPresent", "TokenNotRecognised", "DeviceRemoved", "NoSuchToken", "SlotIDInvalid", "SessionClosed",
            "SessionHandleInvalid", "ObjectHandleInvalid", "KeyHandleInvalid", "UserNotLoggedIn",
        ),
        (NotAllowed, "token_removed"),
    ),
    **dict.fromkeys(("DeviceMemory",), (StorageFailed, "token_full")),
    **dict.fromkeys(("TokenWriteProtected", "SessionReadOnly"), (NotAllowed, "token_write_protected")),
    **dict.fromkeys(
        (
            "MechanismInvalid", "MechanismParamInvalid", "DomainParamsInvalid", "FunctionNotSupported",
            "TemplateInconsistent", "AttributeValueInvalid", "KeySizeRange",
        ),
        (BadInput, "token_no_p256"),
    ),
    **dict.fromkeys(("FunctionRejected", "FunctionCancelled"), (NotAllowed, "token_declined")),
    **dict.fromkeys(
        ("UserAlreadyLoggedIn", "AnotherUserAlreadyLoggedIn", "OperationActive", "SessionCount"),
        (NotAllowed, "token_busy"),
    ),
}  # fmt: skip


def error_of(problem: Exception, pin_state: Callable[[], str] | None = None) -> BsError:
    """Return our error for one of the library's; the state of the PIN is asked only when the PIN was wrong."""
    name = type(problem).__name__
    if name in _WRONG_PIN:
        state = pin_state() if pin_state is not None else ""
        if state == "locked":
            return NotAllowed("token_pin_locked")
        return WrongPassphrase(_PIN.get(state, "token_pin_wrong"))
    kind, code = _CODES.get(name, (NotAllowed, "token_failed"))
    return kind(code, reason=name) if code == "token_failed" else kind(code)


@contextmanager
def told(pin_state: Callable[[], str] | None = None) -> Iterator[None]:
    """Turn the library's exceptions into ours."""
    try:
        from pkcs11.exceptions import PKCS11Error
    except ImportError as reason:
        raise NotAllowed("token_support_missing") from reason
    try:
        yield
    except PKCS11Error as problem:
        raise error_of(problem, pin_state) from problem
