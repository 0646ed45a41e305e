"""Write pain.002: version 3 for older systems, version 10 as Russian banks give it today."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import BinaryIO, Final

from bsclient.formats import amounts
from bsclient.formats.iso.frame import created, message_id
from bsclient.formats.iso.parties import CODE, NOT_PROVIDED, Style, account_xml, agent_xml, party_inside
from bsclient.formats.iso.remittance import split_purpose
from bsclient.formats.model import ANSWERS, ExchangeDocument, ExchangeFile, Party
from bsclient.formats.pain.answers import REASON, STATUS, WORDS
from bsclient.formats.xml_out import DECLARATION, escaped, leaf, nest

HOLDS: Final = frozenset(
    (
        ANSWERS,
        "number",
        "date",
        "amount",
        "currency",
        "name",
        "inn",
        "counter_account",
        "bic",
        "bank_name",
        "correspondent_account",
        "own_party",
        "purpose",
        "extra",
    )
)

_VERSIONS: Final = {"3": Style("001.03", new=False), "10": Style("001.10", new=True)}
_SHORT: Final = 35
_LINE: Final = 105
_REASON_CODE: Final = 4
_STATUS: Final = 4
_GROUP_ONLY: Final = "GrpSts"
_ORIGINAL: Final = "pain.001"


def write(out: BinaryIO, file: ExchangeFile, version: str = "10") -> None:
    """Write answers, those of one block together."""
    style = _VERSIONS[version]
    name = f"pain.002.{style.version}"
    out.write(
        f'{DECLARATION}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{name}"><CstmrPmtStsRpt>'.encode()
    )
    get = file.header.get
    header = nest("GrpHdr", leaf("MsgId", message_id(file), _SHORT), leaf("CreDtTm", created(file)))
    whole = next((d for d in file.documents if _GROUP_ONLY in d.extra), None)
    original = (
        leaf("OrgnlMsgId", get("OrgnlMsgId") or NOT_PROVIDED, _SHORT),
        leaf("OrgnlMsgNmId", get("OrgnlMsgNmId") or _ORIGINAL, _SHORT),
        leaf("GrpSts", get("GrpSts") or _group_status(file)),
        _reason(whole) if whole else "",
    )
    out.write(f"{header}{nest('OrgnlGrpInfAndSts', *original)}\n".encode())
    answers = [document for document in file.documents if document is not whole]
    blocks = groupby(answers, lambda d: d.extra.get("OrgnlPmtInfId", ""))
    out.writelines(_block(block, list(documents), style).encode() for block, documents in blocks)
    out.write(b"</CstmrPmtStsRpt></Document>\n")


def _group_status(file: ExchangeFile) -> str:
    """Return what is true of all payments, or that it is not the same for all (PART)."""
    found = Counter(d.extra.get(STATUS) or d.extra.get("PmtInfSts", "") for d in file.documents)
    if len(found) == 1:
        return next(iter(found))
    return "PART" if found else ""


def _block(block: str, documents: list[ExchangeDocument], style: Style) -> str:
    pieces = [leaf("OrgnlPmtInfId", block or NOT_PROVIDED, _SHORT)]
    if len(documents) == 1 and "PmtInfSts" in documents[0].extra:
        pieces += [leaf("PmtInfSts", documents[0].extra["PmtInfSts"]), _reason(documents[0])]
    else:
        pieces += [_answer(document, style) for document in documents]
    return nest("OrgnlPmtInfAndSts", *pieces) + "\n"


def _answer(document: ExchangeDocument, style: Style) -> str:
    get = document.extra.get
    return nest(
        "TxInfAndSts",
        leaf("StsId", get("StsId", ""), _SHORT),
        leaf("OrgnlInstrId", get("OrgnlInstrId", ""), _SHORT),
        leaf("OrgnlEndToEndId", document.number or NOT_PROVIDED, _SHORT),
        leaf("TxSts", get(STATUS, ""), _STATUS),
        _reason(document),
        leaf("AccptncDtTm", get("AccptncDtTm", "")),
        leaf("AcctSvcrRef", get("AcctSvcrRef", ""), _SHORT),
        _reference(document, style),
    )


def _reason(document: ExchangeDocument) -> str:
    """Write why: codes of the ISO list have four characters, others are the bank's own."""
    reason, words = document.extra.get(REASON, ""), document.extra.get(WORDS, "")
    code = leaf("Cd" if len(reason) == _REASON_CODE else "Prtry", reason, _SHORT)
    lines = [f"<AddtlInf>{escaped(line)}</AddtlInf>" for line in _lines(words)]
    return nest("StsRsnInf", nest("Rsn", code), *lines)


def _lines(words: str) -> list[str]:
    """Divide the bank's words at blanks into lines of at most 105 characters."""
    lines: list[str] = []
    for word in words.split():
        for start in range(0, len(word), _LINE):
            piece = word[start : start + _LINE]
            if lines and len(lines[-1]) + len(piece) < _LINE:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines


def _reference(document: ExchangeDocument, style: Style) -> str:
    """Write what the answer repeats of the payment."""
    amount = ""
    if document.amount is not None:
        currency = document.currency or "RUB"
        amount = f'<Amt><InstdAmt Ccy="{currency}">{amounts.plain(document.amount)}</InstdAmt></Amt>'
    day = document.date.isoformat() if document.date else ""
    purpose = [f"<Ustrd>{escaped(piece)}</Ustrd>" for piece in split_purpose(document.purpose)]
    return nest(
        "OrgnlTxRef",
        amount,
        nest("ReqdExctnDt", leaf("Dt", day)) if style.new else leaf("ReqdExctnDt", day),
        nest("RmtInf", *purpose),
        _party("Dbtr", document.payer, style),
        account_xml("DbtrAcct", document.payer.account[:CODE]),
        agent_xml("DbtrAgt", document.payer.bank, style),
        agent_xml("CdtrAgt", document.payee.bank, style),
        _party("Cdtr", document.payee, style),
        account_xml("CdtrAcct", document.payee.account[:CODE]),
    )


def _party(name: str, party: Party, style: Style) -> str:
    inside = party_inside(party)
    return nest(name, nest("Pty", inside) if style.new else inside)
