"""Somebody in the middle: whatever certificate he shows, nothing is said to him; the control is a client that believes anybody."""

import datetime as dt
import socket
import ssl
import subprocess
import threading
import warnings

import httpx2
import pytest

from bsclient.crypto.certificates import CertificateAuthority
from bsclient.errors import BsError, Unreachable
from bsclient.sync.https import HttpsTransport, tls_context

NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)
OURS = CertificateAuthority.create("Bank", NOW - 60 * DAY, 365)


def old(context, highest):
    """Let a context speak what is long forbidden."""
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = highest


class Middle:
    """A TLS server that notes what it is told."""

    def __init__(self, file, highest=None):
        self.heard = b""
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(file)
        if highest is not None:
            old(self.context, highest)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                plain, _ = self.socket.accept()
            except OSError:
                return
            try:
                with self.context.wrap_socket(plain, server_side=True) as secure:
                    self.heard += secure.recv(4096)
                    secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            except OSError:
                plain.close()

    def close(self):
        self.socket.close()


def issued(authority, hosts=("127.0.0.1",), since=NOW - DAY, days=20):
    pem, key = authority.issue_server(list(hosts), since, days)
    return pem + key


def self_signed(folder):
    """What a debugging proxy or a router shows."""
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "9",
    ]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        [*command, "-keyout", "k.pem", "-out", "c.pem", *names], cwd=folder, check=True, capture_output=True
    )
    return (folder / "c.pem").read_bytes() + (folder / "k.pem").read_bytes()


def client_certificate():
    """A client's own certificate under the right authority: it is for signing, not for a server."""
    from bsclient.crypto import keys
    from bsclient.crypto.certificates import make_request

    key = keys.generate()
    return OURS.issue(make_request(key, "127.0.0.1"), at=NOW - DAY, days=20).pem + key.to_pem()


WRONG = {
    "other_authority": lambda _: issued(CertificateAuthority.create("Bank", NOW - DAY, 365)),
    "self_signed": self_signed,
    "expired": lambda _: issued(OURS, since=NOW - 30 * DAY, days=10),
    "not_yet_valid": lambda _: issued(OURS, since=NOW + DAY),
    "other_host": lambda _: issued(OURS, hosts=("192.0.2.1", "bank.example")),
    "client_certificate": lambda _: client_certificate(),
}


def met(middle, ca=None):
    """Call the bank through whoever listens; returns the error."""
    line = HttpsTransport(f"https://127.0.0.1:{middle.port}", ca or OURS.certificate.pem.decode(), timeout=5)
    try:
        line.hello()
    except BsError as error:
        return error
    finally:
        line.close()
    return None


@pytest.fixture
def middle(tmp_path):
    opened = []

    def make(pem, **settings):
        file = tmp_path / "server.pem"
        file.write_bytes(pem)
        opened.append(Middle(file, **settings))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.mark.parametrize("kind", sorted(WRONG))
def test_nothing_is_said_to_anybody_else(middle, tmp_path, kind):
    him = middle(WRONG[kind](tmp_path))
    error = met(him)
    assert isinstance(error, Unreachable)
    assert error.code == "bank_unreachable"
    assert him.heard == b""


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_old_versions_of_tls_are_refused(middle, version):
    him = middle(issued(OURS), highest=version)
    assert isinstance(met(him), Unreachable)
    assert him.heard == b""
    lax = ssl.create_default_context(cadata=OURS.certificate.pem.decode())
    old(lax, version)
    with httpx2.Client(verify=lax) as control:
        control.get(f"https://127.0.0.1:{him.port}/v1/hello")
    assert him.heard


def test_the_right_certificate_is_talked_to(middle):
    him = middle(issued(OURS))
    met(him)
    assert him.heard.startswith(b"GET /v1/hello")


def test_authorities_of_the_system_are_not_asked():
    context = tls_context(OURS.certificate.pem.decode())
    assert len(context.get_ca_certs()) == 1
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED


def test_proxies_of_the_environment_are_passed_by(middle, monkeypatch):
    him = middle(issued(OURS))
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    met(him)
    assert him.heard


def test_control_a_client_that_believes_anybody_talks_to_him(middle, tmp_path):
    him = middle(self_signed(tmp_path))
    with httpx2.Client(verify=False) as careless:
        careless.get(f"https://127.0.0.1:{him.port}/v1/hello")
    assert him.heard.startswith(b"GET /v1/hello")
