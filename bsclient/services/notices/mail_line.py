"""One e-mail over the user's own SMTP server: TLS with a verified certificate, or plain to this very computer.

RFC 5321, 3207 (STARTTLS), 8314 (TLS from the beginning). Nothing of the talk is logged: it holds the password.
"""

from __future__ import annotations

import hashlib
import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from typing import Final

import msgspec

from bsclient import clock
from bsclient.errors import BadInput, BsError, Refused, Unreachable

TIMEOUT_SECONDS: Final = 20
LOOPBACK: Final = frozenset(("127.0.0.1", "::1", "localhost"))
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"
)
_HOST: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.:-]{0,252}[A-Za-z0-9])?|::1")
_LONGEST_SUBJECT: Final = 150
_PORTS: Final = 65535
_HELLO: Final = "[127.0.0.1]"
"""How we greet the server: the name of the computer is nobody's business."""

Contexts = Callable[[], ssl.SSLContext]


class Security(StrEnum):
    """How the line is protected. `PLAIN` only on the loopback, after the user has said so."""

    STARTTLS = "starttls"
    TLS = "tls"
    PLAIN = "plain"


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """The user's server and addresses; the password is kept apart. `user` "": no log-in."""

    host: str = ""
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    sender: str = ""
    to: str = ""
    on: bool = False


def checked(server: Server) -> Server:
    """Return settings as they are kept. BadInput: `mail_host`, `mail_address_from`, `mail_address_to`, `mail_plain`."""
    host, sender, to = server.host.strip(), server.sender.strip(), server.to.strip()
    if not _HOST.fullmatch(host) or not _named(host) or not 0 < server.port <= _PORTS:
        raise BadInput("mail_host", value=host)
    for code, address in (("mail_address_from", sender), ("mail_address_to", to)):
        if not _ADDRESS.fullmatch(address):
            raise BadInput(code, value=address)
    if server.security is Security.PLAIN and host.casefold() not in LOOPBACK:
        raise BadInput("mail_plain", value=host)
    return msgspec.structs.replace(server, host=host, sender=sender, to=to, user=server.user.strip())


def _named(host: str) -> bool:
    """Tell whether the resolver takes a name at all: no label is empty or longer than 63 signs."""
    try:
        return bool(host.encode("idna"))
    except UnicodeError:
        return False


def letter(server: Server, subject: str, body: str, identity: str) -> EmailMessage:
    """Return a message; control signs never come into a header. The same `identity` gives the same Message-ID."""
    made = EmailMessage(policy=SMTP)
    clean = "".join(sign if sign.isprintable() else " " for sign in subject)
    made["Subject"] = " ".join(clean.split())[:_LONGEST_SUBJECT]
    made["From"], made["To"] = server.sender, server.to
    domain = server.sender.rpartition("@")[2]
    made["Message-ID"] = f"<{hashlib.sha256(identity.encode()).hexdigest()[:40]}@{domain}>"
    made["Date"] = format_datetime(clock.now())
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(body)
    return made


def send(
    server: Server, password: str, message: EmailMessage, contexts: Contexts = ssl.create_default_context
) -> None:
    """Send one message; raises BadInput as `checked`.

    Unreachable: `mail_unreachable`; Refused: `mail_certificate`, `mail_no_tls`, `mail_no_login`, `mail_login`, `mail_refused`.
    """
    server = checked(server)
    try:
        with _connected(server, contexts) as line:
            if server.user:
                line.login(server.user, password)
            line.send_message(message, server.sender, [server.to])
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        # `from None`: an error of the log-in may carry what was said to the server.
        raise _told(error, server) from None


def _connected(server: Server, contexts: Contexts) -> smtplib.SMTP:
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=_HELLO, timeout=TIMEOUT_SECONDS, context=contexts()
        )
    line = smtplib.SMTP(server.host, server.port, local_hostname=_HELLO, timeout=TIMEOUT_SECONDS)
    if server.security is Security.STARTTLS:
        try:
            line.starttls(context=contexts())  # raises if the server does not offer it: nothing goes in plain
        except BaseException as error:
            line.close()
            if isinstance(error, smtplib.SMTPNotSupportedError):
                raise Refused("mail_no_tls", value=f"{server.host}:{server.port}") from None
            raise
    return line


def _told(error: Exception, server: Server) -> BsError:
    where = f"{server.host}:{server.port}"
    if isinstance(error, ssl.SSLError):
        reason = (
            error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else error.reason or ""
        )
        return Refused("mail_certificate", value=where, reason=str(reason))
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Refused("mail_no_login", value=where)  # AUTH: addresses that need an extension are not taken
    if isinstance(error, smtplib.SMTPAuthenticationError | UnicodeError):
        return Refused("mail_login", value=where)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return Refused(
            "mail_refused", value=where, reason=", ".join(str(one[0]) for one in error.recipients.values())
        )
    if isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError):
        return Unreachable("mail_unreachable", value=where)
    if isinstance(error, smtplib.SMTPResponseException):
        return Refused("mail_refused", value=where, reason=str(error.smtp_code))
    if isinstance(error, smtplib.SMTPException):
        return Refused("mail_refused", value=where, reason=type(error).__name__)
    return Unreachable("mail_unreachable", value=where)
