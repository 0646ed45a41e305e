"""Evidence of a payment, from the real bank: checked by `openssl` as the read-me says, by our own check, and after changes."""

import io
import json
import re
import subprocess
import zipfile

import pytest
from bank_stage import Stage, payment

from bsclient import cli
from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.states import State
from bsclient.services.evidence import check as evidence_check
from bsclient.services.evidence import folder as evidence_folder
from bsclient.services.evidence.check import Mark

pytestmark = pytest.mark.scenario

PROOFS = (
    evidence_folder.DOCUMENT,
    "signatures/1.p7s",
    evidence_folder.RECEIPT,
    evidence_folder.RECEIPT_SIGNATURE,
    evidence_folder.STATUSES,
    evidence_folder.STATUSES_ACT,
    evidence_folder.STATUSES_SIGNATURE,
    evidence_folder.JOURNAL_HEAD,
    evidence_folder.JOURNAL_SIGNATURE,
    evidence_folder.CRL,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory, qapp):
    """The evidence of an executed payment, and the bank's authority as the client has it."""
    with Stage(tmp_path_factory.mktemp("evidence")) as stage:
        desk = stage.desk("vasilek")
        stage.synchronise(desk)
        paid, other = payment(desk), payment(desk, amount="700.00")
        stage.send(desk, [paid, other])
        stage.wait(desk, lambda: desk.drafts.get(paid).state is State.EXECUTED)
        stage.synchronise(desk)
        yield desk.evidence.of(paid), desk.profile.bank.ca_pem.encode()


@pytest.fixture
def files(made):
    return dict(evidence_folder.unpack(made[0].data).files)


def repacked(files):
    """The ZIP of somebody who changes files and knows that the manifest lists them."""
    manifest = json.loads(files[evidence_folder.MANIFEST])
    rest = {name: data for name, data in files.items() if name != evidence_folder.MANIFEST}
    manifest["files"] = {name: sha256_hex(data) for name, data in rest.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as zipped:
        for name, data in (rest | {evidence_folder.MANIFEST: json.dumps(manifest).encode()}).items():
            zipped.writestr(name, data)
    return target.getvalue()


def test_every_proof_is_there_and_good(made):
    report = evidence_check.check(made[0].data, made[1])
    assert report.ok
    assert {one.mark for one in report.findings} == {Mark.GOOD}, report.findings
    codes = {one.code for one in report.findings}
    assert codes == {
        "evidence_ca_good", "evidence_document_read", "evidence_crl_good", "evidence_receipt_good",
        "evidence_signature_good", "evidence_statuses_good", "evidence_journal_good",
    }  # fmt: skip
    assert re.fullmatch(r"evidence-[0-9A-Za-z]+-[0-9a-f]{8}\.zip", made[0].name)


def test_without_a_trusted_authority_its_print_is_shown_for_comparing(made):
    [ca] = [one for one in evidence_check.check(made[0].data).findings if one.subject == evidence_folder.CA]
    assert ca.mark is Mark.NOTED
    assert re.fullmatch(r"[0-9a-f]{4}( [0-9a-f]{4}){15}", ca.facts["value"])


@pytest.mark.parametrize("name", [evidence_folder.READ_ME, evidence_folder.READ_ME_RU])
def test_the_read_me_suffices_with_openssl_alone(files, name, tmp_path):
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    lines = [line.strip() for line in files[name].decode().splitlines() if line.strip().startswith("openssl")]
    told = {
        line: subprocess.run(line.split(), cwd=tmp_path, capture_output=True, text=True) for line in lines
    }
    assert all(done.returncode == 0 for done in told.values()), told
    verified = [done.stderr for line, done in told.items() if " cms " in line]
    assert len(verified) == 4
    assert all("CMS Verification successful" in words for words in verified)
    hashes = [done.stdout.split("= ")[1].strip() for line, done in told.items() if " dgst " in line]
    assert json.loads(files[evidence_folder.RECEIPT])["sha256"] == hashes[0]
    assert hashes[1] in json.loads(files[evidence_folder.STATUSES_ACT])["extracts"]


def test_the_journal_shows_only_the_rows_about_the_document(files):
    rows = json.loads(files[evidence_folder.JOURNAL])["rows"]
    document = json.loads(files[evidence_folder.DOCUMENT])["id"]
    assert {row["row"][4] for row in rows if "row" in row} == {document}
    assert any(set(row) == {"seq", "digest"} for row in rows)


@pytest.mark.parametrize("name", PROOFS)
def test_any_changed_octet_of_a_proof_is_found(made, files, name):
    whole = files[name]
    step = max(1, len(whole) // 40)
    for at in range(0, len(whole), step):
        changed = bytearray(whole)
        changed[at] ^= 1 << (at % 8)
        report = evidence_check.check(repacked(files | {name: bytes(changed)}), made[1])
        assert not report.ok, at


@pytest.mark.parametrize("what", ["text", "digest", "dropped", "swapped", "cut", "prev"])
def test_any_change_of_the_journal_is_found(made, files, what):
    told = json.loads(files[evidence_folder.JOURNAL])
    rows = told["rows"]
    if what == "text":
        next(row for row in rows if "row" in row)["row"][1] = "Петров"
    elif what == "digest":
        next(row for row in rows if "digest" in row)["digest"] = "0" * 64
    elif what == "dropped":
        del rows[1]
    elif what == "swapped":
        rows[0], rows[1] = rows[1], rows[0]
    elif what == "cut":
        rows.pop()
    else:
        told["prev"] = "0" * 64
    changed = repacked(files | {evidence_folder.JOURNAL: json.dumps(told).encode()})
    assert not evidence_check.check(changed, made[1]).ok


def test_proofs_of_another_document_do_not_help(made, files):
    """Everything is genuine, but of two documents: the signed bytes of one, receipt and statuses of the other."""
    other = dict(json.loads(files[evidence_folder.DOCUMENT]), id="01a20235-30d8-7408-b138-f8be9b427008")
    body = json.dumps(other, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    report = evidence_check.check(repacked(files | {evidence_folder.DOCUMENT: body}), made[1])
    bad = {one.subject for one in report.findings if one.mark is Mark.BAD}
    assert {"receipt", "statuses", "journal", "signatures/1.p7s"} <= bad


def test_another_authority_is_not_believed(made, tmp_path):
    from bsclient.clock import now
    from bsclient.crypto.certificates import CertificateAuthority

    mallory = CertificateAuthority.create("Bank", now(), 3650).certificate.pem
    report = evidence_check.check(made[0].data, mallory)
    assert not report.ok
    assert any(one.code == "evidence_ca_other" for one in report.findings)


def test_half_of_a_proof_is_worse_than_none(made, files):
    without = {name: data for name, data in files.items() if name != evidence_folder.RECEIPT_SIGNATURE}
    assert not evidence_check.check(repacked(without), made[1]).ok
    names = (evidence_folder.RECEIPT, evidence_folder.RECEIPT_SIGNATURE)
    report = evidence_check.check(repacked({n: d for n, d in files.items() if n not in names}), made[1])
    assert report.ok
    assert any(one.code == "evidence_receipt_absent" for one in report.findings)


def test_a_file_that_the_manifest_does_not_list_is_found(made):
    target = io.BytesIO(made[0].data)
    with zipfile.ZipFile(target, "a") as zipped:
        zipped.writestr("note.txt", b"paid twice")
    report = evidence_check.check(target.getvalue(), made[1])
    assert not report.ok


def bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(evidence_folder.DOCUMENT, b"\0" * (70 * 1024 * 1024))
    return target.getvalue()


def named(name):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as zipped:
        zipped.writestr(evidence_folder.DOCUMENT, b"{}")
        zipped.writestr(name, b"x")
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"{}",
        bomb(),
        named("../evil"),
        named("/etc/x"),
        named("a/b/c"),
        named("a\\b"),
        named(".."),
    ],
    ids=["empty", "start", "json", "bomb", "up", "absolute", "deep", "backslash", "dots"],
)
def test_what_is_no_evidence_is_refused(data, tmp_path, capsys):
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    assert cli.main(["verify", str(path)]) == 1
    assert capsys.readouterr().err.strip()


def test_the_command_says_it_in_words_and_as_json(made, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("BSCLIENT_LANG", "ru")
    path, ca = tmp_path / made[0].name, tmp_path / "ca.pem"
    path.write_bytes(made[0].data)
    ca.write_bytes(made[1])
    assert cli.main(["verify", str(path), "--ca", str(ca)]) == 0
    words = capsys.readouterr().out
    assert "Доказательства верны." in words
    assert "X " not in words
    assert cli.main(["verify", str(path), "--ca", str(ca), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"]
    assert told["document"]["fields"]["amount"] == "1500.00"


def test_control_a_check_that_trusts_what_it_finds_lets_a_change_through(made, files):
    """The same changed receipt with a check that believes hashes without signatures: so the signatures are what finds it."""
    told = json.loads(files[evidence_folder.RECEIPT])
    told["time"] = "2026-01-01T00:00:00.000000Z"
    changed = json.dumps(told, separators=(",", ":"), sort_keys=True).encode()
    naive = json.loads(changed)["sha256"] == sha256_hex(files[evidence_folder.DOCUMENT])
    assert naive
    assert not evidence_check.check(repacked(files | {evidence_folder.RECEIPT: changed}), made[1]).ok
