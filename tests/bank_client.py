"""A bare client of the bank for tests: real TLS, real keys, every call as raw as a test wants it.

ann = BankClient(bank.connection)
ann.enrol(code); ann.log_in()
answer = ann.put(ann.letter("Hello"))         # httpx2.Response
"""

import base64
import gzip
import itertools
import json
import ssl
from datetime import timedelta

import httpx2
import msgspec

from bsclient import clock
from bsclient.bank.operations import Client, NewAccount, Person
from bsclient.crypto import certificates, keys
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.signer import SoftwareSigner
from bsclient.domain.banks import BicDirectory
from bsclient.domain.canonical import Signed
from bsclient.domain.context import Context
from bsclient.domain.documents import Letter
from bsclient.domain.identity import new_id
from bsclient.protocol import acts
from bsclient.protocol.messages import BatchLine, Envelope, Event, SignedReceipt

_numbers = itertools.count(1)


def b64(data):
    return base64.b64encode(data).decode()


def new_person(core):
    """Take on a client with one signing user, an account and some entries; returns (client id, user id)."""
    number = next(_numbers)
    name = f"c{number:05}"
    account = f"40702810{number:012}"
    core.add_client(
        Client(name, f"Client {number}", "7707083893", "770701001", "(1)"),
        [Person(f"{name}-u", f"User {number}", "", 1)],
    )
    core.open_account(NewAccount(account, f"Client {number}", name))
    paid = {
        "payer_bic": "044525225",
        "payer_account": "40702810000000000001",
        "payee_bic": core.bic,
        "payee_account": account,
    }
    core.receive([paid | {"amount": f"{rubles}.00"} for rubles in (1000, 200, 30, 4, 5)])
    return name, f"{name}-u"


class BankClient:
    """One user of the bank on one device."""

    def __init__(self, connection, device="test-device"):
        self.connection = connection
        self.device = device
        self.root = certificates.load(connection["ca_pem"])
        self.key = keys.generate()
        self.signer = None
        self.client_id = self.user_id = self.token = ""
        self.context = ssl.create_default_context(cadata=connection["ca_pem"])
        self.http = httpx2.Client(
            base_url=connection["url"], verify=self.context, trust_env=False, timeout=httpx2.Timeout(40)
        )

    def close(self):
        self.http.close()

    def call(self, method, path, body=None, **options):
        """One call with the token; `body` is a dict, a structure or bytes."""
        headers = options.pop("headers", {})
        if self.token:
            headers = {"Authorization": f"Bearer {self.token}"} | headers
        if body is not None and not isinstance(body, bytes):
            body = msgspec.json.encode(body)
        return self.http.request(method, path, content=body, headers=headers, **options)

    # Enrolment and log-in, step by step and whole.

    def request_certificate(self, code, *, der=None, device=None):
        der = der if der is not None else certificates.make_request(self.key, "Test Person")
        body = {"activation_code": code, "request": b64(der), "device": device or self.device}
        return self.call("POST", "/v1/enrolments", body)

    def take_certificate(self, enrolment):
        self.signer = SoftwareSigner(self.key, certificates.load(enrolment["certificate"]))
        self.client_id, self.user_id = enrolment["client_id"], enrolment["user_id"]

    def enrol(self, code):
        answer = self.request_certificate(code)
        assert answer.status_code == 202, answer.text
        assert answer.json()["state"] == "issued", answer.text
        self.take_certificate(answer.json())
        return self

    @property
    def serial(self):
        return self.signer.certificate.serial

    def challenge(self):
        answer = self.call("POST", "/v1/challenges", {"serial": self.serial, "device": self.device})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def seen_certificate(self):
        """SHA-256 of the TLS certificate that the server shows."""
        with self.http.stream("GET", "/v1/hello") as answer:
            tls = answer.extensions["network_stream"].get_extra_info("ssl_object")
            return sha256_hex(tls.getpeercert(True))

    def login(self, challenge, **changes):
        """The login to sign, with whatever a test wants wrong."""
        known = {
            "nonce": challenge["nonce"],
            "server": challenge["server"],
            "server_certificate": self.seen_certificate(),
            "time": clock.now(),
        }
        return acts.Login(**(known | changes))

    def present(self, login, signer=None):
        signed = (signer or self.signer).sign(login.encode(), clock.now())
        return self.call("POST", "/v1/sessions", {"login": b64(login.encode()), "signature": b64(signed)})

    def log_in(self):
        answer = self.present(self.login(self.challenge()))
        assert answer.status_code == 201, answer.text
        self.token = answer.json()["token"]
        return self

    # Documents.

    def letter(
        self, subject="Question", *, identity=None, client=None, number="1", attachments=(), until=None
    ):
        """A signed letter to the bank as an envelope."""
        now = clock.now()
        fields = {
            "number": number,
            "date": clock.business_day(now).isoformat(),
            "subject": subject,
            "body": "Text of the letter",
            "thread": "",
            "attachments": list(attachments),
        }
        fields = Letter.read(fields, Context(clock.business_day(now), BicDirectory([]))).texts()
        return self.envelope(
            "letter", "bsclient.letter/1", fields, identity=identity, client=client, until=until
        )

    def envelope(self, kind, purpose, fields, *, identity=None, client=None, until=None):
        now = clock.now()
        signed = Signed(
            purpose=purpose,
            type=kind,
            version="1",
            id=identity or new_id(now),
            bank=self.connection["bic"],
            client=client or self.client_id,
            valid_until=until or now + timedelta(days=10),
            fields=fields,
        )
        body = signed.encode()
        hashes = [row["sha256"] for row in fields.get("attachments", [])]
        return Envelope(id=signed.id, body=body, signatures=[self.signer.sign(body, now)], attachments=hashes)

    def put(self, envelope, **options):
        return self.call("PUT", f"/v1/documents/{envelope.id}", envelope, **options)

    def batch(self, lines, *, packed=False, **options):
        """Send envelopes (or raw lines) as a batch; returns the response."""
        raw = b"\n".join(line if isinstance(line, bytes) else msgspec.json.encode(line) for line in lines)
        headers = {"Content-Type": "application/x-ndjson"}
        if packed:
            raw, headers = gzip.compress(raw), headers | {"Content-Encoding": "gzip"}
        return self.call("POST", "/v1/documents/batch", raw, headers=headers, **options)

    def events(self, after=0, limit=1000, wait=0):
        answer = self.call("GET", f"/v1/events?after={after}&limit={limit}&wait={wait}")
        assert answer.status_code == 200, answer.text
        return [msgspec.json.decode(line, type=Event) for line in answer.content.splitlines()]

    def all_events(self):
        found = []
        while page := self.events(found[-1].seq if found else 0):
            found += page
        return found


def receipt_in(answer):
    """The receipt of a PUT's answer."""
    assert answer.status_code in {200, 201}, (answer.status_code, answer.text)
    return msgspec.json.decode(answer.content, type=SignedReceipt)


def lines_in(answer):
    """The lines of a batch's answer."""
    assert answer.status_code == 200, (answer.status_code, answer.text)
    return [msgspec.json.decode(line, type=BatchLine) for line in answer.content.splitlines()]


def code_in(answer):
    """The code of a problem, after checking that it is a proper one."""
    assert answer.headers["content-type"] == "application/problem+json", (answer.status_code, answer.text)
    problem = json.loads(answer.content)
    assert problem["status"] == answer.status_code
    return problem["code"]
