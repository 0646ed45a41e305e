"""The list of what is wrong in a file, for those who made it: the `.err` file of older client-banks, or a CSV table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from bsclient.domain.documents import PaymentOrder
from bsclient.domain.problems import Problem, Severity
from bsclient.formats import tables
from bsclient.formats.error_file import SUFFIX, write_error_file
from bsclient.formats.model import FileProblem
from bsclient.gui.tr import N_, language, tr
from bsclient.gui.widgets.problem_line import say
from bsclient.services.files import write_whole
from bsclient.services.imports.taking import Preview

FILTERS: Final = N_("Error file (*.err);;Table (*.csv)")
_LABELS: Final = {field.name: field for field in PaymentOrder.declared}
_KINDS: Final = {Severity.BLOCK: N_("error"), Severity.WARN: N_("warning"), Severity.INFO: N_("hint")}


@dataclass(frozen=True, slots=True)
class _Finding:
    """One line of the table."""

    line: int
    number: str
    problem: Problem


def write_report(preview: Preview, path: Path) -> int:
    """Write the report, its form by the name of the file; return the number of findings.

    Raises `StorageFailed("file_not_written")`.
    """
    findings = list(_findings(preview))
    if path.suffix.lower() == SUFFIX:
        problems = [_for_file(each) for each in findings]
        write_whole(path, lambda out: _write_err(out, problems))
    else:
        write_whole(path, lambda out: tables.write_csv(out, _columns(), findings))
    return len(findings)


def _write_err(out: BinaryIO, problems: list[FileProblem]) -> None:
    write_error_file(out, problems, language())


def _findings(preview: Preview) -> Iterator[_Finding]:
    for told in preview.problems:
        yield _Finding(told.line, "", Problem(told.field, told.code, told.severity, told.facts))
    for row in preview.rows:
        for problem in row.problems:
            if problem.severity is not Severity.INFO:
                yield _Finding(row.line, row.number, problem)


def _for_file(finding: _Finding) -> FileProblem:
    problem = finding.problem
    field = _LABELS.get(problem.field)
    facts = {"field": tr(field.label) if field else problem.field, "act": problem.act, **problem.facts}
    line = int(problem.facts.get("line", finding.line))
    return FileProblem(None, line, problem.field, problem.code, problem.severity, facts)


def _columns() -> list[tables.Column[_Finding]]:
    return [
        tables.Column(tr("Line"), lambda each: each.line, "number"),
        tables.Column(tr("No."), lambda each: each.number),
        tables.Column(tr("Kind"), lambda each: tr(_KINDS[each.problem.severity])),
        tables.Column(tr("Field"), _field_name),
        tables.Column(
            tr("What is wrong"), lambda each: say(each.problem, _LABELS.get(each.problem.field)).message
        ),
        tables.Column(tr("What to do"), lambda each: say(each.problem, _LABELS.get(each.problem.field)).mend),
        tables.Column(tr("Code"), lambda each: each.problem.code),
    ]


def _field_name(finding: _Finding) -> str:
    field = _LABELS.get(finding.problem.field)
    return tr(field.label) if field else finding.problem.field
