"""What the program does with keys besides signing, each in a signer process of its own: import, export, tokens.

No private key, PIN or maker's module is ever in the calling process. Errors cross as they are: those of
`keyfiles.read_key`, `token_errors` and `container`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bsclient.crypto import remote
from bsclient.crypto.child.frames import Frame
from bsclient.crypto.child.host import Child, Part
from bsclient.crypto.keyfiles import Look, look
from bsclient.crypto.secret import Secret
from bsclient.crypto.token_devices import KeyInfo, PinState, TokenInfo, Where, known_modules
from bsclient.errors import Corrupt

__all__ = [
    "Holder",
    "Imported",
    "KeyInfo",
    "Look",
    "PinState",
    "Requested",
    "TokenInfo",
    "Where",
    "export_key",
    "generate_on_token",
    "import_key",
    "known_modules",
    "look",
    "request_from_token",
    "token_keys",
    "tokens",
]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a certificate is asked for, and the id that a container gets."""

    name: str
    organisation: str = ""
    key_id: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """A key taken over: its container, a certificate request, the certificate that came along (DER) or b""."""

    container: bytes = field(repr=False)
    request: bytes
    spki_sha256: bytes
    certificate: bytes


@dataclass(frozen=True, slots=True)
class Requested:
    """A key on a token, where it is (`User.key_place`), and a certificate request by it."""

    where: Where
    request: bytes
    spki_sha256: bytes


def import_key(blob: bytes, password: Secret | str, passphrase: Secret | str, holder: Holder) -> Imported:
    """Take a key over from a file of another program; `password` opens the file, `passphrase` closes the container."""
    parts: list[Part] = [blob, Secret.of(password), Secret.of(passphrase)]
    made = remote.ask("import_key", parts, 4, key_id=holder.key_id, **_names(holder))
    return Imported(*made)


def export_key(
    container: bytes,
    passphrase: Secret | str,
    new: Secret | str,
    *,
    certificate: bytes = b"",
    name: str = "",
) -> bytes:
    """Return the key as PKCS#12 with its certificate (DER), or without one as PKCS#8; closed by `new`.

    `new` should be a generated one (`strength.propose`), shown to the user once.
    """
    parts: list[Part] = [container, Secret.of(passphrase), Secret.of(new), certificate]
    form = "pkcs12" if certificate else "pkcs8"
    return remote.ask("export_key", parts, 1, form=form, name=name)[0]


def tokens(module: str) -> list[TokenInfo]:
    """Return the tokens behind a maker's module."""
    listed = _ask("token_list", [], module=module).head.get("tokens")
    try:
        return [
            TokenInfo(**{**record, "pin": PinState(record["pin"])})
            for record in (listed if isinstance(listed, list) else [{}])
        ]
    except (TypeError, KeyError, ValueError) as reason:
        raise Corrupt("signer_garbled") from reason


def token_keys(where: Where, pin: Secret | str) -> list[KeyInfo]:
    """Return the P-256 keys that are on a token already."""
    frame = _ask("token_keys", [Secret.of(pin)], place=where.text())
    listed = frame.head.get("keys")
    if not isinstance(listed, list) or len(listed) != len(frame.parts):
        raise Corrupt("signer_garbled")
    return [
        KeyInfo(str(record["key_id"]), str(record["label"]), bytes(part))
        for record, part in zip(listed, frame.parts, strict=True)
    ]


def generate_on_token(where: Where, pin: Secret | str, label: str, holder: Holder) -> Requested:
    """Make a new key on a token and a certificate request by it."""
    head = {"place": where.text(), "label": label, **_names(holder)}
    return _requested(_ask("token_generate", [Secret.of(pin)], **head))


def request_from_token(where: Where, pin: Secret | str, holder: Holder) -> Requested:
    """Make a certificate request by a key that is on a token already."""
    return _requested(_ask("token_request", [Secret.of(pin)], place=where.text(), **_names(holder)))


def _names(holder: Holder) -> Mapping[str, str]:
    return {"name": holder.name, "organisation": holder.organisation}


def _requested(frame: Frame) -> Requested:
    place: Any = frame.head.get("place")
    if not isinstance(place, str) or len(frame.parts) != 2:  # noqa: PLR2004 -- request and digest
        raise Corrupt("signer_garbled")
    return Requested(Where.read(place), bytes(frame.parts[0]), bytes(frame.parts[1]))


def _ask(operation: str, parts: list[Part], **head: str) -> Frame:
    child = Child()
    try:
        return child.ask(operation, parts, **head)
    finally:
        child.close()
