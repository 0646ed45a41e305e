"""Carrying out a change of a client's rights, whoever asked for it: his document or the bank's operator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from bsclient.bank.rights import signatories as rights
from bsclient.bank.rights import store as rights_store
from bsclient.bank.schema.access import client
from bsclient.bank.work.transaction import Work
from bsclient.domain.rights import changing
from bsclient.errors import NotAllowed
from bsclient.protocol.messages import Kind

_LOCK = select(client.c.id).where(client.c.id == bindparam("of")).with_for_update(key_share=True)


def carry_out(work: Work, client_id: str, fields: Mapping[str, Any]) -> None:
    """Change the rights as the rows of a document say, and tell the client. `changing.Refused`, NotAllowed.

    Limits are locked before the client, as acceptance does; what is decided by is read after both locks.
    """
    rights_store.limits(work.connection, [client_id])
    if work.connection.execute(_LOCK, {"of": client_id}).one_or_none() is None:
        raise NotAllowed("client_unknown", client=client_id)
    policy = rights_store.read(work.connection, client_id)
    made = changing.changed(policy, fields, work.today, work.new_id)
    rights_store.write(work.connection, client_id, made)
    work.feed.put(client_id, Kind.RIGHTS, rights.read(work.connection, client_id))
