"""Fetching the bank's signed word for what became of documents, so that it is at hand when the bank no longer is."""

from __future__ import annotations

from typing import Protocol

from bsclient.crypto.hashes import sha256_hex
from bsclient.errors import BadInput, Conflict
from bsclient.protocol.extracts import (
    BATCH,
    ExtractAct,
    ExtractBatch,
    ExtractRequest,
    ExtractWish,
    StatusExtract,
)
from bsclient.services.context import Workplace
from bsclient.services.keys.authority import bank_verifier
from bsclient.storage import extracts


class Line(Protocol):
    """The one call that is needed."""

    def extracts(self, request: ExtractRequest) -> ExtractBatch: ...


def collect(place: Workplace, line: Line) -> int:
    """Fetch a batch of what is due; returns how many extracts came. BadSignature, BadInput, Conflict.

    What the bank does not vouch for (it knows no such document, or other statuses) is asked for no more.
    """
    with place.store.whole() as reader:
        due = dict(extracts.due(reader, BATCH))
        wishes = [ExtractWish(id=one, statuses=extracts.statuses(reader, one)) for one in due]
    if not wishes:
        return 0
    return _keep(place, line.extracts(ExtractRequest(documents=wishes)), due)


def _keep(place: Workplace, answer: ExtractBatch, wanted: dict[str, str]) -> int:
    act = ExtractAct.decode(answer.act)
    bank_verifier(place.profile).verify(answer.act, answer.signature, act.time)
    found = [_checked(place, body, wanted) for body in answer.extracts]
    listed = tuple(sha256_hex(body) for body in answer.extracts)
    if listed != act.hashes or act.client != place.profile.client_id:
        raise BadInput("extract_not_listed")
    with place.store.write() as work:
        extracts.keep(work, found, (answer.act, answer.signature), act.time)
        extracts.settle(work, wanted)
    return len(found)


def _checked(place: Workplace, body: bytes, wanted: dict[str, str]) -> tuple[str, bytes]:
    told = StatusExtract.decode(body)
    if told.client != place.profile.client_id or wanted.get(told.id) != told.sha256:
        raise Conflict("extract_of_other_bytes", value=told.id)
    return told.id, body
