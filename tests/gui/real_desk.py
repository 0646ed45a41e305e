"""A real desk for tests of windows: profile, keys, certificates and base in a temporary folder, no bank.

Two users, an accountant (group 2) and a director (group 1); `office.desk()` opens for the director:

    office = Office(tmp_path)
    desk = office.desk()
    ids = office.payments(desk, 3)  # valid drafts
    office.status(desk, ids[0], Event.REJECT, code="…", note="…")

The keys and vaults of all offices of a process are the same ones, closed once; each office has files of its own. A desk gets
a log-in key that was unlocked once: `office.desk(own_key=True)` unlocks it as a log-in does, for tests of that.
"""

import functools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from shared_key import opened

from bsclient.crypto import container, keys, vault
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.domain.states import By, Event
from bsclient.services.desk import open_desk
from bsclient.services.profiles import BankLink, Organisation, Profile, User, save_profile, unlock
from bsclient.storage import documents, encryption, ledger
from bsclient.storage.rows.documents import Happening
from bsclient.storage.rows.statements import AccountRow

PASSPHRASE = "correct horse battery"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ACCOUNT = "40702810838000000017"
PROFILE, ORGANISATION = "romashka", "ООО «Ромашка»"
PAYEE = {
    "payee_name": "ООО «Поставщик строительных материалов и инженерного оборудования»",
    "payee_inn": "7707083893",
    "payee_kpp": "773601001",
    "payee_account": "40702810338000000025",
    "payee_bic": "044525225",
    "payee_bank_name": "ПАО Сбербанк, г Москва",
    "payee_corr_account": "30101810400000000225",
}


@functools.cache
def _kept(passphrase, now):
    """Return the authority, the people with their certificates, and the files of their keys and vaults by name."""
    authority = CertificateAuthority.create("АО «Демо-банк», УЦ", now - timedelta(days=400), 3650)
    users, files = [], {}
    with vault.new_key() as data_key:
        for user in (
            User("dir", "Орлов Игорь Владимирович", "Генеральный директор", "1"),
            User("acc", "Смирнова Анна Петровна", "Главный бухгалтер", "2"),
        ):
            key = keys.generate()
            request = make_request(key, user.name, ORGANISATION)
            certificate = authority.issue(request, at=now - timedelta(days=100), days=400)
            users.append(replace(user, certificate_pem=certificate.pem.decode("ascii")))
            files[f"{user.id}.key"] = container.seal(
                key.to_der(), passphrase, key_id=user.id, spki_sha256=key.spki_sha256
            )
            if encryption.available():
                files[f"{user.id}.vault"] = vault.seal(data_key, passphrase, profile=PROFILE)
    return authority, tuple(users), files


class Office:
    """One organisation with its keys; `now` may be moved by a test."""

    def __init__(self, folder, scheme="(1)"):
        self.now = NOW
        self.authority, users, files = _kept(PASSPHRASE, NOW)
        bank = BankLink(
            "ПАО Сбербанк",
            "044525225",
            "https://127.0.0.1:9",
            self.authority.certificate.pem.decode("ascii"),
            "30101810400000000225",
            "г Москва",
        )
        profile = Profile(
            folder=folder / PROFILE,
            id=PROFILE,
            title=ORGANISATION,
            bank=bank,
            client_id="c-1",
            organisation=Organisation(ORGANISATION, "7736050003", "773601001"),
            users=users,
            device="0011223344556677",
            scheme=scheme,
            demo=True,
        )
        profile.folder.mkdir(parents=True)
        for name, blob in files.items():
            container.write(profile.folder / name, blob)
        self.profile = profile
        save_profile(profile)

    def desk(self, user="dir", *, own_key=False):
        """Open the desk of a user, with an account that has money."""
        who = self.profile.user(user)
        key = (unlock if own_key else opened)(self.profile, who, PASSPHRASE, self.clock)
        desk = open_desk(self.profile, who, key, self.clock)
        with desk.place.store.write() as work:
            ledger.put_account(
                work,
                AccountRow(
                    number=ACCOUNT,
                    currency="RUB",
                    name="Расчётный счёт",
                    balance=Decimal("12543890.45"),
                    available=Decimal("12543890.45"),
                    opened=None,
                    updated=NOW,
                ),
            )
        return desk

    def clock(self):
        return self.now

    def payment(self, desk, **fields):
        """Save a payment draft and return it; valid unless the fields make it not so."""
        draft = desk.drafts.new("payment_order", ACCOUNT)
        raw = {
            **draft.raw,
            **PAYEE,
            "amount": "12500.00",
            "purpose": "Оплата по договору поставки № 17 от 02.11.2026 за материалы. НДС не облагается",
            "vat_mode": "",
        }
        return desk.drafts.save(replace(draft, raw=raw | fields))

    def payments(self, desk, count, **fields):
        """Save payments of different amounts and return their ids, the first one first."""
        made = [self.payment(desk, **({"amount": f"{1000 + at}.50"} | fields)) for at in range(count)]
        return [draft.id for draft in made]

    def status(self, desk, document_id, *events, code="", note="", facts=None):
        """Let the bank say something about a document; it is sent first if it must be."""
        with desk.place.store.write() as work:
            for event in events:
                by = By.CLIENT if event is Event.SEND else By.BANK
                seq = 0 if by is By.CLIENT else documents.get(work, document_id).status_seq + 1
                documents.move(
                    work,
                    document_id,
                    Happening(
                        event=event, by=by, actor="bank", code=code, note=note, facts=facts or {}, seq=seq
                    ),
                )
