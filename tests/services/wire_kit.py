"""A profile with real keys whose bank is played by the test: `Teller` says whatever a test wants a bank to say."""

import datetime as dt
import threading
from dataclasses import replace

from local_kit import BIC, OTHER, OWN, account, office, save

from bsclient.crypto import keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.signer import SoftwareSigner
from bsclient.domain.canonical import Signed
from bsclient.domain.identity import new_id
from bsclient.errors import Refused
from bsclient.protocol import acts
from bsclient.protocol.extracts import ExtractAct, ExtractBatch, StatusExtract
from bsclient.protocol.letters import LetterMarkKept
from bsclient.protocol.messages import BatchLine, Event, Hello, Limits, Problem, Session, SignedReceipt
from bsclient.services.context import Workplace
from bsclient.services.documents.drafts import Drafts
from bsclient.services.exchange.delivery import Delivery
from bsclient.services.letters.threads import Letters
from bsclient.services.payees.book import Payees
from bsclient.services.profiles import LoginSigner
from bsclient.services.signing.ceremony import Signing
from bsclient.storage import documents, ledger

LIMITS = Limits(body=2**20, batch=2**23, batch_documents=1000, attachment=2**20, events=1000, wait_seconds=25)


class Teller:
    """A bank without a wire, with real signatures; what is set on it goes wrong."""

    def __init__(self, clock):
        start = clock() - dt.timedelta(days=1)
        self.authority = CertificateAuthority.create("Test", start, 3650)
        certificate, key = self.authority.issue_bank_signer("Bank", at=start, days=700)
        self.signer = SoftwareSigner(key, certificate)
        self.clock = clock
        self.offset = dt.timedelta()
        self.feed = []
        self.sent = []
        self.blobs, self.pieces = {}, {}
        self.read, self.marks = [], {}
        self.directories = {}
        self.answer = self.receipt_line
        self.refused = {}
        self.lists = {}
        self.known = (0, "")
        self.altered = lambda extract: extract

    def say(self, kind, data, seq=None, time=None):
        """Put an event into the feed."""
        self.feed.append(
            Event(seq=seq or len(self.feed) + 1, kind=kind, time=time or self.clock(), data=data)
        )

    def receipt(self, identity, sha256):
        told = acts.Receipt(identity, sha256, self.clock(), 1).encode()
        return SignedReceipt(receipt=told, signature=self.signer.sign(told, self.clock()))

    def receipt_line(self, envelope):
        return BatchLine(id=envelope.id, receipt=self.receipt(envelope.id, sha256_hex(envelope.body)))

    def refusal(self, envelope, code="bad_request"):
        return BatchLine(id=envelope.id, problem=Problem(status=400, code=code))

    def letter(self, **fields):
        """A signed letter of the bank as data of an event."""
        told = {"thread": "", "author": "Bank", "subject": "S", "body": "B"} | fields
        body = Signed(
            acts.BANK_DOCUMENT, "bank_letter", "1", new_id(self.clock()), BIC, "c1", self.clock(), told
        ).encode()
        return {"body": body, "signature": self.signer.sign(body, self.clock())}

    # The calls of a transport.

    def _may(self, call):
        if call in self.refused:
            raise self.refused[call]

    def hello(self):
        return Hello(
            bank="B", bic=BIC, protocol_min=1, protocol_max=1, time=self.clock() + self.offset, limits=LIMITS,
            ca_fingerprint="",
        )  # fmt: skip

    def login(self, key, device, at):
        self._may("login")
        known = {"journal_sequence": self.known[0], "journal_head": self.known[1]}
        return Session(token="0" * 64, idle_seconds=600, client_id="c1", user_id="u1", **known)

    def crl(self, sha256):
        self._may("crl")
        ended = (self.authority.revoked, self.clock().date())
        if ended not in self.lists:
            self.lists[ended] = self.authority.crl(
                self.clock() - dt.timedelta(minutes=1), number=len(self.lists) + 1
            )
        made = self.lists[ended]
        return None if sha256_hex(made) == sha256 else made

    def logout(self):
        pass

    def close(self):
        pass

    def send(self, envelopes):
        self._may("send")
        self.sent += envelopes
        return [self.answer(envelope) for envelope in envelopes]

    def events(self, after, limit, wait):
        return [event for event in self.feed if event.seq > after][:limit]

    def put_blob(self, sha256, data):
        self._may("put_blob")
        self.blobs[sha256] = data

    def get_blob(self, sha256):
        self._may("get_blob")
        if sha256 not in self.blobs:
            raise Refused("bank_not_found")
        return self.blobs[sha256]

    def blob_held(self, sha256, total):
        self._may("blob_held")
        return len(self.pieces.get(sha256, b""))

    def put_piece(self, sha256, start, data, total):
        self._may("put_piece")
        assert start == len(self.pieces.get(sha256, b""))
        self.pieces[sha256] = self.pieces.get(sha256, b"") + data
        if len(self.pieces[sha256]) == total:
            self.blobs[sha256] = self.pieces.pop(sha256)

    def get_piece(self, sha256, start, length):
        self._may("get_piece")
        return self.blobs[sha256][start : start + length]

    def is_whole(self, sha256, data):
        return sha256_hex(data) == sha256

    def letter_read(self, identity):
        self._may("letter_read")
        self.read.append(identity)

    def letter_mark(self, thread, mark):
        self._may("letter_mark")
        self.marks[thread] = mark
        day = dt.timedelta(days=1)
        return LetterMarkKept(
            thread=thread, mark=mark.mark, note=mark.note, at=self.clock(), until=self.clock() + day
        )

    def directory(self, name, version):
        self._may("directory")
        return self.directories.get(name)

    def extracts(self, request):
        self._may("extracts")
        known = {envelope.id: sha256_hex(envelope.body) for envelope in self.sent}
        told = [
            StatusExtract(wish.id, known[wish.id], "c1", self.clock(), "executed", ())
            for wish in request.documents
            if wish.id in known
        ]
        return self.extract_batch([self.altered(one) for one in told])

    def extract_batch(self, extracts, *, listed=None):
        """Extracts with the signed act over them, or over others."""
        bodies = [one.encode() for one in extracts]
        hashes = tuple(sha256_hex(one.encode()) for one in (extracts if listed is None else listed))
        act = ExtractAct("c1", self.clock(), hashes).encode()
        return ExtractBatch(act=act, signature=self.signer.sign(act, self.clock()), extracts=bodies)

    def journal(self, head):
        self._may("journal")
        self.known = (head.sequence, head.head)
        told = acts.KeptHead(
            "client", "user", "device", head.sequence, head.head, 1, "0" * 64, self.clock()
        ).encode()
        return SignedReceipt(receipt=told, signature=self.signer.sign(told, self.clock()))


class Wired:
    """An office on the line with the teller."""

    def __init__(self, folder):
        self.office = office(folder)
        self.clock = self.office.clock
        self.store = self.office.store
        self.teller = Teller(self.clock)
        key = keys.generate()
        certificate = self.teller.authority.issue(
            make_request(key, "Иванова А. А."), at=self.clock() - dt.timedelta(hours=1), days=365
        )
        self.signer = SoftwareSigner(key, certificate)
        old = self.office.place
        bank = replace(old.profile.bank, ca_pem=self.teller.authority.certificate.pem.decode())
        user = replace(old.user, group="1", certificate_pem=certificate.pem.decode())
        profile = replace(old.profile, bank=bank, users=(user,))
        self.place = Workplace(self.store, profile, user, old.banks, old.changes, self.clock)
        self.payees = Payees(self.place)
        self.drafts = Drafts(self.place, self.payees)
        self.letters = Letters(self.place, self.drafts)
        self.signing = Signing(self.place, self.drafts.checker)
        self.delivery = Delivery(
            self.place, LoginSigner(self.signer), lambda: self.teller, self.keep_directory
        )

    def keep_directory(self, name, version, data):
        self.place.books.offered(name, version, data)

    def payment(self, **changes):
        return save(self, **changes).id

    def signed(self, *ids):
        """Sign documents; all get their full set."""
        sheet = self.signing.prepare(ids)
        assert not sheet.refused, sheet.refused
        done = self.signing.sign_with(sheet, self.signer)
        assert not done.failed, done.failed
        return done.full

    def queued(self, *ids):
        self.delivery.queue(self.signed(*ids))

    def synchronise(self):
        return self.delivery.synchronise(lambda _: None, threading.Event())

    def state(self, identity):
        with self.store.read() as reader:
            return documents.get(reader, identity).state

    def row(self, identity):
        with self.store.read() as reader:
            return documents.get(reader, identity)

    def close(self):
        self.store.close()


def codes(report):
    return [problem.code for problem in report.problems]


__all__ = ["OTHER", "OWN", "Teller", "Wired", "account", "codes", "ledger"]
