"""Sending 10,000 signed payments in batches of 200 to a real bank server over TLS, and applying all it says of them.

Raw: the same envelopes from `sqlite3`, sent by `httpx2` in the same batches to the same server, the bank's signature
under each receipt checked by `cryptography`, receipts, statuses and entries stored by `sqlite3`; marked before sending.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import sqlite3
import ssl
import threading
from collections.abc import Iterator
from typing import Any

import httpx2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from bsclient import clock
from bsclient.bench.load import Load, Measure, Span
from bsclient.bench.town import DEVICE, Town, town
from bsclient.crypto import cms
from bsclient.crypto.certificates import load as load_certificate
from bsclient.protocol import acts
from bsclient.sync.exchange import BATCH, EVENTS

_SCHEMA = """
    CREATE TABLE document (id TEXT PRIMARY KEY, state TEXT, body BLOB, sha256 TEXT, cms BLOB, receipt BLOB,
        receipt_signature BLOB);
    CREATE TABLE event (seq INTEGER PRIMARY KEY, kind TEXT, document_id TEXT, state TEXT, data TEXT);
    CREATE TABLE entry (id TEXT PRIMARY KEY, account TEXT, day TEXT, amount TEXT, balance TEXT, data TEXT);
    CREATE TABLE balance (account TEXT PRIMARY KEY, balance TEXT);
"""


def _ours(load: Load) -> Span:
    count = load.size(10_000, 200)
    with town(load, count) as stage:
        with Span() as span:
            report = stage.desk.delivery.synchronise(lambda _progress: None, threading.Event())
        if report.accepted != count or report.statuses < count or not report.ok:
            raise RuntimeError(report)
    return span


def _raw(load: Load) -> Span:
    count = load.size(10_000, 200)
    with town(load, count) as stage:
        base = _copied(load, stage)
        link = stage.desk.profile.bank
        line = httpx2.Client(base_url=link.url, verify=ssl.create_default_context(cadata=link.ca_pem))
        with line, Span() as span:
            _log_in(line, stage)
            known: dict[bytes, Any] = {}
            while batch := base.execute(
                "SELECT id, body, cms FROM document WHERE state = 'queued' LIMIT ?", (BATCH,)
            ).fetchall():
                _send(base, line, batch, known)
            _fetch(base, line)
        done = base.execute("SELECT count(*) FROM document WHERE state = 'executed'").fetchone()[0]
        if done != count:
            raise RuntimeError(done)
    return span


def _copied(load: Load, stage: Town) -> sqlite3.Connection:
    """Return a base of the raw side with the signed documents in its outbox."""
    base = sqlite3.connect(load.folder / "raw.db", isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.executescript(_SCHEMA)
    with stage.desk.place.store.read() as ours:
        rows = ours.all(
            "SELECT d.id, 'queued', b.canonical, b.sha256, s.cms FROM document d JOIN body b ON b.row = d.row"
            " JOIN signature s ON s.row = d.row"
        )
    base.execute("BEGIN")
    base.executemany("INSERT INTO document (id, state, body, sha256, cms) VALUES (?, ?, ?, ?, ?)", rows)
    base.execute("COMMIT")
    return base


def _log_in(line: httpx2.Client, stage: Town) -> None:
    signer = stage.signer
    with line.stream("GET", "/v1/hello") as answer:
        tls = answer.extensions["network_stream"].get_extra_info("ssl_object")
        seen = hashlib.sha256(tls.getpeercert(True)).hexdigest()
    challenge = line.post(
        "/v1/challenges", json={"serial": signer.certificate.serial, "device": DEVICE}
    ).json()
    at = clock.now()
    login = acts.Login(challenge["nonce"], challenge["server"], seen, at).encode()
    body = {"login": _text(login), "signature": _text(signer.sign(login, at))}
    line.headers["Authorization"] = f"Bearer {line.post('/v1/sessions', json=body).json()['token']}"


def _send(base: sqlite3.Connection, line: httpx2.Client, batch: list[Any], known: dict[bytes, Any]) -> None:
    base.execute("BEGIN IMMEDIATE")
    base.executemany("UPDATE document SET state = 'unknown' WHERE id = ?", [(row[0],) for row in batch])
    base.execute("COMMIT")
    told = [{"id": one, "body": _text(body), "signatures": [_text(signed)]} for one, body, signed in batch]
    packed = gzip.compress("\n".join(map(json.dumps, told)).encode(), 1)
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
    answer = line.post("/v1/documents/batch", content=packed, headers=headers)
    rows = []
    for (one, body, _), told_line in zip(batch, _lines(answer), strict=True):
        receipt = base64.b64decode(told_line["receipt"]["receipt"])
        signature = base64.b64decode(told_line["receipt"]["signature"])
        _verify(receipt, signature, known)
        tree = json.loads(receipt)
        if (tree["id"], tree["sha256"]) != (one, hashlib.sha256(body).hexdigest()):
            raise RuntimeError(tree)
        rows.append((receipt, signature, one))
    base.execute("BEGIN IMMEDIATE")
    base.executemany(
        "UPDATE document SET state = 'delivered', receipt = ?, receipt_signature = ? WHERE id = ?", rows
    )
    base.execute("COMMIT")


def _verify(content: bytes, container: bytes, known: dict[bytes, Any]) -> None:
    """Check the bank's signature: the library has no reader of CMS, so it is taken apart by ours."""
    parts = cms.parse(container)
    found = known.get(parts.certificate_der)
    if found is None:
        key: Any = load_certificate(parts.certificate_der).handle.public_key()
        found = known[parts.certificate_der] = (cms.Profile(parts.certificate_der), key)
    profile, key = found
    attributes = profile.attributes(hashlib.sha256(content).digest(), parts.signing_time)
    key.verify(parts.signature, cms.signed_bytes(attributes), ec.ECDSA(SHA256()))


def _fetch(base: sqlite3.Connection, line: httpx2.Client) -> None:
    after = 0
    while events := list(_lines(line.get(f"/v1/events?after={after}&limit={EVENTS}&wait=0"))):
        statuses, entries, balances, kept = [], [], [], []
        for event in events:
            data = event["data"]
            if event["kind"] == "status":
                statuses.append((data["state"], data["document_id"]))
            elif event["kind"] == "entry":
                told = (
                    data["entry_id"],
                    data["account"],
                    data["value_date"],
                    data["amount"],
                    data["balance_after"],
                )
                entries.append((*told, json.dumps(data)))
            elif event["kind"] == "balance":
                balances.append((data["account"], data["balance"]))
            kept.append(
                (event["seq"], event["kind"], data.get("document_id"), data.get("state"), json.dumps(data))
            )
        base.execute("BEGIN IMMEDIATE")
        base.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?)", kept)
        base.executemany("UPDATE document SET state = ? WHERE id = ?", statuses)
        base.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", entries)
        base.executemany("INSERT OR REPLACE INTO balance VALUES (?, ?)", balances)
        base.execute("COMMIT")
        after = events[-1]["seq"]


def _lines(answer: httpx2.Response) -> Iterator[dict[str, Any]]:
    answer.raise_for_status()
    return (json.loads(line) for line in answer.content.splitlines() if line)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


OURS: dict[str, Measure] = {"sync": _ours}
RAW: dict[str, Measure] = {"sync": _raw}
