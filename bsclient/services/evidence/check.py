"""Checking a ZIP of evidence without a profile, a base or a bank: every proof in it, one finding each.

The reference instant of a signature is the bank's receipt if that holds, else the time the signer claims. A key that was
revoked later than that proves nothing against the signature.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any, Final

from bsclient import clock
from bsclient.crypto import certificates, cms, revocation
from bsclient.crypto.certificates import Certificate
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.keys import fingerprint_groups
from bsclient.crypto.verify import ANYONE, BANK, Trust, Verifier
from bsclient.domain import canonical, chain
from bsclient.errors import BadInput, BadSignature, BsError
from bsclient.protocol.acts import KeptHead, Receipt
from bsclient.protocol.extracts import ExtractAct, StatusExtract
from bsclient.services.evidence import folder
from bsclient.services.evidence.folder import Folder


class Mark(StrEnum):
    """Outcome of one check; `noted` asks for a look by the reader."""

    GOOD = "good"
    NOTED = "noted"
    ABSENT = "absent"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, how it came out, a code and facts for its text."""

    subject: str
    mark: Mark
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings; `signed` is what the bytes say, None when they could not be read."""

    findings: tuple[Finding, ...]
    signed: canonical.Signed | None

    @property
    def ok(self) -> bool:
        """Whether a signature holds and nothing is wrong."""
        proved = any(one.code == "evidence_signature_good" for one in self.findings)
        return proved and all(one.mark is not Mark.BAD for one in self.findings)


_SKEW: Final = timedelta(minutes=15)
_BROKEN: Final = (BsError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


def check(data: bytes, ca_pem: bytes = b"") -> Report:
    """Check a ZIP; `ca_pem` is the bank's authority as its reader has it on trust. BadInput("evidence_unreadable")."""
    return _Checking(folder.unpack(data), ca_pem).report()


class _Checking:
    def __init__(self, found: Folder, ca_pem: bytes) -> None:
        self._folder = found
        self._findings: list[Finding] = []
        self._signed: canonical.Signed | None = None
        self._own_ca = ca_pem
        self._revoked: Mapping[str, datetime] = {}
        self._received: datetime | None = None

    def report(self) -> Report:
        if self._try("manifest", self._manifest) and self._try("certificates/ca.pem", self._authority):
            self._try(folder.DOCUMENT, self._document)
            self._part("crl", (folder.CRL,), self._crl)
            self._part("receipt", (folder.RECEIPT, folder.RECEIPT_SIGNATURE), self._receipt)
            names = [*self._folder.under("signatures", ".p7s")]
            if folder.BANK_SIGNATURE in self._folder.files:
                names.append(folder.BANK_SIGNATURE)
            for name in names:
                self._try(name, partial(self._signature, name))
            if not names:
                self._say("signatures", Mark.BAD, "evidence_signature_none")
            statuses = (folder.STATUSES, folder.STATUSES_ACT, folder.STATUSES_SIGNATURE)
            self._part("statuses", statuses, self._statuses)
            rows = (folder.JOURNAL, folder.JOURNAL_HEAD, folder.JOURNAL_SIGNATURE)
            self._part("journal", rows, self._journal)
        return Report(tuple(self._findings), self._signed)

    def _say(self, subject: str, mark: Mark, code: str, **facts: str) -> None:
        self._findings.append(Finding(subject, mark, code, facts))

    def _try(self, subject: str, act: Callable[[], None]) -> bool:
        """Do one check; whatever a badly made file raises is a finding against it."""
        try:
            act()
        except BsError as error:
            self._findings.append(Finding(subject, Mark.BAD, error.code, error.facts))
        except _BROKEN as error:
            self._say(subject, Mark.BAD, "evidence_file_form", reason=type(error).__name__)
        else:
            return True
        return False

    def _part(self, subject: str, names: Iterable[str], act: Callable[[], None]) -> None:
        """Do the check of a part that may be absent as a whole, but not by halves."""
        missing = [name for name in names if name not in self._folder.files]
        if not missing:
            self._try(subject, act)
        elif len(missing) == len(tuple(names)):
            self._say(subject, Mark.ABSENT, f"evidence_{subject}_absent")
        else:
            self._say(subject, Mark.BAD, "evidence_file_missing", value=missing[0])

    def _manifest(self) -> None:
        told: dict[str, Any] = json.loads(self._folder.get(folder.MANIFEST))["files"]
        found = {
            name: sha256_hex(data) for name, data in self._folder.files.items() if name != folder.MANIFEST
        }
        for name in sorted(told.keys() | found.keys()):
            if told.get(name) != found.get(name):
                raise BadInput("evidence_file_changed", value=name)

    def _authority(self) -> None:
        inside = certificates.load(self._folder.get(folder.CA))
        groups = " ".join(fingerprint_groups(inside.fingerprint_sha256))
        if not self._own_ca:
            self._trust(inside)
            self._say(folder.CA, Mark.NOTED, "evidence_ca_compare", value=groups)
            return
        own = certificates.load(self._own_ca)
        self._trust(own)
        if own.der != inside.der:
            raise BadSignature("evidence_ca_other", value=groups)
        self._say(folder.CA, Mark.GOOD, "evidence_ca_good", value=groups)

    def _trust(self, ca: Certificate) -> None:
        self._bank = Verifier(Trust(ca, roles=BANK))
        self._anyone = Verifier(Trust(ca, roles=ANYONE))
        self._ca = ca

    def _document(self) -> None:
        body = self._folder.get(folder.DOCUMENT)
        self._signed = canonical.decode_signed(body)
        self._say(folder.DOCUMENT, Mark.GOOD, "evidence_document_read", value=sha256_hex(body))

    def _crl(self) -> None:
        found = revocation.read_crl(self._folder.get(folder.CRL), self._ca)
        self._revoked = found.since
        facts = {"date": clock.stamp(found.issued), "value": str(len(found.serials))}
        self._say("crl", Mark.GOOD, "evidence_crl_good", **facts)

    def _receipt(self) -> None:
        data = self._folder.get(folder.RECEIPT)
        told = Receipt.decode(data)
        self._by_bank(data, folder.RECEIPT_SIGNATURE, told.time)
        body = self._folder.get(folder.DOCUMENT)
        if self._signed is None or (told.id, told.sha256) != (self._signed.id, sha256_hex(body)):
            raise BadSignature("evidence_of_other_document", value=told.id)
        self._received = told.time
        facts = {"date": clock.stamp(told.time), "number": str(told.sequence)}
        self._say("receipt", Mark.GOOD, "evidence_receipt_good", **facts)

    def _signature(self, name: str) -> None:
        container = self._folder.get(name)
        claimed = cms.parse(container).signing_time
        at = self._received or claimed
        whose = self._bank if name == folder.BANK_SIGNATURE else self._anyone
        found = whose.verify(self._folder.get(folder.DOCUMENT), container, at)
        holder = found.certificate
        if self._ended(holder, at):
            raise BadSignature("certificate_revoked", serial=holder.serial)
        facts = {"name": holder.subject_name, "organisation": holder.organisation, "serial": holder.serial}
        self._say(name, Mark.GOOD, "evidence_signature_good", date=clock.stamp(claimed), **facts)
        if self._received is not None and claimed > self._received + _SKEW:
            self._say(name, Mark.NOTED, "evidence_time_after_receipt", date=clock.stamp(claimed))

    def _statuses(self) -> None:
        act_bytes, body = self._folder.get(folder.STATUSES_ACT), self._folder.get(folder.STATUSES)
        act = ExtractAct.decode(act_bytes)
        self._by_bank(act_bytes, folder.STATUSES_SIGNATURE, act.time)
        if sha256_hex(body) not in act.hashes:
            raise BadSignature("extract_not_listed")
        told = StatusExtract.decode(body)
        document = sha256_hex(self._folder.get(folder.DOCUMENT))
        if self._signed is None or (told.id, told.sha256) != (self._signed.id, document):
            raise BadSignature("evidence_of_other_document", value=told.id)
        self._say(
            "statuses", Mark.GOOD, "evidence_statuses_good", state=told.state, date=clock.stamp(told.time)
        )

    def _journal(self) -> None:
        word = self._folder.get(folder.JOURNAL_HEAD)
        head = KeptHead.decode(word)
        self._by_bank(word, folder.JOURNAL_SIGNATURE, head.time)
        told = json.loads(self._folder.get(folder.JOURNAL))
        seq, prev, about = int(told["first"]) - 1, str(told["prev"]), 0
        for row in told["rows"]:
            seq += 1
            if int(row["seq"]) != seq:
                raise BadSignature("evidence_journal_broken", number=str(seq))
            if "row" in row:
                about += self._is_about(row["row"])
            prev = chain.link(prev, seq, chain.digest(row["row"]) if "row" in row else row["digest"])
        if (seq, prev) != (head.sequence, head.head) or not about:
            raise BadSignature("evidence_journal_broken", number=str(seq))
        self._say(
            "journal", Mark.GOOD, "evidence_journal_good", value=str(about), date=clock.stamp(head.time)
        )

    def _is_about(self, row: list[str]) -> bool:
        _at, _actor, _device, _action, about, _digest, _facts = row
        if self._signed is None or about != self._signed.id:
            raise BadSignature("evidence_of_other_document", value=about)
        return True

    def _by_bank(self, content: bytes, signature: str, at: datetime) -> None:
        holder = self._bank.verify(content, self._folder.get(signature), at).certificate
        if self._ended(holder, at):
            raise BadSignature("certificate_revoked", serial=holder.serial)

    def _ended(self, holder: Certificate, at: datetime) -> bool:
        """Whether a certificate was revoked by an instant."""
        since = self._revoked.get(holder.serial)
        return since is not None and since <= at
