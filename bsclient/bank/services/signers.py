"""Requests about who may sign: the card of signatures, and certificates for keys.

Both wait for the bank's people: a change of the card for an operator's word, a certificate for two of them who compare
the printed act with the request (`bank.keys.enrolment`).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update

from bsclient import clock
from bsclient.bank.keys import revoking
from bsclient.bank.keys.certificates import BY_DOCUMENT
from bsclient.bank.keys.revoking import End
from bsclient.bank.rights import signatories as rights
from bsclient.bank.rights import store as rights_store
from bsclient.bank.schema.access import client, enrolment, user
from bsclient.bank.services.base import Doc, Service, Stop, Task, Work
from bsclient.crypto.requests import check_request
from bsclient.domain.schemes import scheme
from bsclient.domain.states import State
from bsclient.errors import BadInput, BadSignature
from bsclient.protocol.keys import Reason
from bsclient.protocol.messages import EnrolmentState, Kind

_STARTS: Final = "starts"
_USERS = select(user).where(user.c.client_id == bindparam("of"), user.c.active.is_(True)).order_by(user.c.id)
_SCHEME = select(client.c.scheme).where(client.c.id == bindparam("of")).with_for_update()
_OFF = update(user).where(user.c.id == bindparam("of")).values(active=False)
_SAME_KEY = select(enrolment.c.id).where(
    enrolment.c.spki_sha256 == bindparam("spki"), enrolment.c.state != EnrolmentState.REFUSED.value
)
_SET = (
    update(user)
    .where(user.c.id == bindparam("of"))
    .values(group_=bindparam("new_group"), position=bindparam("new_position"))
)


class CardChanges(Service):
    """Changes of the card of signatures: carried out on their day, once an operator has compared the papers."""

    types = ("signature_card_change",)

    def accept(self, work: Work, doc: Doc) -> None:
        self._plan(work, doc)
        work.ask_operator(doc)

    def approved(self, work: Work, doc: Doc) -> None:
        starts = doc.text("starts")
        if starts > work.today.isoformat():
            work.schedule(doc.id, _STARTS, date.fromisoformat(starts))
        else:
            self._apply(work, doc)

    def due(self, work: Work, task: Task) -> None:
        doc = work.find(task.ref)
        if doc is not None and doc.state is State.ACCEPTED:
            self._apply(work, doc)

    def _plan(self, work: Work, doc: Doc) -> list[tuple[Mapping[str, str], Any]]:
        """Return the changes with the users they are about; `Stop` if afterwards nobody could sign."""
        users = {_folded(row.name): row for row in work.connection.execute(_USERS, {"of": doc.client_id})}
        groups = {name: row.group_ for name, row in users.items()}
        plan: list[tuple[Mapping[str, str], Any]] = []
        for change in doc.rows("persons"):
            name = _folded(change["name"])
            known, added = users.get(name), change["deed"] == "add"
            if (known is None) is not added:
                code = "signer_known" if added else "signer_unknown"
                raise Stop(State.REJECTED, code, name=change["name"])
            groups[name] = 0 if change["deed"] == "remove" else int(change["group"])
            plan.append((change, known))
        wanted = work.connection.execute(_SCHEME, {"of": doc.client_id}).scalar_one()
        if not scheme(wanted).satisfied([group for group in groups.values() if group]):
            raise Stop(State.REJECTED, "scheme_unreachable", scheme=wanted)
        return plan

    def _apply(self, work: Work, doc: Doc) -> None:
        for change, known in self._plan(work, doc):
            if known is None:
                _add(work, doc.client_id, change)
            elif change["deed"] == "remove":
                work.connection.execute(_OFF, {"of": known.id})
                revoking.end_all(work, known.id, End(work.at, Reason.CARD_CHANGE))
            else:
                row = {
                    "of": known.id,
                    "new_group": int(change["group"]),
                    "new_position": change["position"],
                }
                work.connection.execute(_SET, row)
        rights_store.renew(work.connection, doc.client_id)
        work.feed.put(doc.client_id, Kind.RIGHTS, rights.read(work.connection, doc.client_id))
        work.move(doc, State.EXECUTED)


class CertificateRequests(Service):
    """Requests for certificates: registered, and issued when two operators have compared the act."""

    types = ("key_certificate_request",)

    def accept(self, work: Work, doc: Doc) -> None:
        der = _der(doc.text("request"))
        try:
            asked = check_request(der)
        except (BadInput, BadSignature) as error:
            raise Stop(State.BAD_DETAILS, "certificate_request_bad", reason=error.code) from error
        if asked.spki_sha256.hex() != doc.text("fingerprint"):
            raise Stop(State.BAD_DETAILS, "request_fingerprint_differs", field="fingerprint")
        if work.connection.execute(_SAME_KEY, {"spki": asked.spki_sha256}).first() is not None:
            raise Stop(State.REJECTED, "key_known")
        holder = next(
            (
                row
                for row in work.connection.execute(_USERS, {"of": doc.client_id})
                if _folded(row.name) == _folded(doc.text("holder"))
            ),
            None,
        )
        if holder is None:
            raise Stop(State.REJECTED, "signer_unknown", name=doc.text("holder"))
        work.connection.execute(
            insert(enrolment).values(
                id=doc.id,
                client_id=doc.client_id,
                user_id=holder.id,
                device=doc.text("device"),
                request=der,
                spki_sha256=asked.spki_sha256,
                created=clock.stamp(work.at),
                state=EnrolmentState.PENDING.value,
                kind=BY_DOCUMENT,
            )
        )
        work.move(doc, State.ACCEPTED)
        work.move(doc, State.EXECUTED, "certificate_request_registered")


def _add(work: Work, client_id: str, change: Mapping[str, str]) -> None:
    work.connection.execute(
        insert(user).values(
            id=work.new_id(),
            client_id=client_id,
            name=change["name"],
            position=change["position"],
            group_=int(change["group"]),
            active=True,
        )
    )


def _der(pem: str) -> bytes:
    body = "".join(line for line in pem.splitlines() if not line.startswith("-----"))
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Stop(State.BAD_DETAILS, "certificate_request_bad", reason="base64") from error


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())


SERVICES = (CardChanges(), CertificateRequests())
