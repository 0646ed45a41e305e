"""Keys on PKCS#11 tokens (smart cards, USB tokens): the private key is made there and never leaves.

A token signs a digest and gives r and s; what goes out is the same low-s DER as of any other key, checked against the
public key first. Errors: see `bsclient.crypto.token_errors`.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from bsclient.crypto import keys
from bsclient.crypto.hashes import sha256
from bsclient.crypto.providers import Place
from bsclient.crypto.secret import Secret
from bsclient.crypto.token_devices import KeyInfo, Where, end, log_in
from bsclient.crypto.token_errors import told
from bsclient.errors import BadInput, Corrupt, NotAllowed

if TYPE_CHECKING:
    import pkcs11

P256: Final = bytes.fromhex("06082a8648ce3d030107")
_POINT: Final = 65  # octets of an uncompressed point
_HALF: Final = 32
_KEY_ID: Final = 8
_OCTET_STRING: Final = 0x04
_KEPT: Final = "BSClient vault"
_KEPT_BYTES: Final = 32


class TokenKey:
    """A key on a token that one is logged in to; `close` logs out."""

    def __init__(self, session: pkcs11.Session, private: Any, public: keys.PublicKey) -> None:
        self._session = session
        self._private = private
        self._public = public
        self._spki = keys.spki_of(public)

    @property
    def spki_der(self) -> bytes:
        """SubjectPublicKeyInfo of the key."""
        return self._spki

    @property
    def spki_sha256(self) -> bytes:
        return sha256(self._spki)

    def sign(self, data: bytes) -> bytes:
        """Return the DER of a low-s ECDSA signature over SHA-256 of the data. NotAllowed."""
        from pkcs11 import Mechanism

        with told():
            raw = self._private.sign(sha256(data), mechanism=Mechanism.ECDSA)
        if len(raw) != 2 * _HALF:
            raise NotAllowed("token_failed", reason="signature")
        r, s = (int.from_bytes(half, "big") for half in (raw[:_HALF], raw[_HALF:]))
        signature = encode_dss_signature(r, min(s, keys.ORDER - s))
        if not keys.holds(self._public, signature, data):
            raise NotAllowed("token_failed", reason="signature")
        return signature

    def kept_secret(self) -> Secret:
        """Return the secret that the token keeps for vaults. Corrupt with `vault_other_passphrase` if it has none."""
        return _kept(self._session)

    def close(self) -> None:
        """Log out."""
        end(self._session)


def keys_on(where: Where, pin: Secret) -> list[KeyInfo]:
    """Return the P-256 key pairs of a token. WrongPassphrase, NotAllowed."""
    with ExitStack() as stack:
        session = log_in(where, pin)
        stack.callback(end, session)
        stack.enter_context(told())
        found = [
            (bytes(key.id), str(key.label or ""), _public(session, key.id)) for key in _private_keys(session)
        ]
    return [KeyInfo(key_id.hex(), label, keys.spki_of(public)) for key_id, label, public in found if public]


def generate(where: Where, pin: Secret, label: str) -> tuple[Where, TokenKey]:
    """Make a P-256 pair on a token; the private key cannot be read out. Returns its place and the key, open."""
    with ExitStack() as stack:
        session = log_in(where, pin, writing=True)
        from pkcs11 import Attribute, KeyType

        stack.callback(end, session)
        made = replace(where, key_id=os.urandom(_KEY_ID).hex())
        with told():
            domain = session.create_domain_parameters(KeyType.EC, {Attribute.EC_PARAMS: P256}, local=True)
            guarded = {Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False}
            domain.generate_keypair(
                id=bytes.fromhex(made.key_id), label=label, store=True, private_template=guarded
            )
        key = _take(session, made)
        stack.pop_all()
    return made, key


def open_key(where: Where, pin: Secret) -> TokenKey:
    """Log in and take the key up. WrongPassphrase, NotAllowed, BadInput."""
    with ExitStack() as stack:
        session = log_in(where, pin)
        stack.callback(end, session)
        key = _take(session, where)
        stack.pop_all()
    return key


def open_token(place: Place, secret: Secret) -> TokenKey:
    """Open a key for `providers.open_key`: the secret is the PIN."""
    return open_key(Where.read(place.where), secret)


def vault_secret(where: Where, pin: Secret, *, make: bool) -> Secret:
    """Return 32 random octets that the token gives out to its PIN alone; `make` them where there are none yet.

    A PIN of some digits would close a vault badly: its file can be guessed at elsewhere, without the token's counting.
    """
    with ExitStack() as stack:
        session = log_in(where, pin, writing=make)
        stack.callback(end, session)
        if make and not _kept_objects(session):
            _keep(session, Secret.random(_KEPT_BYTES))
        return _kept(session)


def _keep(session: pkcs11.Session, secret: Secret) -> None:
    from pkcs11 import Attribute, ObjectClass

    with secret, secret.reading() as octets, told():
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.DATA,
                Attribute.TOKEN: True,
                Attribute.PRIVATE: True,
                Attribute.LABEL: _KEPT,
                Attribute.VALUE: bytes(octets),
            }
        )


def _kept(session: pkcs11.Session) -> Secret:
    from pkcs11 import Attribute

    found = _kept_objects(session)
    if not found:
        raise Corrupt("vault_other_passphrase")
    with told():
        return Secret(bytearray(bytes(found[0][Attribute.VALUE]).hex(), "ascii"))


def _kept_objects(session: pkcs11.Session) -> list[Any]:
    from pkcs11 import Attribute, ObjectClass

    with told():
        return list(session.get_objects({Attribute.CLASS: ObjectClass.DATA, Attribute.LABEL: _KEPT}))


def _take(session: pkcs11.Session, where: Where) -> TokenKey:
    wanted = bytes.fromhex(where.key_id)
    with told():
        private = next((key for key in _private_keys(session) if key.id == wanted), None)
        public = _public(session, wanted)
    if private is None:
        raise NotAllowed("token_no_key", key=where.key_id, token=where.label or where.serial)
    if public is None:
        raise NotAllowed("token_no_public_key")
    return TokenKey(session, private, public)


def _private_keys(session: pkcs11.Session) -> list[Any]:
    from pkcs11 import Attribute, KeyType, ObjectClass

    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.KEY_TYPE: KeyType.EC}
    return list(session.get_objects(wanted))


def _public(session: pkcs11.Session, key_id: bytes) -> keys.PublicKey | None:
    """Return the P-256 public key of an id: its own object, or the certificate beside the private key."""
    from pkcs11 import Attribute, ObjectClass

    for found in session.get_objects({Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.ID: key_id}):
        if bytes(found[Attribute.EC_PARAMS]) == P256:
            return _point(bytes(found[Attribute.EC_POINT]))
    for found in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.ID: key_id}):
        with suppress(ValueError, BadInput):
            return keys.as_p256(x509.load_der_x509_certificate(bytes(found[Attribute.VALUE])).public_key())
    return None


def _point(octets: bytes) -> keys.PublicKey | None:
    """Read a point, in an OCTET STRING as PKCS#11 demands or bare as some tokens give it."""
    bare = octets[2:] if octets[:2] == bytes((_OCTET_STRING, _POINT)) else octets
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bare)
    except ValueError:
        return None
