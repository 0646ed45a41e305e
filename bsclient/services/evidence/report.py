"""What a check of evidence found, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bsclient import clock, texts
from bsclient.services.evidence import check as evidence_check
from bsclient.services.evidence import text as evidence_text
from bsclient.services.evidence.check import Finding, Mark, Report

_SIGNS = {Mark.GOOD: "+", Mark.NOTED: "!", Mark.ABSENT: "-", Mark.BAD: "X"}
_RESULTS = {
    "en": {True: "The evidence holds.", False: "The evidence does NOT hold."},
    "ru": {True: "Доказательства верны.", False: "Доказательства НЕ верны."},
}


def checked(data: bytes, ca_pem: bytes, language: str, *, as_json: bool) -> tuple[bool, list[str]]:
    """Check a ZIP; returns whether it holds and the lines to print. BadInput("evidence_unreadable")."""
    report = evidence_check.check(data, ca_pem)
    lines = [_json(report, language)] if as_json else list(_lines(report, language))
    return report.ok, lines


def _json(report: Report, language: str) -> str:
    findings = [
        {
            "subject": one.subject,
            "mark": str(one.mark),
            "code": one.code,
            "facts": dict(one.facts),
            "message": texts.message(one.code, one.facts, language),
        }
        for one in report.findings
    ]
    signed = None
    if report.signed is not None:
        told = report.signed
        signed = {
            "type": told.type,
            "id": told.id,
            "bank": told.bank,
            "client": told.client,
            "valid_until": clock.stamp(told.valid_until),
            "fields": told.fields,
        }
    return json.dumps({"ok": report.ok, "findings": findings, "document": signed}, ensure_ascii=False)


def _lines(report: Report, language: str) -> Iterator[str]:
    for one in report.findings:
        yield f"{_SIGNS[one.mark]} {one.subject}: {_words(one, language)}"
    yield ""
    if report.signed is not None:
        yield from evidence_text.written(report.signed.encode()).splitlines()
        yield ""
    yield _RESULTS[texts.known_language(language)][report.ok]


def _words(finding: Finding, language: str) -> str:
    said = texts.message(finding.code, finding.facts, language)
    mend = texts.mend(finding.code, finding.facts, language) if finding.mark is not Mark.GOOD else ""
    return f"{said} {mend}".strip()
