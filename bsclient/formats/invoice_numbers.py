"""Numbers of an invoice: taxpayer, tax office, bank and accounts, told apart by their labels, lengths and check digits.

An invoice names two parties. A number that stands behind a word for the buyer, or that is the reader's own, is not the
payee's. A number behind its label whose check digits are right is stated; one without a label is a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from bsclient.domain.checks import account_key_ok, bic_ok, inn_ok, kbk_ok, kpp_ok, oktmo_ok, uin_form_ok
from bsclient.domain.problems import Problem, Severity
from bsclient.formats.found_payment import Piece, Sure

_NUMBER: Final = re.compile(r"(?<![0-9])[0-9](?:[0-9]|[ \u00a0\u2009\u202f.\-](?=[0-9]))*(?![0-9])")
_BUYER: Final = re.compile(r"покупател|заказчик|плательщик|грузополучател|абонент|потребител", re.IGNORECASE)
_SELLER: Final = re.compile(
    r"поставщик|продавец|исполнител|(?<!грузо)получател|подрядчик|арендодател|кредитор|взыскател",
    re.IGNORECASE,
)
_INN_KPP: Final = re.compile(
    r"ИНН\s*/\s*КПП[^0-9]{0,6}([0-9 \u00a0]{5,16}?)\s*/\s*([0-9A-Z]{9})", re.IGNORECASE
)
_ACCOUNT_LENGTH: Final = 20
_LONGEST: Final = 40
"""No number of a payment is longer, blanks included."""

_LABELS: Final = 24
_BEGINNINGS: Final = ("03", "30", "40", "41", "42", "45", "47")
"""Digits with blanks between them are an account only if they begin like one."""

_CORRESPONDENT: Final = ("30101", "40102")
LABELLED, UNLABELLED, DOUBTFUL = 100, 75, 40


@dataclass(frozen=True, slots=True)
class Own:
    """The reader's own requisites: they are never the payee's."""

    inn: str = ""
    name: str = ""
    accounts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Number:
    """A run of digits: as written, without blanks, where it stands, the words before it, whose side it is on."""

    source: str
    digits: str
    place: int
    label: str
    buyer: bool


class Sides:
    """Which party a place of the text belongs to: that of the last word for one before it."""

    def __init__(self, text: str) -> None:
        words = [(one.start(), True) for one in _BUYER.finditer(text)]
        words += [(one.start(), False) for one in _SELLER.finditer(text)]
        words.sort()
        self._places = [place for place, _buyer in words]
        self._buyers = [buyer for _place, buyer in words]

    def buyer(self, place: int) -> bool:
        """Whether a place belongs to the buyer."""
        before = bisect_left(self._places, place)
        return before > 0 and self._buyers[before - 1]


def numbers(text: str, sides: Sides) -> list[Number]:
    """Return every run of digits; of runs with blanks the whole, its words, and groups that make an account."""
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        for start, end in dict.fromkeys(_parts(match[0])):
            place = match.start() + start
            source = match[0][start:end]
            line = text.rfind("\n", max(0, place - _LABELS), place) + 1
            label = text[max(line, place - _LABELS, 0) : place]
            digits = re.sub(r"[^0-9]", "", source)
            found.append(Number(source, digits, place, label.casefold(), sides.buyer(place)))
    return found


def _parts(source: str) -> Iterator[tuple[int, int]]:
    words = [(one.start(), one.end()) for one in re.finditer(r"[0-9]+", source)]
    if len(source) <= _LONGEST:
        yield 0, len(source)
    yield from words
    for first in range(len(words)):
        length = 0
        for start, end in words[first : first + _ACCOUNT_LENGTH]:
            length += end - start
            if length >= _ACCOUNT_LENGTH:
                if length == _ACCOUNT_LENGTH:
                    yield words[first][0], end
                break


class Finder:
    """Finds the payee's numbers in a text; `pieces` and `problems` are what was found."""

    def __init__(self, text: str, own: Own) -> None:
        self.pieces: list[Piece] = []
        self.problems: list[Problem] = []
        self._text, self._own = text, own
        self._sides = Sides(text)
        self._numbers = [
            each for each in numbers(text, self._sides) if each.digits not in {own.inn, *own.accounts}
        ]

    def run(self) -> None:
        """Find all numbers."""
        self._bank_and_accounts()
        self._taxpayer()
        for field, label, length in (("kbk", "кбк", 20), ("oktmo", "октмо", 11), ("uin", "уин", 25)):
            self._budget(field, label, length)

    # bank -----------------------------------------------------------------------------------------------------------

    def _bank_and_accounts(self) -> None:
        bics = self._candidates(lambda each: bic_ok(each.digits), "бик")
        accounts = [each for each in self._numbers if self._is_account(each)]
        settled = [each for each in accounts if not each.digits.startswith(_CORRESPONDENT)]
        bank, account = self._pair(bics, settled)
        if bank is not None:
            sure = "бик" in bank.label
            self._keep("payee_bic", bank, LABELLED if sure else UNLABELLED, "БИК")
        if account is not None:
            self._account("payee_account", account, bank)
            others = {each.digits for each in settled} - {account.digits}
            if others:
                self._tell("payee_account", "text_several", ", ".join(sorted(others)))
        own = [each for each in accounts if each.digits.startswith(_CORRESPONDENT)]
        fits = [each for each in own if bank is not None and account_key_ok(bank.digits, each.digits)]
        if own:
            self._account("payee_corr_account", (fits or own)[0], bank)

    def _is_account(self, number: Number) -> bool:
        words = number.label
        other = any(word in words for word in ("кбк", "уин", "уип", "л/с", "лицев"))
        whole = number.source == number.digits or number.digits.startswith(_BEGINNINGS)
        return len(number.digits) == _ACCOUNT_LENGTH and whole and not other and not number.buyer

    def _pair(self, bics: list[Number], accounts: list[Number]) -> tuple[Number | None, Number | None]:
        """Return a bank and an account whose key is right at it, else the first of each."""
        for bank in bics:
            for account in accounts:
                if account_key_ok(bank.digits, account.digits):
                    return bank, account
        return (bics[0] if bics else None), (accounts[0] if accounts else None)

    def _account(self, field: str, number: Number, bank: Number | None) -> None:
        right = bank is not None and account_key_ok(bank.digits, number.digits)
        self._keep(field, number, LABELLED if right else DOUBTFUL, "счёт")
        if bank is not None and not right:
            self._tell(field, "text_key", number.digits, Severity.BLOCK)

    # taxpayer -------------------------------------------------------------------------------------------------------

    def _taxpayer(self) -> None:
        joint = [m for m in _INN_KPP.finditer(self._text) if not self._sides.buyer(m.start())]
        inns = self._candidates(lambda each: inn_ok(each.digits), "инн")
        for match in joint:
            inn = re.sub(r"[^0-9]", "", match[1])
            if inn != self._own.inn:
                self._joint(inn, match)
                return
        if inns:
            inn_number = inns[0]
            self._keep("payee_inn", inn_number, LABELLED if "инн" in inn_number.label else UNLABELLED, "ИНН")
        else:
            self._wrong_inn()
        kpps = self._candidates(lambda each: kpp_ok(each.digits), "кпп", labelled=True)
        if kpps:
            self._keep("payee_kpp", kpps[0], LABELLED, "КПП")

    def _joint(self, inn: str, match: re.Match[str]) -> None:
        sure = Sure.STATED if inn_ok(inn) else Sure.GUESSED
        self.pieces.append(
            Piece("payee_inn", inn, match[1], "ИНН/КПП", sure, LABELLED if inn_ok(inn) else DOUBTFUL)
        )
        self.pieces.append(Piece("payee_kpp", match[2], match[2], "ИНН/КПП"))
        if not inn_ok(inn):
            self._tell("payee_inn", "text_key", inn, Severity.BLOCK)

    def _wrong_inn(self) -> None:
        """Take a number behind the label whose check digits are wrong: the user must see that it is."""
        wrong = [
            each for each in self._numbers
            if "инн" in each.label and len(each.digits) in {10, 12} and not each.buyer
        ]  # fmt: skip
        if wrong:
            self._keep("payee_inn", wrong[0], DOUBTFUL, "ИНН")
            self._tell("payee_inn", "text_key", wrong[0].digits, Severity.BLOCK)

    # budget ---------------------------------------------------------------------------------------------------------

    def _budget(self, field: str, label: str, longest: int) -> None:
        rules: dict[str, Callable[[str], bool]] = {"kbk": kbk_ok, "oktmo": oktmo_ok, "uin": uin_form_ok}
        rule = rules[field]
        found = [
            each for each in self._numbers
            if label in each.label and len(each.digits) <= longest and rule(each.digits)
        ]  # fmt: skip
        if found:
            self._keep(field, found[0], LABELLED, label.upper())

    # inside ---------------------------------------------------------------------------------------------------------

    def _candidates(
        self, right: Callable[[Number], bool], label: str, *, labelled: bool = False
    ) -> list[Number]:
        """Return numbers of a form outside the buyer's part, those behind the label first."""
        able = [each for each in self._numbers if right(each) and not each.buyer]
        behind = [each for each in able if label in each.label]
        return behind if labelled or behind else able

    def _keep(self, field: str, number: Number, confidence: int, label: str) -> None:
        sure = Sure.STATED if number.source == number.digits else Sure.CHANGED
        if confidence < LABELLED:
            sure = Sure.GUESSED
        self.pieces.append(Piece(field, number.digits, number.source, label, sure, confidence))

    def _tell(self, field: str, code: str, value: str, severity: Severity = Severity.WARN) -> None:
        self.problems.append(Problem(field, code, severity, {"value": value}))
