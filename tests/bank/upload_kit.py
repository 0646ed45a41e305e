"""Uploaded files in a test's town: sent, looked for, named by a document that two must sign."""

from datetime import timedelta

from bsclient.bank import files
from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.documents import registry
from bsclient.domain.identity import new_id
from bsclient.protocol.pending import PendingOffer

WEEK = files.Keeping().days


def send(town, data, who="ann"):
    """Upload a file; returns its hash."""
    sha256 = sha256_hex(data)
    town.bank.put_blob(who, sha256, data)
    return sha256


def row(sha256, size=1):
    return {"name": "акт.pdf", "sha256": sha256, "size": str(size)}


def here(town, sha256, who="ann"):
    return town.bank.blob(who, sha256) is not None


def with_file(company, signers, sha256):
    """An offer of a document with a scan, signed by some."""
    kind = registry["contract_registration"]
    raw = {
        **kind.blank(), "number": str(company.town.number()), "date": company.town.today.isoformat(), "contract_kind": "2",
        "contract_number": "12/IMP", "contract_date": "2026-09-01", "currency": "USD", "sum_kind": "fixed",
        "amount": "500000.00", "ends": "2027-09-01", "counterparty": "SHENZHEN FLOWERS", "country": "CN",
        "contact": "Петрова Анна", "contact_phone": "+79161234567", "attachments": [row(sha256)],
    }  # fmt: skip
    now = company.town.time.now
    signed = company.signed(raw, kind, valid_until=now + timedelta(days=60))
    incoming = company.incoming(signed, signers, [sha256])
    return PendingOffer(offer=new_id(now), envelope=incoming.envelope)
