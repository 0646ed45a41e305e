"""Whether signers may sign and suffice (`domain.schemes`), by the bank's register at the moment of acceptance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, bindparam, select

from bsclient import clock
from bsclient.bank.ports import CertificateRecord
from bsclient.bank.schema_access import client, user
from bsclient.domain import schemes
from bsclient.errors import NotAllowed
from bsclient.protocol.messages import CertificateData, RightsData


@dataclass(frozen=True, slots=True)
class Signatory:
    """The holder of a certificate as the bank's register knows him now."""

    client_id: str
    user_id: str
    group: int
    active: bool
    revoked: bool


def refusal(
    kind: str, client_id: str, wanted: str, serials: Iterable[str], register: Mapping[str, Signatory]
) -> tuple[str, dict[str, str]] | None:
    """Say why these (valid) signatures do not suffice for a document of this type; None if they do."""
    users: dict[str, int] = {}
    for serial in serials:
        holder = register.get(serial)
        code = _holder_refusal(holder, client_id)
        if holder is None or code:
            return code, {"serial": serial}
        if holder.user_id in users:
            return "signature_twice", {"serial": serial}
        users[holder.user_id] = holder.group
    if _enough(kind, wanted, tuple(sorted(users.values()))):
        return None
    return "signature_missing", {"expected": wanted if schemes.schemed(kind) else "1"}


@lru_cache(maxsize=1024)
def _enough(kind: str, wanted: str, groups: tuple[int, ...]) -> bool:
    """Whether these groups suffice; a batch asks the same again and again."""
    return schemes.enough(kind, wanted, groups)


def _holder_refusal(holder: Signatory | None, client_id: str) -> str:
    if holder is None:
        return "certificate_unknown"
    if holder.revoked:
        return "certificate_revoked"
    if holder.client_id != client_id:
        return "signer_foreign"
    return "" if holder.active and holder.group else "signer_without_right"


_CLIENT = select(client).where(client.c.id == bindparam("of"))
_USERS = select(user).where(user.c.client_id == bindparam("of"), user.c.active.is_(True)).order_by(user.c.id)


def read(connection: Connection, client_id: str) -> RightsData:
    """Return an organisation as the bank knows it. NotAllowed("client_unknown")."""
    row = connection.execute(_CLIENT, {"of": client_id}).one_or_none()
    if row is None:
        raise NotAllowed("client_unknown", client=client_id)
    users = [
        {"id": item.id, "name": item.name, "position": item.position, "group": str(item.group_)}
        for item in connection.execute(_USERS, {"of": client_id})
    ]
    return RightsData(
        client_id=row.id, name=row.name, inn=row.inn, kpp=row.kpp, scheme=row.scheme, users=users
    )


def certificate_data(record: CertificateRecord) -> CertificateData:
    """Return what a client is told of a certificate of one of his users."""
    return CertificateData(
        serial=record.serial,
        user_id=record.user_id,
        not_before=record.not_before,
        not_after=record.not_after,
        revoked=clock.stamp(record.revoked) if record.revoked else "",
    )
