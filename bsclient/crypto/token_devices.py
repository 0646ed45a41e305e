"""PKCS#11 modules and the tokens behind them: listing, finding again, logging in.

Through the optional package `python-pkcs11` and the module of the token's maker, a shared library that is loaded into this
process: so it is used by the signer process alone. Errors: see `bsclient.crypto.token_errors`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bsclient.crypto.secret import Secret
from bsclient.crypto.token_errors import told
from bsclient.errors import BadInput, NotAllowed

if TYPE_CHECKING:
    import pkcs11

MODULES: Final = {
    "linux": (
        "/usr/lib/librtpkcs11ecp.so",
        "/usr/lib64/librtpkcs11ecp.so",
        "/opt/aktivco/rutokenecp/amd64/librtpkcs11ecp.so",
        "/usr/lib/libjcPKCS11-2.so",
        "/usr/lib64/libjcPKCS11-2.so",
        "/usr/lib/libisbc_pkcs11_main.so",
        "/usr/lib/x86_64-linux-gnu/libykcs11.so.2",
        "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
        "/usr/lib64/pkcs11/opensc-pkcs11.so",
    ),
    "darwin": (
        "/Library/Frameworks/rtPKCS11ECP.framework/rtPKCS11ECP",
        "/Library/Frameworks/jcPKCS11-2.framework/jcPKCS11-2",
        "/Library/OpenSC/lib/opensc-pkcs11.so",
    ),
    "win32": (
        r"C:\Windows\System32\rtPKCS11ECP.dll",
        r"C:\Windows\System32\jcPKCS11-2.dll",
        r"C:\Windows\System32\isbc_pkcs11_main.dll",
        r"C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll",
    ),
}
"""Where the makers' programs put their modules (Rutoken, JaCarta, ESMART, YubiKey, OpenSC)."""


class PinState(StrEnum):
    """What a token tells of its PIN: good, wrong tries were made, one try left, locked, not set yet."""

    GOOD = "good"
    LOW = "low"
    LAST = "last"
    LOCKED = "locked"
    UNSET = "unset"


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """A token as it presents itself without a PIN."""

    serial: str
    label: str
    model: str
    maker: str
    pin: PinState
    own_keypad: bool  # the PIN is typed on the device itself


@dataclass(frozen=True, slots=True)
class Where:
    """Where a key is: module, serial and label of the token, id of the key in hex. Its text is `User.key_place`."""

    module: str
    serial: str
    label: str = ""
    key_id: str = ""

    def text(self) -> str:
        """Return it as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def read(cls, text: str) -> Where:
        """Read what `text` wrote. BadInput with `token_place`."""
        try:
            found = json.loads(text)
            bytes.fromhex(found["key_id"])
            where = cls(**found)
        except (ValueError, TypeError, KeyError) as reason:
            raise BadInput("token_place") from reason
        if not all(isinstance(value, str) for value in asdict(where).values()):
            raise BadInput("token_place")
        return where


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """A P-256 key on a token: its id in hex, label, SubjectPublicKeyInfo."""

    key_id: str
    label: str
    spki_der: bytes


def known_modules() -> list[str]:
    """Return the modules of token makers that are on this computer."""
    return [path for path in MODULES.get(sys.platform, ()) if Path(path).is_file()]


def tokens(module: str) -> list[TokenInfo]:
    """Return the tokens that are plugged in and initialised. NotAllowed, BadInput."""
    return [_info(token) for token in _tokens(module)]


def _library(module: str) -> Any:
    """Load a maker's module: native code of the user's choice, so only a whole path of a file."""
    try:
        import pkcs11
    except ImportError as reason:
        raise NotAllowed("token_support_missing") from reason
    if not Path(module).is_absolute() or not Path(module).is_file():
        raise BadInput("token_module_missing", path=module)
    try:
        return pkcs11.lib(module)
    except (pkcs11.exceptions.PKCS11Error, RuntimeError, OSError) as reason:
        raise BadInput("token_module_form", path=module) from reason


def _tokens(module: str) -> Iterator[pkcs11.Token]:
    library = _library(module)
    from pkcs11 import TokenFlag
    from pkcs11.exceptions import TokenNotPresent, TokenNotRecognised

    with told():
        slots = library.get_slots(token_present=True)
        for slot in slots:
            try:
                token = slot.get_token()
            except (TokenNotPresent, TokenNotRecognised):
                continue
            if token.flags & TokenFlag.TOKEN_INITIALIZED:
                yield token


def _token(where: Where) -> pkcs11.Token:
    for token in _tokens(where.module):
        same_label = not where.label or where.label == token.label
        if _serial(token) == where.serial and same_label:
            return token
    raise NotAllowed("token_removed", token=where.label or where.serial)


def log_in(where: Where, pin: Secret, *, writing: bool = False) -> pkcs11.Session:
    """Open a session with the PIN. A token with its own keypad asks for the PIN itself if none is given."""
    token = _token(where)
    from pkcs11 import PROTECTED_AUTH, TokenFlag

    state = _pin_state(token)
    if state is PinState.LOCKED:
        raise NotAllowed("token_pin_locked")
    with pin.reading() as octets:
        text: Any = str(octets, "utf-8", "replace")
    if not text:
        if not token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH:
            raise BadInput("token_pin_empty")
        text = PROTECTED_AUTH
    with told(lambda: _pin_state(_token(where))):
        return token.open(user_pin=text, rw=writing)


def end(session: pkcs11.Session) -> None:
    """Log out; a token that is gone already needs no logging out."""
    with suppress(NotAllowed), told():
        session.close()


def _info(token: Any) -> TokenInfo:
    from pkcs11 import TokenFlag

    keypad = bool(token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH)
    return TokenInfo(
        _serial(token), token.label, token.model, token.manufacturer_id, _pin_state(token), keypad
    )


def _serial(token: Any) -> str:
    return bytes(token.serial).decode("ascii", "replace").strip("\0 ")


def _pin_state(token: Any) -> PinState:
    from pkcs11 import TokenFlag

    if not token.flags & TokenFlag.USER_PIN_INITIALIZED:
        return PinState.UNSET
    for flag, state in (
        (TokenFlag.USER_PIN_LOCKED, PinState.LOCKED),
        (TokenFlag.USER_PIN_FINAL_TRY, PinState.LAST),
        (TokenFlag.USER_PIN_COUNT_LOW, PinState.LOW),
    ):
        if token.flags & flag:
            return state
    return PinState.GOOD
