"""Payments found in pictures, PDF files and copied text: what each says, ready for the form or for the preview of imports.

Nothing here stores, signs or sends. A picture or a page is kept beside what was read from it, so that the user can
compare. BadInput: why nothing was found (`qr_*`, `pdf_*`, `text_*`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bsclient.domain import money
from bsclient.domain.problems import Problem, Severity
from bsclient.errors import BadInput
from bsclient.formats import invoice_text, model, payment_qr, pdf_pages, qr
from bsclient.formats.found_payment import FoundPayment, Piece, Sure
from bsclient.formats.onec.payments import payment_to_document
from bsclient.services.context import Workplace
from bsclient.services.documents.checking import PAYMENT
from bsclient.services.documents.drafts import Draft, Drafts
from bsclient.services.imports.filecheck import NEUTRAL
from bsclient.storage import ledger

CLIPBOARD: Final = "clipboard"
_BANK: Final = ("payee_bank_name", "payee_corr_account")
_BY_BIC: Final = 90


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of one byte a pixel."""

    grey: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A payment with the picture it was read from (none for a text) and the corners of its code in it."""

    payment: FoundPayment
    picture: Picture | None = None
    corners: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What one source holds, at least one payment. `octets` are what it was read from, `name` is shown."""

    name: str
    candidates: tuple[Candidate, ...]
    octets: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Filled:
    """An unsaved draft with what it was made of: pieces by field, problems of the source, what was not found."""

    draft: Draft
    candidate: Candidate
    name: str
    pieces: Mapping[str, Piece]
    problems: tuple[Problem, ...]


class PaymentSources:
    """Reads sources of an open profile."""

    def __init__(self, place: Workplace, drafts: Drafts) -> None:
        self._place, self._drafts = place, drafts

    # reading ------------------------------------------------------------------------------------------------------

    def picture(self, picture: Picture, name: str) -> Found:
        """Read every payment code of a picture."""
        codes = qr.read_all(picture.grey, picture.width, picture.height)
        return Found(name, _of_codes(codes, picture), b"\n".join(code.data for code in codes))

    def pdf(self, data: bytes, name: str) -> Found:
        """Read the codes on the first pages of a PDF; without any, the requisites in its text."""
        pages = pdf_pages.read(data)
        found: list[Candidate] = []
        refused: BadInput | None = None
        for page in pages:
            picture = Picture(page.grey, page.width, page.height)
            try:
                found += _of_codes(qr.read_all(page.grey, page.width, page.height), picture)
            except BadInput as error:
                refused = error if error.code != "qr_none" or refused is None else refused
        if found:
            return Found(name, tuple(found), data)
        text = "\n".join(page.text for page in pages)
        if text.strip() and (refused is None or refused.code == "qr_none"):
            picture = Picture(pages[0].grey, pages[0].width, pages[0].height)
            payments = invoice_text.read(text, self._own())
            return Found(name, tuple(Candidate(one, picture) for one in payments), data)
        raise refused or BadInput("qr_none")

    def payload(self, data: bytes, name: str) -> Found:
        """Read a file with the octets of a code."""
        return Found(name, (Candidate(payment_qr.read(data)),), data)

    def text(self, text: str, name: str = CLIPBOARD) -> Found:
        """Read a copied text: the payload of a code, an invoice, rows of a table."""
        octets = text.encode("utf-8", "replace")
        bare = text.strip()
        if payment_qr.looks(bare) or _one_link(bare):
            return Found(name, (Candidate(payment_qr.read_text(bare)),), octets)
        payments = invoice_text.read(text, self._own())
        return Found(name, tuple(Candidate(one) for one in payments), octets)

    # using --------------------------------------------------------------------------------------------------------

    def fill(self, candidate: Candidate, name: str = "", account: str = "") -> Filled:
        """Return an unsaved draft of a payment that was found. NotAllowed as `Drafts.new`."""
        payment = candidate.payment
        pieces = {piece.field: piece for piece in payment.pieces if piece.value}
        pieces |= {piece.field: piece for piece in self._bank(payment.raw)}
        given = {field: piece.value for field, piece in pieces.items()}
        fresh = self._drafts.new(PAYMENT, account)
        draft = dataclasses.replace(fresh, raw={**fresh.raw, **given})
        return Filled(draft, candidate, name, pieces, (*payment.problems, *self._payer(payment)))

    def as_file(self, candidates: Sequence[Candidate]) -> model.ExchangeFile:
        """Return several payments as a file for the preview of imports; what was guessed is among its problems."""
        documents, problems = [], []
        for index, candidate in enumerate(candidates, 1):
            payment = candidate.payment
            raw = payment.raw
            document = payment_to_document({**raw, "number": "", "date": ""}, index)
            documents.append(dataclasses.replace(document, line=index))
            problems += [_told(index, problem) for problem in payment.problems]
            problems += [_marked(index, piece) for piece in payment.pieces if _changed(piece)]
        if any(
            piece.sure is Sure.GUESSED and piece.source == piece.value
            for one in candidates
            for piece in one.payment.pieces
        ):
            problems.append(model.FileProblem(None, 1, "", "found_columns", Severity.WARN))
        return model.ExchangeFile(
            format=CLIPBOARD, documents=tuple(documents), problems=tuple(problems), role=model.ORDERS
        )

    # inside -------------------------------------------------------------------------------------------------------

    def _own(self) -> invoice_text.Own:
        organisation = self._place.profile.organisation
        with self._place.store.read() as reader:
            accounts = frozenset(row.number for row in ledger.accounts(reader))
        return invoice_text.Own(organisation.inn, organisation.name, accounts)

    def _bank(self, raw: Mapping[str, str]) -> list[Piece]:
        """Return what the directory knows of the payee's bank and the source does not say."""
        entry = self._place.banks.find(raw.get("payee_bic", ""))
        if entry is None:
            return []
        known = (", ".join(filter(None, (entry.name, entry.town))), entry.correspondent_account)
        return [
            Piece(name, value, raw["payee_bic"], "BIC", Sure.GUESSED, _BY_BIC)
            for name, value in zip(_BANK, known, strict=True)
            if value and not raw.get(name)
        ]

    def _payer(self, payment: FoundPayment) -> list[Problem]:
        own, said = self._place.profile.organisation.inn, payment.others.get("PayerINN", "")
        if not said or said == own:
            return []
        return [Problem("payer_inn", "qr_payer_other", Severity.WARN, {"value": said, "expected": own})]


def _of_codes(codes: Sequence[qr.Code], picture: Picture) -> tuple[Candidate, ...]:
    """Return the payments among codes; raises why there is none. Other codes beside one are told."""
    found: list[tuple[FoundPayment, qr.Code]] = []
    refused: list[BadInput] = []
    for code in codes:
        try:
            found.append((payment_qr.read(code.data), code))
        except BadInput as error:
            refused.append(error)
    if not found:
        raise refused[0]
    others = tuple(
        Problem("", "qr_others", Severity.INFO, {"value": error.facts.get("value", "") or error.code})
        for error in refused
    )
    return tuple(
        Candidate(dataclasses.replace(payment, problems=(*payment.problems, *others)), picture, code.corners)
        for payment, code in found
    )


def _one_link(text: str) -> bool:
    """Whether a text is one word that a code of another kind would hold."""
    return len(text.split()) == 1 and payment_qr.refuse(text).code != "qr_other"


def _told(index: int, problem: Problem) -> model.FileProblem:
    name = NEUTRAL.get(problem.field, problem.field)
    return model.FileProblem(index, index, name, problem.code, problem.severity, problem.facts)


def _marked(index: int, piece: Piece) -> model.FileProblem:
    """Say what was concluded, or only written otherwise."""
    guessed = piece.sure is Sure.GUESSED and not _alike(piece)
    facts = {"value": piece.value, "source": piece.source[:80]}
    return model.FileProblem(
        index, index, NEUTRAL.get(piece.field, piece.field), "found_guessed" if guessed else "found_changed",
        Severity.WARN if guessed else Severity.INFO, facts,
    )  # fmt: skip


def _changed(piece: Piece) -> bool:
    """Whether the source says something else; the same sum written otherwise is not worth a word."""
    return piece.source != piece.value and not (piece.field == "amount" and _alike(piece))


def _alike(piece: Piece) -> bool:
    """Whether value and source differ in blanks and signs only."""
    if piece.field == "amount":
        try:
            return money.plain(money.parse_amount(piece.source)) == piece.value
        except ValueError:
            return False
    return _letters(piece.value) == _letters(piece.source)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
