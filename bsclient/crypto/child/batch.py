"""Signing a batch: bytes in, as many signatures out, all or none."""

from __future__ import annotations

from bsclient.crypto import cms
from bsclient.crypto.child.answers import DOCUMENTS, Answer, State
from bsclient.crypto.child.frames import Frame
from bsclient.crypto.child.opening import moment
from bsclient.crypto.hashes import sha256
from bsclient.domain import canonical
from bsclient.errors import BadInput, NotAllowed
from bsclient.protocol import acts

LARGEST = 500


def sign(state: State, frame: Frame) -> Answer:
    """Parts: canonical bytes, at most 500; head: `at`. Answers with the signatures in the same order, `count`, `digest`.

    Bytes that do not re-serialise to themselves or name no purpose are refused, and with them the whole batch; so is a
    log-in, which another process signs. The digest is over what was signed: the caller compares it with his own.
    """
    if state.key is None or state.profile is None or state.purpose != DOCUMENTS:
        raise NotAllowed("signer_refuses")
    if not 0 < len(frame.parts) <= LARGEST:
        raise BadInput("signer_frame")
    contents = [bytes(part) for part in frame.parts]
    for content in contents:
        _demand_signable(content)
    at = moment(frame)
    digests = [sha256(content) for content in contents]
    made = []
    for digest in digests:
        attributes = state.profile.attributes(digest, at)
        signature = state.key.sign(cms.signed_bytes(attributes))
        made.append(state.profile.container(attributes, signature))
    return Answer({"count": len(made), "digest": summary(digests)}, made)


def summary(digests: list[bytes]) -> str:
    """Return the digest of a batch: SHA-256 over the SHA-256 of each of its contents, lower hex."""
    return sha256(b"".join(digests)).hex()


def _demand_signable(content: bytes) -> None:
    purpose = canonical.decode(content).get("purpose")
    if not isinstance(purpose, str) or not purpose or purpose == acts.LOGIN:
        raise NotAllowed("signer_refuses")
