"""Evidence from the windows: offered where there is something to prove, written as a ZIP that checks out."""

import zipfile

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    choose,
    desk_fixture,
    keyring_fixture,
    notice,
    office_fixture,
    page_of,
    settle,
    window_fixture,
)
from real_desk import PASSPHRASE

from bsclient.gui.documents import evidence
from bsclient.services.evidence import check as evidence_check
from bsclient.services.evidence.check import Mark


@pytest.fixture
def target(tmp_path, monkeypatch):
    """Where the user wants the file."""
    path = tmp_path / "evidence.zip"
    monkeypatch.setattr(evidence.dialogs, "save_file", lambda *args: args[-1](path))
    return path


def offered(window):
    window._menus._follow_evidence(window._menus._of_page)
    return window._menus.evidence


def test_a_signed_document_of_the_journal_gives_its_evidence(office, desk, window, target):
    [signed, draft] = office.payments(desk, 2)
    desk.signing.sign(desk.signing.prepare([signed]), PASSPHRASE)
    page = page_of(window, "payments")
    assert not offered(window).isEnabled()
    choose(page, draft)
    assert not offered(window).isEnabled()
    choose(page, signed)
    assert offered(window).isEnabled()
    offered(window).trigger()
    settle()
    assert zipfile.is_zipfile(target)
    report = evidence_check.check(target.read_bytes(), desk.profile.bank.ca_pem.encode())
    assert report.ok
    assert report.signed.id == signed
    assert "Not there" in notice(window)


def test_the_history_of_a_document_gives_it_too(office, desk, window, target):
    [one] = office.payments(desk, 1)
    desk.signing.sign(desk.signing.prepare([one]), PASSPHRASE)
    page_of(window, "payments.history", id=one)
    assert offered(window).isEnabled()
    offered(window).trigger()
    settle()
    assert target.exists()


def test_a_draft_says_that_there_is_nothing_to_prove(office, desk, window, target):
    [one] = office.payments(desk, 1)
    page_of(window, "payments.history", id=one)
    offered(window).trigger()
    settle()
    assert not target.exists()


@pytest.mark.parametrize(
    ("marks", "kind"),
    [
        ({"evidence_signature_good": Mark.GOOD}, "ok"),
        ({"evidence_signature_good": Mark.GOOD, "evidence_crl_absent": Mark.ABSENT}, "warning"),
        ({"evidence_signature_good": Mark.GOOD, "evidence_journal_broken": Mark.BAD}, "error"),
        ({"evidence_receipt_good": Mark.GOOD}, "error"),
    ],
)
def test_the_notice_says_what_the_evidence_is_worth(qapp, marks, kind):
    findings = tuple(evidence_check.Finding("x", mark, code) for code, mark in marks.items())
    assert evidence.said(evidence_check.Report(findings, None))[1] == kind
