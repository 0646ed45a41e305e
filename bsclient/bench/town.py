"""A real bank server with one client of ours and 10,000 signed payments in its outbox: the stage of `sync`."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bsclient import clock
from bsclient.bank.core import Bank
from bsclient.bank.operations import Client, NewAccount, Person
from bsclient.bank.ports import Activation, CertificateRecord, EnrolmentRecord
from bsclient.bank.server import Place, open_bank
from bsclient.bench.held import Held
from bsclient.bench.load import Load
from bsclient.bench.office import ACCOUNT, payments
from bsclient.crypto import keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.signer import SoftwareSigner
from bsclient.domain import checks
from bsclient.domain.identity import new_id
from bsclient.services.desk import Desk, open_desk
from bsclient.services.documents import narrow
from bsclient.services.profiles import BankLink, Organisation, Profile, User
from bsclient.storage import columns, imports, values

CLIENT, USER, DEVICE = "c1", "u1", "device"
_OPENING = "100000000.00"
_STOP_SECONDS = 20


@dataclass(frozen=True)
class Town:
    """The client's open desk, its unlocked key, and the ids of the payments that wait in the outbox."""

    desk: Desk
    signer: SoftwareSigner
    ids: list[str]


@contextmanager
def town(load: Load, count: int) -> Iterator[Town]:
    """Start a bank over an own folder and prepare the outbox; the server is stopped at the end."""
    folder = load.folder / "bank"
    folder.mkdir()
    bank, ring = open_bank(Place(folder))
    accounts = _people(bank)
    signer = _enrol(bank, ring.keys.authority)
    bic = bank.bic
    bank.close()
    with _server(folder) as connection:
        link = BankLink(connection["bank"], bic, connection["url"], connection["ca_pem"], _correspondent(bic))
        certificate = signer.certificate.pem.decode("ascii")
        user = User(USER, "Bench User", group="1", certificate_pem=certificate)
        organisation = Organisation(f"ООО {CLIENT}", "0917154555", "770001001")
        home = load.folder / "profile"
        home.mkdir()
        desk = open_desk(
            Profile(home, "bench", "Bench", link, CLIENT, organisation, (user,), DEVICE),
            user,
            Held(signer),
        )
        try:
            yield Town(desk, signer, _outbox(desk, signer, accounts, count))
        finally:
            desk.close()


def _people(bank: Bank) -> tuple[str, str]:
    """Open the accounts of a payer with money and of a payee."""
    day = clock.business_day(clock.now())
    numbers = []
    for client, inn, tail in ((CLIENT, "0917154555", 11), ("c2", "7707083893", 22)):
        people = [Person(USER, "Bench User", "", 1)] if client == CLIENT else []
        bank.add_client(Client(client, f"ООО {client}", inn, "770001001", "(1)"), people)
        number = f"407028100{tail:011d}"
        number = number[:8] + checks.account_key_digit(bank.bic, number) + number[9:]
        bank.open_account(NewAccount(number, "Расчётный счёт", client, day))
        numbers.append(number)
    payer, payee = numbers
    raw = next(payments(1)) | _home("payee", bank.bic) | {"payee_account": payer, "amount": _OPENING}
    bank.receive([raw | {"payer_account": ACCOUNT}])
    return payer, payee


def _enrol(bank: Bank, authority: CertificateAuthority) -> SoftwareSigner:
    now = clock.now()
    key = keys.generate()
    request = make_request(key, "Bench User")
    issued = authority.issue(request, at=now, days=20)
    code = sha256_hex(issued.serial.encode())
    bank.add_activation(Activation(code, CLIENT, USER, now + dt.timedelta(days=1)))
    record = EnrolmentRecord(
        issued.serial, CLIENT, USER, DEVICE, request, issued.spki_sha256, now, kind="automatic"
    )
    bank.add_enrolment(code, record)
    pem = issued.pem.decode("ascii")
    span = (issued.not_before, issued.not_after)
    bank.issue(record.id, CertificateRecord(issued.serial, CLIENT, USER, DEVICE, pem, *span))
    return SoftwareSigner(key, issued)


@contextmanager
def _server(folder: Path) -> Iterator[dict[str, str]]:
    command = [
        sys.executable,
        "-m",
        "bsclient.bank",
        "--data",
        str(folder),
        "--db",
        "",
        "serve",
        "--port",
        "0",
    ]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            raise RuntimeError((folder / "server.log").read_text("utf-8"))
        yield json.loads((folder / "connection.json").read_text("utf-8"))
    finally:
        process.terminate()
        process.communicate(timeout=_STOP_SECONDS)


def _outbox(desk: Desk, signer: SoftwareSigner, accounts: tuple[str, str], count: int) -> list[str]:
    """Keep drafts the fast way of imports, sign them, put them into the outbox."""
    payer, payee = accounts
    bic = desk.profile.bank.bic
    ids: list[str] = []
    with desk.place.store.write() as work:
        batch = imports.Batch(work, imports.File(new_id(work.now), "bench", "Bench User"))
        for place, made in enumerate(payments(count), 1):
            number = place + place // 999
            raw = made | _home("payer", bic) | _home("payee", bic) | {
                "number": str(number), "payer_account": payer, "payee_account": payee,
                "amount": f"{place // 100 + 1}.{place % 100:02d}",
            }  # fmt: skip
            ids.append(new_id(work.now))
            told = columns.narrow(narrow.of("payment_order", raw, []))
            batch.add(ids[-1], told, values.json_text(raw), valid=True)
        batch.finish("0" * 64)
    sheet = desk.signing.prepare(ids)
    done = desk.signing.sign_with(sheet, signer)
    if len(done.full) != count:
        raise RuntimeError(sheet.refused[:1] or done.failed[:1])
    desk.delivery.queue(ids)
    return ids


def _home(side: str, bic: str) -> dict[str, str]:
    return {
        f"{side}_bic": bic, f"{side}_bank_name": "АО Демо-банк, г Москва", f"{side}_corr_account": _correspondent(bic)
    }  # fmt: skip


def _correspondent(bic: str) -> str:
    number = f"30101810000000000{bic[6:]}"
    return number[:8] + checks.account_key_digit(bic, number) + number[9:]
