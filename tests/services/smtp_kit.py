"""A small SMTP server for tests: real sockets, STARTTLS or TLS with a certificate of its own, what came is kept."""

import base64
import datetime as dt
import ipaddress
import socketserver
import ssl
import threading
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certificate(folder):
    """Write key and certificate of 127.0.0.1 into one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pkcs8 = serialization.PrivateFormat.PKCS8
    path = folder / "smtp.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, pkcs8, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@dataclass
class Post:
    """What the server does and what it has got: `letters` as (sender, recipients, text), `lines` said to it in plain."""

    pem: object
    security: str = "starttls"
    user: str = "ivan"
    password: str = "s3cret"
    refuse: bool = False
    letters: list = field(default_factory=list)
    lines: list = field(default_factory=list)

    def context(self):
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.pem)
        return made


class Talk(socketserver.BaseRequestHandler):
    """One connection."""

    def handle(self):
        self.safe = False
        self.sender, self.recipients = "", []
        if self.server.post.security == "tls" and not self.wrap():
            return
        self.say("220 ready")
        self.line = self.request.makefile("rb")
        while raw := self.line.readline():
            words = raw.decode().strip()
            if not self.safe:
                self.server.post.lines.append(words)
            verb = words.upper().split(" ")[0].split(":")[0].lower()
            answer = getattr(self, f"do_{verb}", None)
            if answer is None:
                self.say("250 ok")
            elif answer(words):
                break

    def setup(self):
        self.line = None

    def finish(self):
        if self.line is not None:
            self.line.close()
        self.request.close()

    def do_ehlo(self, _words):
        offers = ["127.0.0.1", "AUTH PLAIN"]
        if self.server.post.security == "starttls" and not self.safe:
            offers.append("STARTTLS")
        for place, one in enumerate(offers):
            self.say(f"250{' ' if place == len(offers) - 1 else '-'}{one}")

    def do_starttls(self, _words):
        self.say("220 go")
        self.line.close()
        if not self.wrap():
            return True
        self.line = self.request.makefile("rb")
        return False

    def do_auth(self, words):
        _none, user, password = base64.b64decode(words.split()[2]).decode().split("\0")
        good = (user, password) == (self.server.post.user, self.server.post.password)
        self.say("235 yes" if good else "535 no")

    def do_mail(self, words):
        self.sender = words[10:].split(">")[0].lstrip("<")
        self.say("250 ok")

    def do_rcpt(self, words):
        self.recipients.append(words[8:].strip("<>"))
        self.say("550 nobody" if self.server.post.refuse else "250 ok")

    def do_data(self, _words):
        self.say("354 go")
        body = b"".join(iter(self.line.readline, b".\r\n"))
        self.server.post.letters.append((self.sender, self.recipients, body))
        self.say("250 taken")

    def do_quit(self, _words):
        self.say("221 bye")
        return True

    def say(self, words):
        self.request.sendall(f"{words}\r\n".encode())

    def wrap(self):
        try:
            self.request = self.server.post.context().wrap_socket(self.request, server_side=True)
        except (ssl.SSLError, OSError):
            return False
        self.safe = True
        return True


class Server(socketserver.ThreadingTCPServer):
    """Listens on a free port of the loopback."""

    daemon_threads = True

    def __init__(self, post):
        super().__init__(("127.0.0.1", 0), Talk)
        self.post = post

    def handle_error(self, _request, _address):
        """The client may go when it does not trust us: that is what the tests want."""

    @property
    def port(self):
        return self.server_address[1]

    def begin(self):
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def end(self):
        self.shutdown()
        self.server_close()
