"""The read-me of a ZIP of evidence: the commands of `openssl` for just the files that are there, in English and Russian."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bsclient import texts
from bsclient.paths import resource
from bsclient.services.evidence import folder

_NAMES: Final = {"en": folder.READ_ME, "ru": folder.READ_ME_RU}
_VERIFY: Final = (
    "openssl cms -verify -binary -inform DER -in {signature} -content {content} -CAfile certificates/ca.pem"
    " -no_check_time -out checked.tmp"
)
_WORDS: Final = {
    "absent": {"en": "(not in this ZIP)", "ru": "(в этом ZIP нет)"},
    "hash": {
        "en": 'The hash must stand in {file} as "sha256"; "time" there is the bank\'s:',
        "ru": "Хэш должен стоять в {file} как «sha256»; «time» там — время банка:",
    },
    "listed": {
        "en": "The hash must stand in the list of {file}:",
        "ru": "Хэш должен стоять в списке файла {file}:",
    },
    "chain": {
        "en": "The bank signed the head; journal/rows.json leads to it. For each row in turn: d = SHA-256 of the row's text\n"
        '(a JSON list without blanks) or its "digest"; h = SHA-256("bsclient.journal/2" + h of the row before +\n'
        'its number in 8 octets, big-endian + d); the first h before is "prev", the last h is "head" of the bank\'s word.',
        "ru": "Банк подписал голову журнала; к ней ведёт journal/rows.json. Для каждой записи по порядку: d = SHA-256 её текста\n"
        "(список JSON без пробелов) или её «digest»; h = SHA-256(«bsclient.journal/2» + h записи перед ней +\n"
        "её номер в 8 байтах, старший первым + d); первое h — «prev», последнее h — «head» в слове банка.",
    },
}


def files(found: Mapping[str, bytes], facts: Mapping[str, str]) -> dict[str, bytes]:
    """Return the read-me files for these files of evidence."""
    return {name: _text(found, facts, language).encode() for language, name in _NAMES.items()}


def _text(found: Mapping[str, bytes], facts: Mapping[str, str], language: str) -> str:
    template = resource(f"evidence/read_me.{language}.txt").read_text("utf-8")
    signed = [
        name for name in sorted(found) if name.startswith("signatures/") or name == folder.BANK_SIGNATURE
    ]
    holders = [name for name in sorted(found) if name.startswith("certificates/") and name != folder.CA]
    parts = {
        "ca": ["openssl x509 -in certificates/ca.pem -noout -subject -fingerprint -sha256"],
        "signatures": [_verify(name, folder.DOCUMENT) for name in signed],
        "names": [f"openssl x509 -in {name} -noout -subject -serial -startdate -enddate" for name in holders],
        "receipt": _proved(
            found, (folder.RECEIPT_SIGNATURE, folder.RECEIPT, folder.DOCUMENT), language, "hash"
        ),
        "statuses": _proved(
            found, (folder.STATUSES_SIGNATURE, folder.STATUSES_ACT, folder.STATUSES), language, "listed"
        ),
        "crl": ["openssl crl -inform DER -in bank/crl.der -CAfile certificates/ca.pem -noout -text"]
        if folder.CRL in found
        else [],
        "journal": [
            _verify(folder.JOURNAL_SIGNATURE, folder.JOURNAL_HEAD),
            *_WORDS["chain"][language].split("\n"),
        ]
        if folder.JOURNAL in found
        else [],
    }
    absent = [_WORDS["absent"][language]]
    shown = {name: "".join(f"   {line}\n" for line in lines or absent) for name, lines in parts.items()}
    return texts.fill(template, {**facts, **shown})


def _proved(found: Mapping[str, bytes], of: tuple[str, str, str], language: str, words: str) -> list[str]:
    """Return the commands for an act of the bank and the hash of what it is about."""
    signature, act, about = of
    if act not in found:
        return []
    return [
        _verify(signature, act),
        _WORDS[words][language].format(file=act),
        f"openssl dgst -sha256 {about}",
    ]


def _verify(signature: str, content: str) -> str:
    return _VERIFY.format(signature=signature, content=content)
