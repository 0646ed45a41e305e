"""Whether signers may sign and suffice (`domain.schemes`), by the bank's register at the moment of acceptance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, bindparam, select

from bsclient import clock
from bsclient.bank.intake.examining import Examined
from bsclient.bank.ports import CertificateRecord
from bsclient.bank.rights import store as rights_store
from bsclient.bank.rights.ruling import Rulings
from bsclient.bank.schema.access import client
from bsclient.domain import schemes
from bsclient.domain.rights import told
from bsclient.errors import NotAllowed
from bsclient.protocol.messages import CertificateData, RightsData


@dataclass(frozen=True, slots=True)
class Signatory:
    """The holder of a certificate as the bank's register knows him now; `used`: the key has signed before."""

    client_id: str
    user_id: str
    group: int
    active: bool
    revoked: bool
    used: bool


def refusal(
    item: Examined, wanted: str, register: Mapping[str, Signatory], rulings: Rulings | None
) -> tuple[str, dict[str, str]] | None:
    """Say why the (valid) signatures of a document do not suffice; None if they do.

    `wanted` is the client's general scheme; of a client with rules these decide.
    """
    doc = item.doc
    ruled = rulings is not None and rulings.rules(doc.client_id)
    users: dict[str, int] = {}
    for serial in item.serials:
        holder = register.get(serial)
        code = _holder_refusal(holder, doc.client_id, ruled=ruled)
        if holder is None or code:
            return code, {"serial": serial}
        if holder.user_id in users:
            return "signature_twice", {"serial": serial}
        users[holder.user_id] = holder.group
    if rulings is not None and ruled:
        return rulings.why_not(doc, list(users))
    if _enough(doc.type, wanted, tuple(sorted(users.values()))):
        return None
    return "signature_missing", {"expected": wanted if schemes.schemed(doc.type) else "1"}


@lru_cache(maxsize=1024)
def _enough(kind: str, wanted: str, groups: tuple[int, ...]) -> bool:
    """Whether these groups suffice; a batch asks the same again and again."""
    return schemes.enough(kind, wanted, groups)


def _holder_refusal(holder: Signatory | None, client_id: str, *, ruled: bool) -> str:
    """Say what is wrong with a signer himself; in which groups he may sign is for the rules to say, if there are any."""
    if holder is None:
        return "certificate_unknown"
    if holder.revoked:
        return "certificate_revoked"
    if holder.client_id != client_id:
        return "signer_foreign"
    return "" if holder.active and (holder.group or ruled) else "signer_without_right"


_CLIENT = select(client).where(client.c.id == bindparam("of"))


def read(connection: Connection, client_id: str) -> RightsData:
    """Return an organisation as the bank knows it. NotAllowed("client_unknown")."""
    row = connection.execute(_CLIENT, {"of": client_id}).one_or_none()
    if row is None:
        raise NotAllowed("client_unknown", client=client_id)
    lists = told.write(rights_store.read(connection, client_id))
    return RightsData(
        client_id=row.id,
        name=row.name,
        inn=row.inn,
        kpp=row.kpp,
        scheme=lists.scheme,
        users=_texts(lists.users),
        grants=_texts(lists.grants),
        limits=_texts(lists.limits),
        schemes=_texts(lists.schemes),
        substitutes=_texts(lists.substitutes),
    )


def _texts(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    return [dict(row) for row in rows]


def certificate_data(record: CertificateRecord) -> CertificateData:
    """Return what a client is told of a certificate of one of his users."""
    return CertificateData(
        serial=record.serial,
        user_id=record.user_id,
        not_before=record.not_before,
        not_after=record.not_after,
        revoked=clock.stamp(record.revoked) if record.revoked else "",
        pem=record.pem,
        reason=record.reason,
        replaces=record.replaces,
    )
