"""The first call to a bank that is known by its address and the fingerprint of its letter alone.

Two calls: the first takes the authority's certificate from whoever answers and compares its fingerprint; only then a second
one, over TLS that believes that certificate alone, says who the bank is. Nothing else is ever read without proof.
"""

from __future__ import annotations

import ssl

import httpx2

from bsclient.errors import BadInput, BadSignature, Unreachable
from bsclient.protocol import connection as wire
from bsclient.protocol.connection import Connection, Pointer
from bsclient.sync.https import tls_context

TIMEOUT = 15.0
_PATH = "/v1/connection"


def fetch(pointer: Pointer, timeout: float = TIMEOUT) -> Connection:
    """Return the connection of the bank at an address. Unreachable, BadInput; BadSignature: connection_other_authority."""
    url = wire.demand_url(pointer.url)
    shown = _ask(url, _believing_nobody(), timeout)
    if shown.ca_fingerprint != pointer.ca_fingerprint:
        raise BadSignature("connection_other_authority")
    told = _ask(url, tls_context(shown.ca_pem), timeout)
    if told.ca_fingerprint != pointer.ca_fingerprint:
        raise BadSignature("connection_other_authority")
    if pointer.bic and told.bic != pointer.bic:
        raise BadSignature("connection_other_bank", bic=told.bic, expected=pointer.bic)
    return wire.make(told.bank, told.bic, url, told.ca_pem, place=(told.correspondent_account, told.town))


def _believing_nobody() -> ssl.SSLContext:
    """Return a context for a call whose answer is checked by its fingerprint, and which says nothing of the user."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _ask(url: str, context: ssl.SSLContext, timeout: float) -> Connection:
    try:
        with (
            httpx2.Client(
                base_url=url, verify=context, trust_env=False, follow_redirects=False, timeout=timeout
            ) as client,
            client.stream("GET", _PATH) as response,
        ):
            if response.status_code != httpx2.codes.OK:
                raise Unreachable("bank_answer_bad", status=str(response.status_code))
            data = bytearray()
            for piece in response.iter_bytes():
                data += piece
                if len(data) > wire.LARGEST:
                    raise Unreachable("bank_answer_too_large", limit=str(wire.LARGEST))
    except httpx2.TimeoutException as error:
        raise Unreachable("bank_silent") from error
    except (httpx2.TransportError, httpx2.StreamError, httpx2.DecodingError, ssl.SSLError) as error:
        raise Unreachable("bank_unreachable", reason=type(error).__name__) from error
    try:
        return wire.decode(bytes(data))
    except BadInput as error:
        raise Unreachable("bank_answer_bad") from error
