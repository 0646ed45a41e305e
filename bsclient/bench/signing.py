"""Signing payments with an unlocked key: drafts are read, checked, made canonical, signed and kept, with history.

The key is open in a signer process, as in the program; what that process works counts. Opening it (slow on purpose) does not.

Raw: the same drafts from `sqlite3`, sorted JSON, the CMS builder of `cryptography`, one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_der_private_key
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

from bsclient.bench.load import Load, Measure, Span
from bsclient.bench.office import payments, workplace
from bsclient.crypto import keys
from bsclient.services.documents.drafts import Drafts
from bsclient.services.keys.unlocking import batch_signer
from bsclient.services.payees.book import Payees
from bsclient.services.signing.ceremony import Signing


def _ours(load: Load) -> Span:
    place, passphrase = workplace(load.folder)
    drafts = Drafts(place, Payees(place))
    signing = Signing(place, drafts.checker)
    ids = []
    for raw in payments(load.size(1000, 100)):
        draft = drafts.new("payment_order")
        draft.raw.update(raw)
        ids.append(drafts.save(draft).id)
    with batch_signer(place.profile, place.user, passphrase) as signer:
        before = _worked(signer.pid)
        with Span() as span:
            sheet = signing.prepare(ids)
            signed = signing.sign_with(sheet, signer)
        span.cpu += _worked(signer.pid) - before
    if len(signed.full) != len(ids):
        raise RuntimeError("not all documents were signed")
    return span


def _worked(pid: int) -> float:
    """Return the seconds of the processor that another process has had; 0 where the system does not tell."""
    told = Path(f"/proc/{pid}/schedstat")
    return int(told.read_text("ascii").split()[0]) / 1e9 if told.exists() else 0.0


def _raw(load: Load) -> Span:
    key, certificate = _key(load)
    base = sqlite3.connect(load.folder / "raw.db", isolation_level=None)
    base.execute("PRAGMA journal_mode=TRUNCATE")
    base.execute("PRAGMA synchronous=EXTRA")
    base.execute(
        "CREATE TABLE document (id INTEGER PRIMARY KEY, state TEXT, raw TEXT, body BLOB, signature BLOB)"
    )
    rows = [(json.dumps(raw, ensure_ascii=False),) for raw in payments(load.size(1000, 100))]
    base.executemany("INSERT INTO document (state, raw) VALUES ('new', ?)", rows)
    options = [PKCS7Options.DetachedSignature, PKCS7Options.Binary]
    with Span() as span:
        base.execute("BEGIN IMMEDIATE")
        for identity, raw in base.execute("SELECT id, raw FROM document").fetchall():
            tree = {"purpose": "bsclient.document/1", "id": str(identity), "fields": json.loads(raw)}
            body = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            builder = PKCS7SignatureBuilder().set_data(body).add_signer(certificate, key, SHA256())
            signature = builder.sign(Encoding.DER, options)
            base.execute(
                "UPDATE document SET state = 'signed', body = ?, signature = ? WHERE id = ?",
                (body, signature, identity),
            )
        base.execute("COMMIT")
    return span


def _key(load: Load) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    place, _ = workplace(load.folder)
    own = load_der_private_key(keys.generate().to_der(), None)
    if not isinstance(own, ec.EllipticCurvePrivateKey):
        raise TypeError(own)
    return own, x509.load_pem_x509_certificate(place.user.certificate_pem.encode("ascii"))


OURS: dict[str, Measure] = {"sign": _ours}
RAW: dict[str, Measure] = {"sign": _raw}
