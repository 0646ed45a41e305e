"""The application: every call of the wire with its guard, and the headers that go with every answer."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bsclient.bank.api import (
    access,
    blobs,
    documents,
    events,
    extracts,
    keys,
    letters,
    pending,
    problems,
    reading,
)
from bsclient.bank.api.parts import Parts, anybody, client
from bsclient.errors import BsError

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


def build(parts: Parts) -> ASGIApp:
    """Make the application over its parts."""
    app = Starlette(
        routes=_routes(parts),
        exception_handlers={
            BsError: problems.on_error,
            HTTPException: problems.on_http_error,
            Exception: problems.on_error,
        },
    )
    app.router.redirect_slashes = False
    return SafeHeaders(app)


def _routes(parts: Parts) -> list[Route]:
    return [
        Route("/v1/hello", anybody(access.hello, parts), methods=["GET"]),
        Route("/v1/connection", anybody(access.connection, parts), methods=["GET"]),
        Route("/v1/activations", anybody(keys.identify, parts), methods=["POST"]),
        Route("/v1/renewals", client(keys.renew, parts), methods=["POST"]),
        Route("/v1/revocations", anybody(keys.revoke, parts), methods=["POST"]),
        Route("/v1/crl", anybody(keys.crl, parts), methods=["GET"]),
        Route("/v1/enrolments", anybody(access.enrol, parts), methods=["POST"]),
        Route("/v1/enrolments/{id}", anybody(access.enrolment_state, parts), methods=["GET"]),
        Route("/v1/challenges", anybody(access.challenge, parts), methods=["POST"]),
        Route("/v1/sessions", anybody(access.log_in, parts), methods=["POST"]),
        Route("/v1/sessions/current", client(access.log_out, parts), methods=["DELETE"]),
        Route("/v1/documents/batch", client(documents.batch, parts, large=True), methods=["POST"]),
        Route("/v1/documents/{id}", client(documents.put, parts), methods=["PUT"]),
        Route("/v1/pending/{id}", client(pending.put, parts), methods=["PUT"]),
        Route("/v1/pending/{id}", client(pending.end, parts), methods=["DELETE"]),
        Route("/v1/pending/{id}/signatures", client(pending.sign, parts), methods=["POST"]),
        Route("/v1/blobs/{sha256}", client(blobs.put, parts, large=True), methods=["PUT"]),
        Route("/v1/blobs/{sha256}", client(blobs.get, parts, large=True), methods=["GET"]),
        Route("/v1/events", client(events.poll, parts, waits=True), methods=["GET"]),
        Route("/v1/events/stream", client(events.stream, parts, waits=True), methods=["GET"]),
        Route("/v1/directories/{name}", client(reading.directory, parts), methods=["GET"]),
        Route("/v1/statements", client(reading.statements, parts), methods=["GET"]),
        Route("/v1/journal", client(reading.journal, parts), methods=["PUT"]),
        Route("/v1/letters/{id}/read", client(letters.read, parts), methods=["PUT"]),
        Route("/v1/letters/threads/{thread}/mark", client(letters.mark, parts), methods=["PUT"]),
        Route("/v1/extracts", client(extracts.extracts, parts), methods=["POST"]),
    ]


class SafeHeaders:
    """Puts the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
