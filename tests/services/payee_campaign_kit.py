"""A client whose payees the bank has spoken of, files as a book-keeping program writes them, and a thief who changes them."""

import dataclasses
import datetime as dt
import io
from collections import Counter

from local_kit import BIC, CORR, OWN, keyed, office, payment

from bsclient.crypto.certificates import CertificateAuthority
from bsclient.crypto.signer import SoftwareSigner
from bsclient.domain import checks
from bsclient.domain.payee_guard import RED
from bsclient.formats import model, onec
from bsclient.protocol.payees import PayeesTold, PayeeWord, Terms
from bsclient.services.context import Workplace
from bsclient.services.documents.drafts import Drafts
from bsclient.services.imports.taking import Imports
from bsclient.services.payees.book import Payees
from bsclient.services.signing.ceremony import Signing
from bsclient.storage import imports, payee_words
from bsclient.storage.payee_words import KeptWord

OTHER_BIC, OTHER_CORR = "044525974", "30101810145250000974"
LOOKS = str.maketrans("АВЕКМНОРСТХаеорсух", "ABEKMHOPCTXaeopcyx")


def inn(number):
    """Nine digits with the check digit of an INN."""
    return next(f"{number}{digit}" for digit in "0123456789" if checks.inn_ok(f"{number}{digit}"))


def supplier(number, name=""):
    """The fields of a payee; every account is at the same bank."""
    return {
        "payee_name": name or f'ООО "Поставщик {_WORDS[number % len(_WORDS)]} {number}"',
        "payee_inn": inn(770000100 + number),
        "payee_kpp": "",
        "payee_account": keyed(BIC, f"407028100000{1000 + number:08}"),
        "payee_bic": BIC,
        "payee_corr_account": CORR,
    }


_WORDS = (
    "Ромашка",
    "Вектор",
    "Старт",
    "Металл",
    "Бумага",
    "Транспорт",
    "Мебель",
    "Связь",
    "Охрана",
    "Аренда",
)


class Bank:
    """The bank's key and the words that it signs."""

    def __init__(self, now):
        self.now = now
        self.authority = CertificateAuthority.create("Campaign authority", now - dt.timedelta(days=30), 3650)
        certificate, key = self.authority.issue_bank_signer("Bank", at=now - dt.timedelta(days=1), days=700)
        self.signer = SoftwareSigner(key, certificate)

    def word(self, seq, payees, client="c1", **changes):
        """A signed word on payees that were paid three times."""
        words = tuple(
            PayeeWord(**{
                "account": one["payee_account"], "bic": one["payee_bic"], "inn": one["payee_inn"],
                "name": one["payee_name"], "stated": "", "executed": "3", "total": "345000.00", "currency": "RUB",
                "first": "2026-08-03", "last": "2026-11-02", **changes,
            })
            for one in payees
        )  # fmt: skip
        told = PayeesTold(client, self.now, Terms("600000.00", "100000.00", "172800"), words)
        body = told.encode()
        return KeptWord(seq, body, self.signer.sign(body, self.now))


class Client:
    """An office with the right to sign, to whom the bank has spoken of `payees`."""

    def __init__(self, folder, payees):
        made = office(folder)
        self.store, self.clock = made.store, made.clock
        self.bank = Bank(self.clock())
        old = made.place
        link = dataclasses.replace(old.profile.bank, ca_pem=self.bank.authority.certificate.pem.decode())
        user = dataclasses.replace(old.user, group="1")
        profile = dataclasses.replace(old.profile, bank=link, users=(user,), scheme="(1)")
        self.place = Workplace(old.store, profile, user, old.banks, old.changes, old.now)
        self.payees = Payees(self.place)
        self.drafts = Drafts(self.place, self.payees)
        self.imports = Imports(self.place, self.payees)
        self.signing = Signing(self.place, self.drafts.checker)
        self.tell(self.bank.word(1, payees))

    def tell(self, word):
        """Let the bank's word arrive."""
        with self.store.write() as work:
            payee_words.keep(work, word)

    def close(self):
        self.store.close()

    def take_in(self, data):
        """Preview and import all documents of a file; returns their ids in the order of the file."""
        seen = self.imports.preview(data, "file.txt")
        return seen, self.taken(self.imports.commit(seen, {row.index for row in seen.rows}))

    def taken(self, done):
        """Return the ids of what was imported, in the order of the file."""
        with self.store.read() as reader:
            return imports.ids(reader, done.id)

    def reds(self, ids):
        """Sign nothing: say which documents a batch leaves out or shows red, by id, with their codes."""
        sheet = self.signing.prepare(ids)
        assert not [each for each in sheet.refused if each.code != "red_alone"], sheet.refused
        found = {each.id: {p.code for p in each.problems} & RED for each in sheet.refused}
        return found | {item.id: {p.code for p in item.problems} & RED for item in sheet.items if item.red}

    def forget(self, ids):
        """Delete drafts and what they taught."""
        self.drafts.delete(list(ids))


def file_of(*raws):
    """Payments as the bytes of a 1C file."""
    papers = tuple(onec.payment_to_document(raw, index) for index, raw in enumerate(raws, 1))
    file = model.ExchangeFile(
        format=model.PAYMENTS,
        version="1.03",
        encoding="cp1251",
        accounts=(model.AccountSection(OWN),),
        documents=papers,
    )
    out = io.BytesIO()
    onec.write(out, file, onec.WriteOptions(sender="Бухгалтерия"))
    return out.getvalue()


def month(dice, payees, number, count=0):
    """Honest payments of a month: known payees, new invoices, other sums."""
    chosen = payees if not count else [dice.choice(payees) for _ in range(count)]
    return [
        payment(
            number=str(number + at),
            amount=f"{dice.randrange(500, 90_000)}.{dice.randrange(100):02}",
            purpose=f"Оплата по счёту {dice.randrange(10_000)} от {dice.randrange(1, 20):02}.11.2026, без НДС",
            **payee,
        )
        for at, payee in enumerate(chosen)
    ]


class Naive:
    """A comparer as careless programs have it: who has a known name is known. It must be caught by the campaign."""

    def __init__(self, payees):
        self._names = {payee["payee_name"] for payee in payees}

    def flags(self, raw):
        return raw["payee_name"] not in self._names


class Thief:
    """Changes one document of a file the way the exchange-file swappers do. Account numbers are valid ones."""

    def __init__(self, dice):
        self.dice = dice
        self.done = Counter()

    def swap(self, kind, raw):
        """Return the changed document."""
        self.done[kind] += 1
        tail = self.dice.randrange(10**6)
        account = {"payee_account": keyed(BIC, f"40702810000099{tail:06}")}
        person = {"payee_account": keyed(BIC, f"40817810000099{tail:06}")}
        other = {"payee_inn": inn(self.dice.randrange(10**8, 10**9))}
        bank = {"payee_bic": OTHER_BIC, "payee_corr_account": OTHER_CORR}
        moved = {**bank, "payee_account": keyed(OTHER_BIC, f"40702810000097{tail:06}")}
        changes = {
            "account": account,
            "inn": other,
            "bic": bank | {"payee_account": raw["payee_account"]},
            "account and inn": account | other,
            "account, bank and inn": moved | other,
            "card of a person": person | other,
            "look-alike name": account | other | {"payee_name": raw["payee_name"].translate(LOOKS)},
            "name without quotes": account
            | other
            | {"payee_name": raw["payee_name"].replace('"', "").upper()},
        }[kind]
        return raw | changes


KINDS = (
    "account", "inn", "bic", "account and inn", "account, bank and inn", "card of a person", "look-alike name",
    "name without quotes",
)  # fmt: skip
