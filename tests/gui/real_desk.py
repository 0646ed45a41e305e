"""A real desk for tests of windows: profile, keys, certificates and base in a temporary folder, no bank.

Two users, an accountant (group 2) and a director (group 1); `office.desk()` opens for the director:

    office = Office(tmp_path)
    desk = office.desk()
    ids = office.payments(desk, 3)  # valid drafts
    office.status(desk, ids[0], Event.REJECT, code="…", note="…")
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bsclient.crypto import container, keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.domain.states import By, Event
from bsclient.services.desk import open_desk
from bsclient.services.keys import vaults
from bsclient.services.profiles import BankLink, Organisation, Profile, User, save_profile, unlock
from bsclient.storage import documents, ledger
from bsclient.storage.rows import AccountRow, Happening

PASSPHRASE = "correct horse battery"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ACCOUNT = "40702810838000000017"
PAYEE = {
    "payee_name": "ООО «Поставщик строительных материалов и инженерного оборудования»",
    "payee_inn": "7707083893",
    "payee_kpp": "773601001",
    "payee_account": "40702810338000000025",
    "payee_bic": "044525225",
    "payee_bank_name": "ПАО Сбербанк, г Москва",
    "payee_corr_account": "30101810400000000225",
}


class Office:
    """One organisation with its keys; `now` may be moved by a test."""

    def __init__(self, folder, scheme="(1)"):
        self.now = NOW
        self.authority = CertificateAuthority.create("АО «Демо-банк», УЦ", NOW - timedelta(days=400), 3650)
        people = (
            User("dir", "Орлов Игорь Владимирович", "Генеральный директор", "1"),
            User("acc", "Смирнова Анна Петровна", "Главный бухгалтер", "2"),
        )
        bank = BankLink(
            "ПАО Сбербанк",
            "044525225",
            "https://127.0.0.1:9",
            self.authority.certificate.pem.decode("ascii"),
            "30101810400000000225",
            "г Москва",
        )
        profile = Profile(
            folder=folder / "romashka",
            id="romashka",
            title="ООО «Ромашка»",
            bank=bank,
            client_id="c-1",
            organisation=Organisation("ООО «Ромашка»", "7736050003", "773601001"),
            users=people,
            device="0011223344556677",
            scheme=scheme,
            demo=True,
        )
        profile.folder.mkdir(parents=True)
        self.profile = replace(profile, users=tuple(self._enrol(profile, user) for user in people))
        save_profile(self.profile)
        vaults.begin(self.profile, {user.id: PASSPHRASE for user in people})

    def _enrol(self, profile, user):
        key = keys.generate()
        certificate = self.authority.issue(
            make_request(key, user.name, profile.organisation.name), at=NOW - timedelta(days=100), days=400
        )
        sealed = container.seal(key.to_der(), PASSPHRASE, key_id=user.id, spki_sha256=key.spki_sha256)
        container.write(profile.key_file(user), sealed)
        return replace(user, certificate_pem=certificate.pem.decode("ascii"))

    def desk(self, user="dir"):
        """Open the desk of a user, with an account that has money."""
        who = self.profile.user(user)
        desk = open_desk(self.profile, who, unlock(self.profile, who, PASSPHRASE, self.clock), self.clock)
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
