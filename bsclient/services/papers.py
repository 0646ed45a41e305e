"""Papers of the bank: references, statements and notices that it signed, each as a PDF with what proves it beside it.

The bank signs its document's bytes; the PDF is what they say, painted. So four files are written: the PDF, the bytes (`.json`), the
bank's detached signature (`.p7s`) and the bank's authority (`.pem`), and anyone can check them:

    openssl cms -verify -binary -inform DER -in NAME.p7s -content NAME.json -CAfile NAME.pem -purpose any -out /dev/null
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bsclient.crypto import certificates
from bsclient.domain.rights import Action
from bsclient.errors import BadSignature, NotAllowed
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.context import Workplace
from bsclient.services.files import write_bytes
from bsclient.services.prints import Prints
from bsclient.services.signing import Signing
from bsclient.storage import documents, incoming
from bsclient.storage.listing import Filter

if TYPE_CHECKING:
    from bsclient.services.incoming import Incoming
    from bsclient.services.listing import Listing, Row

TYPES: Final = ("bank_paper", "bank_statement", "control_statement")
_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class PaperFiles:
    """What was written: the PDF and, beside it, the signed bytes, the signature and the authority."""

    pdf: Path
    signed: Path
    signature: Path
    authority: Path


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

        Raises `NotAllowed("not_of_bank")`, BadSignature for a signature that does not hold, and what
        `services.files.write_bytes` raises.
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
        made = PaperFiles(*(path.with_suffix(end) for end in (".pdf", ".json", ".p7s", ".pem")))
        authority = certificates.load(self._place.profile.bank.ca_pem).pem
        for file, data in (
            (made.signed, kept.canonical),
            (made.signature, kept.signature),
            (made.authority, authority),
            (made.pdf, pdf_bytes(pages, row.number)),
        ):
            write_bytes(file, data)
        return made
