"""Opening a key for one purpose, and signing log-ins with it.

A process opened for log-ins signs canonical bytes of `bsclient.login/1` and nothing else; one opened for documents
signs everything else and no log-in. What is open stays open for the one purpose until the process ends.
"""

from __future__ import annotations

import importlib
from datetime import datetime

from bsclient import clock
from bsclient.crypto import cms, providers
from bsclient.crypto.child.answers import DOCUMENTS, LOGIN, Answer, State, demand, text
from bsclient.crypto.child.frames import Frame
from bsclient.crypto.der import CONTEXT_0, INTEGER, SEQUENCE, Walk
from bsclient.crypto.hashes import sha256
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, Corrupt, NotAllowed, WrongPassphrase

MOST_VAULTS = 2


def open(state: State, frame: Frame) -> Answer:  # noqa: A001 -- the name of the operation
    """Parts: passphrase, certificate (DER), container (b"" for a token), vaults (0 to 2 of them, the newest first).

    Head: `for` ("login" or "documents"), `kind`, `place`. Answers with the data key of the first vault that opens, if
    any was given, and which one it was.
    """
    passphrase, certificate, container, *vaults = demand(frame, 3, 3 + MOST_VAULTS)
    purpose = text(frame, "for")
    if state.key is not None or purpose not in {LOGIN, DOCUMENTS}:
        raise NotAllowed("signer_refuses")
    der = bytes(certificate)
    try:
        profile = cms.Profile(der)
        wanted = sha256(public_key_in(der))
    except ValueError as reason:
        raise BadInput("certificate_form") from reason
    with Secret(bytearray(passphrase)) as secret:
        place = providers.Place(text(frame, "kind") or "file", text(frame, "place"), bytes(container), wanted)
        key = providers.open_key(place, secret)
        if sha256(key.spki_der) != wanted:
            raise BadInput("certificate_of_other_key")
        answer = _data_key(vaults, _closing(place, key, secret)) if vaults else Answer({})
    state.key, state.profile, state.purpose = key, profile, purpose
    if purpose == DOCUMENTS:
        importlib.import_module("bsclient.crypto.child.batch")  # signing follows
    return answer


def sign_login(state: State, frame: Frame) -> Answer:
    """Part: canonical bytes of a log-in; head: `at`. Answers with the signature."""
    from bsclient.protocol import acts

    (content,) = demand(frame, 1)
    if state.key is None or state.profile is None or state.purpose != LOGIN:
        raise NotAllowed("signer_refuses")
    data = bytes(content)
    acts.Login.decode(data)
    attributes = state.profile.attributes(sha256(data), moment(frame))
    return Answer({}, [state.profile.container(attributes, state.key.sign(cms.signed_bytes(attributes)))])


def moment(frame: Frame) -> datetime:
    """Return the claimed time of the signatures."""
    try:
        return clock.parse(text(frame, "at"))
    except ValueError as reason:
        raise BadInput("signer_frame") from reason


def public_key_in(certificate: bytes) -> bytes:
    """Return the SubjectPublicKeyInfo as it stands in a certificate (RFC 5280, 4.1); ValueError."""
    body = Walk(certificate).enter(SEQUENCE).enter(SEQUENCE)
    if body.peek() == CONTEXT_0:
        body.take(CONTEXT_0)
    body.take(INTEGER)
    for _before in ("signature", "issuer", "validity", "subject"):
        body.take(SEQUENCE)
    return body.whole(SEQUENCE)


def _closing(place: providers.Place, key: providers.PrivateKeyLike, secret: Secret) -> Secret:
    """Return what closes the user's vault: his passphrase, or the secret that his token keeps."""
    if place.kind == providers.TOKEN:
        from bsclient.crypto.token import TokenKey

        if isinstance(key, TokenKey):
            return key.kept_secret()
    return secret


def _data_key(vaults: list[bytearray], secret: Secret) -> Answer:
    from bsclient.crypto.child.vaulting import first_open

    try:
        at, key = first_open(vaults, secret)
    except WrongPassphrase as error:  # the key did open
        raise Corrupt("vault_other_passphrase") from error
    return Answer({"vault": at}, [key])
