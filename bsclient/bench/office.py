"""A profile without a bank, for benchmarks: a CA, one user with a certificate, an open desk, payments to sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from bsclient import clock
from bsclient.bench.held import data_key
from bsclient.crypto import container, keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.domain.documents import PaymentOrder
from bsclient.formats import ed807
from bsclient.services.context import Workplace
from bsclient.services.profiles import BankLink, Organisation, Profile, User
from bsclient.storage.engine import Store

ACCOUNT = "40702810781177541208"
PASSPHRASE = "bench of a signer process"  # noqa: S105 -- of a key that ends with the bench


def workplace(folder: Path) -> tuple[Workplace, str]:
    """Make a profile with one user whose signature suffices; returns the passphrase of his key, too."""
    now = clock.now()
    authority = CertificateAuthority.create("Bench CA", now - dt.timedelta(minutes=1), 30)
    key = keys.generate()
    certificate = authority.issue(make_request(key, "Bench User"), at=now - dt.timedelta(minutes=1), days=20)
    user = User("u1", "Bench User", group="1", certificate_pem=certificate.pem.decode("ascii"))
    ca_pem = authority.to_parts()[0].decode("ascii")
    bank = BankLink("Bench Bank", "044525593", "https://127.0.0.1:1", ca_pem)
    organisation = Organisation('ООО "Заря-868"', "0917154555", "091701001")
    profile = Profile(folder, "bench", "Bench", bank, "c1", organisation, (user,), "d1")
    sealed = container.seal(key.to_der(), PASSPHRASE, key_id=user.id, spki_sha256=key.spki_sha256)
    container.write(profile.key_file(user), sealed)
    store = Store(profile.database, key=data_key())
    return Workplace(store, profile, user, ed807.builtin_banks()), PASSPHRASE


def payments(count: int) -> Iterator[dict[str, str]]:
    """Return drafts of good payments, each with its own number and amount."""
    today = clock.business_day(clock.now()).isoformat()
    blank = {name: str(value) for name, value in PaymentOrder.blank().items()}
    for number in range(1, count + 1):
        amount = f"{1000 + number}.{number % 100:02d}"
        yield {
            **blank, "number": str(number), "date": today, "amount": amount,
            "payer_name": 'ООО "Заря-868"', "payer_inn": "0917154555", "payer_kpp": "091701001",
            "payer_account": ACCOUNT, "payer_bic": "044525593", "payer_bank_name": 'АО "АЛЬФА-БАНК", г Москва',
            "payer_corr_account": "30101810200000000593", "payee_name": 'ООО "Ромашка"', "payee_inn": "7707083893",
            "payee_kpp": "770701001", "payee_account": "40702810138250123017", "payee_bic": "044525225",
            "payee_bank_name": "ПАО Сбербанк, г Москва", "payee_corr_account": "30101810400000000225",
            "purpose": f"Оплата по счету {number} от 19.11.2026 за канцтовары. НДС не облагается",
        }  # fmt: skip
