"""A small town for tests of the bank's core: a real bank, real keys and certificates, a clock that the test moves.

with Town(url) as town:
    town.ann.send(town.ann.order(payee=town.bob))      # Outcome
    town.states(document_id); town.events("ann")
"""

import base64
import json
import os
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import select, text

from bsclient import clock, texts
from bsclient.bank.bankclock import Plan
from bsclient.bank.core import Bank
from bsclient.bank.information import banks
from bsclient.bank.operations import Client, NewAccount, Person
from bsclient.bank.ports import Activation, BankKeys, CertificateRecord, EnrolmentRecord, Incoming
from bsclient.bank.schema.tables import account, document, event, transfer
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.keys import generate
from bsclient.crypto.signer import SoftwareSigner
from bsclient.domain import canonical, checks
from bsclient.domain.canonical import Signed
from bsclient.domain.context import Context
from bsclient.domain.documents import Letter, PaymentOrder, RecallRequest, registry
from bsclient.domain.identity import new_id
from bsclient.domain.money import from_minor, plain
from bsclient.protocol.messages import Envelope

START = datetime(2026, 11, 18, 7, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Moscow
TODAY = date(2026, 11, 18)
SBER = "044525225"
LONG = os.environ.get("BSCLIENT_LONG") == "1"
PLAN = Plan(export=2, accept=2, express=3, letter=5, desk_answer=5, first_payment=0, changed_payment=0)


class Time:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def forward(self, **delta):
        self.now += timedelta(**delta)


@lru_cache(maxsize=1)
def directory():
    return banks.all_banks()


@lru_cache(maxsize=1)
def bank_keys():
    authority = CertificateAuthority.create("Test authority", START - timedelta(days=30), 3650)
    certificate, key = authority.issue_bank_signer("Test bank", at=START - timedelta(days=1), days=700)
    return BankKeys(authority, SoftwareSigner(key, certificate))


def account_number(bic, tail, prefix="40702", currency="810"):
    """An account with the right key; `currency` is its three digits."""
    number = f"{prefix}{currency}0{tail:011}"
    return number[:8] + checks.account_key_digit(bic, number) + number[9:]


def company_inn(body):
    return body + checks.inn_check_digits(body)


class Signatory:
    """A user with a key and a certificate of the bank."""

    @classmethod
    def known(cls, user_id, serial, signer):
        """One whom the base knows already."""
        made = cls.__new__(cls)
        made.user_id, made.serial, made.signer = user_id, serial, signer
        return made

    def __init__(self, town, client_id, user_id, days=365):
        keys = town.bank.keys
        key = generate()
        request = make_request(key, user_id)
        issued = keys.authority.issue(request, at=town.time.now, days=days)
        code = sha256_hex(issued.serial.encode())
        town.bank.add_activation(Activation(code, client_id, user_id, town.time.now + timedelta(days=1)))
        record = EnrolmentRecord(
            issued.serial,
            client_id,
            user_id,
            "device",
            request,
            issued.spki_sha256,
            town.time.now,
            kind="automatic",
        )
        assert town.bank.add_enrolment(code, record)
        town.bank.issue(
            record.id,
            CertificateRecord(
                issued.serial,
                client_id,
                user_id,
                "device",
                issued.pem.decode(),
                issued.not_before,
                issued.not_after,
            ),
        )
        self.user_id = user_id
        self.serial = issued.serial
        self.signer = SoftwareSigner(key, issued)


def people(town):
    """Who is in a town, for one whose base is a copy of its base."""
    signing = (one for company in (town.ann, town.bob) for one in company.people)
    return [(one.user_id, one.serial, one.signer) for one in signing]


class Company:
    """A client of the bank: `accounts`, `people`, and documents as his program would make them."""

    def __init__(self, town, name, body, scheme, groups, card_file=False, known=()):
        self.town, self.id, self.inn = town, name, company_inn(body)
        self.accounts, self.people = [], list(known)
        if known:  # the base has it already
            return
        people = [Person(f"{name}-{at}", f"Person {at}", "", group) for at, group in enumerate(groups, 1)]
        bank = town.bank
        bank.add_client(Client(name, f'ООО "{name}"', self.inn, "770001001", scheme, card_file), people)
        self.people = [Signatory(town, name, person.id) for person in people]

    def open_account(self, number, opening=0, day_limit=None, currency="RUB"):
        new = NewAccount(number, "Расчётный счёт", self.id, TODAY, day_limit, currency)
        self.town.bank.open_account(new)
        self.accounts.append(number)
        if opening:
            self.town.pay_in(number, opening, currency)
        return number

    def file(self, kind, /, **fields):
        """Send a document of any declared type (a code or a class); number and date are given; returns its id."""
        declared = registry[kind] if isinstance(kind, str) else kind
        blank = {**declared.blank(), "number": str(self.town.number()), "date": self.town.today.isoformat()}
        signed = self.signed(
            {name: value for name, value in blank.items() if name in declared._names} | fields, declared
        )
        outcome = self.send(self.incoming(signed))
        assert outcome.receipt is not None, outcome
        return signed.id

    @property
    def account(self):
        return self.accounts[0]

    def party(self):
        return {"name": f'ООО "{self.id}"', "inn": self.inn, "kpp": "770001001", "account": self.account}

    def order(self, payee=None, **changes):
        """Fields of a payment order; `payee` is a company of the town, otherwise somebody at another bank."""
        town = self.town
        home = town.profile
        bank = directory().find(home.bic if payee else SBER)
        other = payee.party() if payee else town.stranger
        sides = {f"payer_{key}": value for key, value in self.party().items()}
        sides |= {f"payee_{key}": value for key, value in other.items()}
        raw = {
            **PaymentOrder.blank(),
            **sides,
            "number": str(town.number()),
            "date": TODAY.isoformat(),
            "amount": "1000.00",
            "payer_bank_name": home.name,
            "payer_bic": home.bic,
            "payer_corr_account": home.correspondent_account,
            "payee_bank_name": bank.name,
            "payee_bic": bank.bic,
            "payee_corr_account": bank.correspondent_account,
            "uin": "0",
            "purpose": "Оплата по счёту 12 за товар. НДС не облагается",
        }
        return raw | changes

    def signed(self, raw, kind=PaymentOrder, **changes):
        """Canonical bytes of a draft that the client's own checks let through."""
        read = kind.read(raw, Context(TODAY, dates_checked=False))
        fields = read.texts() if not isinstance(read, list) else raw
        values = {
            "purpose": kind.signed_as,
            "type": kind.code,
            "version": kind.version,
            "id": new_id(self.town.time.now),
            "bank": self.town.bank.bic,
            "client": self.id,
            "valid_until": self.town.time.now + timedelta(days=9),
            "fields": fields,
        }
        return Signed(**(values | changes))

    def incoming(self, signed, signers=None, attachments=(), envelope_id=None):
        """An envelope as a session of the first user brings it."""
        body = signed.encode() if isinstance(signed, Signed) else signed[1]
        own = signed.id if isinstance(signed, Signed) else signed[0]
        who = self.people if signers is None else signers
        signatures = [person.signer.sign(body, self.town.time.now) for person in who]
        envelope = Envelope(
            id=envelope_id or own, body=body, signatures=signatures, attachments=list(attachments)
        )
        return Incoming(self.id, self.people[0].user_id if self.people else "", envelope)

    def pay(self, payee=None, **changes):
        """Send one payment order; returns its id."""
        signed = self.signed(self.order(payee, **changes))
        self.send(self.incoming(signed))
        return signed.id

    def recall(self, document_id, **changes):
        """Send a recall request for a payment of ours; returns its id."""
        target = self.town.document(document_id)
        raw = {
            "number": str(self.town.number()),
            "date": TODAY.isoformat(),
            "document_id": document_id,
            "document_number": target.number,
            "document_date": target.day,
            "document_amount": plain(from_minor(target.amount)),
            "reason": "Ошибка в сумме",
        } | changes
        signed = self.signed(raw, RecallRequest)
        self.send(self.incoming(signed))
        return signed.id

    def letter(self, subject="Вопрос", thread="", attachments=(), **fields):
        raw = {
            "number": str(self.town.number()),
            "date": TODAY.isoformat(),
            "subject": subject,
            "body": "Добрый день!\nПросим сообщить тарифы.",
            "thread": thread,
            "attachments": list(attachments),
        }
        return self.signed(raw | fields, Letter)

    def send(self, *incoming):
        """Hand envelopes to the bank in one batch; one outcome for one envelope."""
        outcomes = self.town.bank.accept(list(incoming))
        return outcomes[0] if len(incoming) == 1 else outcomes


class Town:
    """A bank with Ann (one signature, a million roubles) and Bob (one signature, nothing).

    `people`: those of a town that was made before, if the base is a copy of its base.
    """

    def __init__(self, url, people=()):
        self.time = Time()
        self.url = url
        self.bank = Bank.open(url, bank_keys(), self.time, directory())
        self.bank.plan = PLAN
        self.profile = self.bank.profile
        self._number = 0
        self.stranger = {
            "name": 'ООО "Сторонний"',
            "inn": company_inn("770999111"),
            "kpp": "770001001",
            "account": account_number(SBER, 777),
        }
        known = [[Signatory.known(*one)] for one in people] or [(), ()]
        self.ann = Company(self, "ann", "770100001", "(1)", [1], known=known[0])
        self.bob = Company(self, "bob", "770200002", "(1)", [1], known=known[1])
        first, second = (account_number(self.bank.bic, tail) for tail in (1001, 2001))
        if people:
            self.ann.accounts.append(first)
            self.bob.accounts.append(second)
        else:
            self.ann.open_account(first, 100_000_000)
            self.bob.open_account(second)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            if kind is None:
                self.demand_texts()
        finally:
            self.bank.close()

    def demand_texts(self):
        """Every reason that a client was given has a text in each language and all facts for it."""
        for (data,) in self.query(select(event.c.data).where(event.c.kind == "status")):
            told = json.loads(data)
            code = told.get("code", "")
            for language in texts.LANGUAGES if code else ():
                assert texts.known(code, language), code
                said = texts.message(code, told.get("facts", {}), language)
                assert "—" not in said.replace(" — ", ""), (code, said)

    def number(self):
        self._number += 1
        return self._number

    @property
    def today(self):
        """The bank's day."""
        return clock.business_day(self.bank.clock())

    def made(self, client, kind):
        """Documents of a type that the bank made for a client: what each of them says, in order."""
        found = [
            canonical.decode_signed(base64.b64decode(item.data["body"]))
            for item in self.events(client)
            if item.kind == "document"
        ]
        return [signed for signed in found if signed.type == kind]

    def products(self, client, kind=""):
        """The client's products as the feed tells of them: the last word on each, terms as a mapping."""
        last = {}
        for signed in self.made(client, "product"):
            told = dict(signed.fields)
            told["terms"] = {row["name"]: row["value"] for row in told["terms"]}
            last[told["product_id"]] = told
        return [told for told in last.values() if kind in ("", told["kind"])]

    def pay_in(self, number, amount, currency="RUB"):
        """Money from another bank, in minor units."""
        raw = {f"payer_{key}": value for key, value in self.stranger.items()}
        raw |= {"payer_bic": SBER, "payee_account": number, "payee_bic": self.profile.bic}
        raw |= {
            "amount": plain(from_minor(amount)),
            "number": "1",
            "date": TODAY.isoformat(),
            "purpose": "Взнос 1",
        }
        raw |= {} if currency == "RUB" else {"currency": currency}
        self.bank.receive([raw])

    def run(self, **delta):
        """Let time pass and the bank work."""
        self.time.forward(**delta)
        self.bank.tick()

    def query(self, statement, **parameters):
        with self.bank.store.read() as connection:
            return connection.execute(statement, parameters).all()

    def change(self, sql, **parameters):
        with self.bank.store.write() as connection:
            connection.execute(text(sql), parameters)

    def document(self, document_id):
        (row,) = self.query(select(document).where(document.c.id == document_id))
        return row

    def state(self, document_id):
        """State and reason code as stored."""
        row = self.document(document_id)
        return row.state, row.code

    def statuses(self, client, document_id):
        """States that the client's feed tells of a document, in order."""
        return [data["state"] for data in self.told(client, document_id)]

    def last_status(self, client, document_id):
        return self.told(client, document_id)[-1]

    def told(self, client, document_id):
        """All that the client's feed says of a document's status."""
        found = [item.data for item in self.events(client) if item.kind == "status"]
        return [data for data in found if data["document_id"] == document_id]

    def events(self, client, after=0):
        return self.bank.events(client, after, 100_000)

    def balance(self, company, at=0):
        """Posted and held of an account."""
        (row,) = self.query(select(account).where(account.c.number == company.accounts[at]))
        return row.posted, row.held

    def transfers(self):
        return self.query(select(transfer).order_by(transfer.c.id))
