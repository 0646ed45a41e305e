"""`File → Evidence`: all that proves one document, in a ZIP that an expert can check years later with `openssl` alone.

What is not there (no receipt yet, no extract, no signed head) is left out and named in the read-me; nothing is made up.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from bsclient import __version__, clock
from bsclient.crypto import certificates, cms
from bsclient.domain import chain
from bsclient.domain.attachments import hashes
from bsclient.domain.documents import registry
from bsclient.errors import NotAllowed
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.context import Workplace
from bsclient.services.documents.prints import Prints
from bsclient.services.evidence import folder
from bsclient.services.evidence import readme as evidence_readme
from bsclient.services.evidence import text as evidence_text
from bsclient.services.signing.ceremony import Signing
from bsclient.storage import blobs, documents, extracts, incoming, journal, signatures
from bsclient.storage import certificates as kept_certificates
from bsclient.storage.rows.documents import Body, DocumentRow
from bsclient.storage.rows.journal import JournalRow
from bsclient.storage.unit_of_work import Reader


@dataclass(frozen=True, slots=True)
class Evidence:
    """A ZIP and the name it should have."""

    name: str
    data: bytes


class Evidences:
    """Evidence of the documents of an open profile."""

    def __init__(self, place: Workplace, signing: Signing) -> None:
        self._place = place
        self._signing = signing

    def of(self, document_id: str) -> Evidence:
        """Return the evidence of a document; NotAllowed("evidence_unsigned") for one that nobody signed."""
        with self._place.store.read() as reader:
            row = documents.get(reader, document_id)
            body = documents.body(reader, document_id)
            if not body.canonical:
                raise NotAllowed("evidence_unsigned", number=row.number)
            files = {folder.DOCUMENT: body.canonical}
            files |= self._signatures(reader, document_id)
            files |= _receipt(body) | _extract(reader, document_id) | _attachments(reader, row, body)
            files |= _journal(reader, document_id) | _history(reader, document_id) | _crl(reader)
        files |= self._authority(files)
        files[folder.TEXT] = evidence_text.written(body.canonical).encode()
        pages = Prints(self._place, self._signing, "ru").pages([document_id])
        files[folder.PAPER] = pdf_bytes(pages, row.number)
        facts = {
            "document": row.id,
            "type": row.type,
            "number": row.number,
            "bank": self._place.profile.bank.name,
            "made": clock.stamp(self._place.now()),
            "program": __version__,
        }
        files |= evidence_readme.files(files, facts)
        number = "".join(sign for sign in row.number if sign.isascii() and sign.isalnum()) or "0"
        return Evidence(f"evidence-{number}-{row.id[-8:]}.zip", folder.pack(files, facts))

    def _signatures(self, reader: Reader, document_id: str) -> dict[str, bytes]:
        found = {
            f"signatures/{place}.p7s": row.cms
            for place, row in enumerate(signatures.of(reader, document_id), start=1)
        }
        proof = incoming.proof(reader, document_id)
        if proof is not None:
            found[folder.BANK_SIGNATURE] = proof.signature
        return found

    def _authority(self, files: dict[str, bytes]) -> dict[str, bytes]:
        """The bank's authority as the profile pinned it, and the certificates that stand in the signatures."""
        found = {folder.CA: certificates.load(self._place.profile.bank.ca_pem).pem}
        for name, data in files.items():
            if name.endswith(".p7s"):
                holder = certificates.load(cms.parse(data).certificate_der)
                found[f"certificates/{holder.serial}.pem"] = holder.pem
        return found


def _receipt(body: Body) -> dict[str, bytes]:
    if not body.receipt:
        return {}
    return {folder.RECEIPT: body.receipt, folder.RECEIPT_SIGNATURE: body.receipt_signature}


def _extract(reader: Reader, document_id: str) -> dict[str, bytes]:
    found = extracts.of(reader, document_id)
    if found is None:
        return {}
    return {
        folder.STATUSES: found.body,
        folder.STATUSES_ACT: found.act,
        folder.STATUSES_SIGNATURE: found.signature,
    }


def _crl(reader: Reader) -> dict[str, bytes]:
    """The newest list of revoked certificates that the bank has published."""
    newest = kept_certificates.newest_list(reader)
    return {} if newest is None else {folder.CRL: kept_certificates.list_bytes(reader, newest.number)}


def _attachments(reader: Reader, row: DocumentRow, body: Body) -> dict[str, bytes]:
    """The files that the document names, under their hashes, as far as this base has them."""
    kind = registry.get(row.type)
    if kind is None:
        return {}
    fields = evidence_text.fields(body.canonical)
    named = [sha256 for sha256 in hashes(kind, fields) if blobs.has(reader, sha256)]
    return {f"attachments/{sha256}": blobs.get(reader, sha256) for sha256 in named}


def _history(reader: Reader, document_id: str) -> dict[str, bytes]:
    """The steps as this program wrote them down; not signed, for reading."""
    steps = [
        {
            "at": clock.stamp(step.at),
            "by": str(step.by),
            "actor": step.actor,
            "event": str(step.event),
            "state": str(step.state),
            "bank_sequence": str(step.seq),
            "code": step.code,
            "facts": dict(step.facts),
            "note": step.note,
        }
        for step in documents.history(reader, document_id)
    ]
    return {folder.HISTORY: json.dumps(steps, ensure_ascii=False, indent=1).encode()}


def _journal(reader: Reader, document_id: str) -> dict[str, bytes]:
    """The rows of the audit journal about the document, and the chain from them to a head that the bank signed.

    Rows about other things stand there with their digests only. Without a signed head that covers the last of the
    rows there is nothing that proves them, and none are given.
    """
    about = [seq for seq in journal.of_object(reader, document_id) if seq >= journal.digests_from(reader)]
    head = journal.signed_head(reader, about[-1]) if about else None
    if head is None:
        return {}
    last, word, signature = head
    rows = journal.between(reader, about[0], last)
    own = set(about)
    told = {
        "first": str(about[0]),
        "prev": rows[0].prev,
        "rows": [_link(row, whole=row.seq in own) for row in rows],
    }
    return {
        folder.JOURNAL: json.dumps(told, ensure_ascii=False, indent=0).encode(),
        folder.JOURNAL_HEAD: word,
        folder.JOURNAL_SIGNATURE: signature,
    }


def _link(row: JournalRow, *, whole: bool) -> dict[str, object]:
    texts = journal.texts(row)
    if whole:
        return {"seq": str(row.seq), "row": texts, "hash": row.hash}
    return {"seq": str(row.seq), "digest": chain.digest(texts)}
