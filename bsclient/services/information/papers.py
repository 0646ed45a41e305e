"""Papers of the bank: references, statements and notices that it signed, each as a PDF with what proves it beside it.

The bank signs its document's bytes; the PDF is what they say, painted. So four files are written: the PDF, the bytes
(`NAME.pdf.json`), the bank's detached signature (`NAME.pdf.p7s`) and the bank's authority (`NAME.pdf.pem`), and anyone can check them:

    openssl cms -verify -binary -inform DER -in NAME.pdf.p7s -content NAME.pdf.json -CAfile NAME.pdf.pem -purpose any -out /dev/null

The user is asked about the PDF alone: files beside it are written where there is none, never in place of others.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bsclient.crypto import certificates
from bsclient.domain.rights import Action
from bsclient.errors import BadSignature, NotAllowed, StorageFailed
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.context import Workplace
from bsclient.services.documents.prints import Prints
from bsclient.services.files import write_bytes
from bsclient.services.signing.ceremony import Signing
from bsclient.storage import documents, incoming
from bsclient.storage.listing import Filter

if TYPE_CHECKING:
    from bsclient.services.documents.incoming import Incoming
    from bsclient.services.documents.listing import Listing, Row

TYPES: Final = ("bank_paper", "bank_statement", "control_statement")
_MOST: Final = 1000
_PDF: Final = ".pdf"


@dataclass(frozen=True, slots=True)
class PaperFiles:
    """What was written: the PDF and, beside it, the signed bytes, the signature and the authority."""

    pdf: Path
    signed: Path
    signature: Path
    authority: Path

    @classmethod
    def of(cls, path: Path) -> PaperFiles:
        """Return the names for the path that the user gave; the ending of a PDF is added where it lacks."""
        pdf = path if path.suffix.lower() == _PDF else path.with_name(path.name + _PDF)
        return cls(pdf, *(pdf.with_name(pdf.name + end) for end in (".json", ".p7s", ".pem")))


class Papers:
    """The bank's papers in an open profile."""

    def __init__(self, place: Workplace, listing: Listing, signing: Signing, told: Incoming) -> None:
        self._place = place
        self._listing = listing
        self._signing = signing
        self._incoming = told

    def list(self) -> list[Row]:
        """Return the newest papers, the last one first."""
        view = self._listing.view(Filter(types=TYPES))
        return view.page(0, min(view.count, _MOST))

    def save(self, document_id: str, path: Path) -> PaperFiles:
        """Write a paper as a PDF with its proof beside it; the bank's signature is verified first.

        Raises `NotAllowed("not_of_bank")`, BadSignature for a signature that does not hold,
        `StorageFailed("paper_name_taken")` before anything is written, and what `services.files.write_bytes` raises.
        """
        self._place.permissions.demand_documents(Action.PRINT, [document_id])
        proof = self._incoming.proof(document_id)
        if not proof.ok:
            raise BadSignature(proof.code)
        with self._place.store.read() as reader:
            row = documents.get(reader, document_id)
            kept = incoming.proof(reader, document_id)
        if kept is None:
            raise NotAllowed("not_of_bank", value=document_id)
        pages = Prints(self._place, self._signing, "ru").pages([document_id])
        made = PaperFiles.of(path)
        authority = certificates.load(self._place.profile.bank.ca_pem).pem
        proofs = (
            (made.signed, kept.canonical),
            (made.signature, kept.signature),
            (made.authority, authority),
        )
        missing = [(file, data) for file, data in proofs if not _there(file, data)]
        if made.pdf != path and os.path.lexists(made.pdf):  # the user was asked about another name
            raise StorageFailed("paper_name_taken", name=made.pdf.name)
        for file, data in (*missing, (made.pdf, pdf_bytes(pages, row.number))):
            write_bytes(file, data)
        return made


def _there(file: Path, data: bytes) -> bool:
    """Whether a file was written before with these bytes; `StorageFailed("paper_name_taken")` when it is another."""
    if not os.path.lexists(file):
        return False
    try:
        same = file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:  # a folder, or not ours to read
        same = False
    if not same:
        raise StorageFailed("paper_name_taken", name=file.name)
    return True
