"""What is read or exchanged beside the feed: directories, older ledger entries, heads of the audit journals."""

from __future__ import annotations

import asyncio
import re
from datetime import date

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from bsclient.bank.api import answers, bodies
from bsclient.bank.api.parts import LIMITS, SMALL_BODY, Parts, number
from bsclient.bank.api.problems import CallRefused
from bsclient.bank.ports import SessionRecord
from bsclient.protocol.messages import Code, JournalHead

_NAME = re.compile(r"[a-z0-9_]{1,40}")
_ACCOUNT = re.compile(r"[0-9A-Z]{1,34}")
_ENTRY = re.compile(r"[0-9]{0,18}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HIGHEST = 2**53

_journal = msgspec.json.Decoder(JournalHead)


async def directory(request: Request, parts: Parts, _: SessionRecord) -> Response:
    """Give a directory as it stands, 304 when the client has this version."""
    name: str = request.path_params["name"]
    if not _NAME.fullmatch(name):
        raise CallRefused(Code.NOT_FOUND)
    found = await asyncio.to_thread(parts.core.directory, name)
    if found is None:
        raise CallRefused(Code.NOT_FOUND)
    tag = f'"{found.version}"'
    if tag in (
        known.strip().removeprefix("W/") for known in request.headers.get("if-none-match", "").split(",")
    ):
        return Response(status_code=304, headers={"ETag": tag})
    return await answers.packed(request, found.data, {"ETag": tag}, answers.JSON)


async def statements(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Give ledger entries of one account, oldest first, after an entry id: NDJSON, a page at a time."""
    account = _text(request, "account", _ACCOUNT)
    after = _text(request, "after", _ENTRY)
    days = (_day(request, "from"), _day(request, "to"))
    limit = number(request, "limit", LIMITS.events, LIMITS.events)
    entries = await asyncio.to_thread(parts.core.entries, session.client_id, account, days, after, limit)
    return await answers.as_lines(request, entries)


async def journal(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Keep the head of the client's audit journal and answer with the bank's own, signed."""
    head = await bodies.read(request, _journal, SMALL_BODY)
    if not 0 <= head.sequence <= _HIGHEST or not re.fullmatch(r"[0-9a-f]{64}", head.head):
        raise CallRefused(Code.BAD_REQUEST, {"field": "head"})
    return answers.as_json(await asyncio.to_thread(parts.core.journal, session, head))


def _text(request: Request, name: str, form: re.Pattern[str]) -> str:
    text = request.query_params.get(name, "")
    if not form.fullmatch(text):
        raise CallRefused(Code.BAD_REQUEST, {"field": name})
    return text


def _day(request: Request, name: str) -> date:
    text = _text(request, name, _DAY)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CallRefused(Code.BAD_REQUEST, {"field": name}) from error
