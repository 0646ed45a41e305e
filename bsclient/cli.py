"""Command line: one thin function per command. Exit codes: 0 ok, 1 problems found, 2 bad use.

Heavy modules are imported by the command that needs them, so that `--help` and `check` start at once.
"""

from __future__ import annotations

import argparse
import gc
import json
import locale
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from bsclient import __version__, clock, paths, texts
from bsclient.errors import BadInput, BsError

OK: Final = 0
FOUND: Final = 1
BAD_USE: Final = 2
_MISUSE: Final = frozenset(
    (
        "verify_needs_authority",
        "file_unreadable",
        "file_unwritable",
        "file_target_unknown",
        "profile_unknown",
        "user_unknown",
    )
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, that of the process without arguments given here; returns the exit code."""
    arguments = _parser().parse_args(list(sys.argv[1:] if argv is None else argv) or ["gui"])
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except BsError as error:
        print(_explain(error.code, error.facts), file=sys.stderr)
        return BAD_USE if error.code in _MISUSE else FOUND
    except BrokenPipeError:
        return OK  # the reader of our output has gone
    except OSError as error:
        print(f"{error.filename or ''}: {error.strerror}", file=sys.stderr)
        return BAD_USE


def language() -> str:
    """Return the language of the command line: BSCLIENT_LANG, or the locale's, else English."""
    name = (
        os.environ.get("BSCLIENT_LANG")
        or os.environ.get("LC_ALL")
        or os.environ.get("LANG")
        or (locale.getlocale()[0] or "")
    )
    return "ru" if name.lower().startswith("ru") else "en"


def _explain(code: str, facts: dict[str, str]) -> str:
    named = texts.of_file(facts, language())
    shown = texts.message(code, named, language())
    mend = texts.mend(code, named, language())
    return f"{shown} {mend}".strip()


def _gui(arguments: argparse.Namespace) -> int:
    gc.disable()  # till the first window is there: what is imported stays, looking through it takes a seventh of a start
    from bsclient import app

    return app.leave(app.run(arguments.home, profile=arguments.profile))


def _demo(arguments: argparse.Namespace) -> int:
    from bsclient import app, tour

    code = tour.demo(
        arguments.tour,
        fresh=arguments.fresh,
        languages=arguments.lang.split(","),
        themes=arguments.theme.split(","),
    )
    return app.leave(code)


def _bank(arguments: argparse.Namespace) -> int:
    from bsclient.bank import server

    if arguments.attached:
        server.end_with_parent()
    data = arguments.data or paths.home() / "bank"
    return server.main(arguments.db, arguments.port, data=data, demo=arguments.demo, speed=arguments.speed)


def _check(arguments: argparse.Namespace) -> int:
    from bsclient.formats import convert, neutral
    from bsclient.services.imports import filecheck

    today = arguments.on or clock.business_day(clock.now())
    data = convert.read_bytes(arguments.file)
    documents = filecheck.check_documents(data, arguments.file.name, today, arguments.type)
    if documents is not None:
        if arguments.json:
            sys.stdout.buffer.write(filecheck.as_json(documents, language()))
        else:
            _say(filecheck.report_documents(documents, language()))
        return FOUND if documents.found else OK
    checked = filecheck.check(data, arguments.file.name, today)
    if arguments.json:
        sys.stdout.buffer.write(neutral.write_neutral(checked, language()))
    else:
        _say(filecheck.report(checked, language()))
    return FOUND if filecheck.found(checked) else OK


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _convert(arguments: argparse.Namespace) -> int:
    from bsclient.services.exports import conversions

    if arguments.to not in conversions.TARGETS:
        return _convert_documents(arguments)
    to_stdout = str(arguments.target) == "-"
    out = sys.stdout.buffer if to_stdout else arguments.target
    found = conversions.convert_file(arguments.source, arguments.to, out, language())
    if to_stdout:
        sys.stdout.buffer.flush()
    for line in conversions.report(found, language()):
        print(line, file=sys.stderr)
    return OK if found.complete else FOUND


def _convert_documents(arguments: argparse.Namespace) -> int:
    """Convert a file of documents into another form of their type."""
    from bsclient.domain.problems import blocking
    from bsclient.formats import convert, forms

    target = None if str(arguments.target) == "-" else arguments.target
    read = forms.convert(convert.read_bytes(arguments.source), arguments.source.name, arguments.to, target)
    problems = [*read.problems, *(problem for draft in read.drafts for problem in draft.problems)]
    for problem in problems:
        print(_explain(problem.code, dict(problem.facts)), file=sys.stderr)
    return FOUND if blocking(problems) else OK


def _verify_evidence(data: bytes, arguments: argparse.Namespace) -> int:
    """Check a ZIP of evidence and say what each proof in it is worth."""
    from bsclient.services.evidence import report as evidence_report

    ca = arguments.ca.read_bytes() if arguments.ca is not None else b""
    good, lines = evidence_report.checked(data, ca, language(), as_json=arguments.json)
    _say(lines)
    return OK if good else FOUND


def _verify(arguments: argparse.Namespace) -> int:
    from bsclient.crypto import certificates, foreign, verify
    from bsclient.errors import BadSignature

    content = arguments.document.read_bytes()
    if not arguments.signatures:
        return _verify_evidence(content, arguments)
    if arguments.ca is None:
        raise BadInput("verify_needs_authority")
    trust = verify.Trust(certificates.load(arguments.ca.read_bytes()), roles=verify.ANYONE)
    judge = foreign.verify if arguments.foreign else verify.verify
    results = []
    for path in arguments.signatures:
        try:
            found = judge(content, path.read_bytes(), trust, arguments.at or clock.now())
        except BadSignature as error:
            results.append(
                {
                    "file": str(path),
                    "ok": False,
                    "code": error.code,
                    "message": _explain(error.code, error.facts),
                }
            )
        else:
            signer = found.certificate
            results.append(
                {
                    "file": str(path),
                    "ok": True,
                    "signer": signer.subject_name,
                    "organisation": signer.organisation,
                    "serial": signer.serial,
                    "time": clock.stamp(found.signing_time),
                }
            )
    if arguments.json:
        print(json.dumps(results, ensure_ascii=False))
    else:
        for row in results:
            print(
                f"{row['file']}: "
                + (f"OK, {row['signer']}, {row['time']}" if row["ok"] else str(row["message"]))
            )
    return OK if all(row["ok"] for row in results) else FOUND


def _sync(arguments: argparse.Namespace) -> int:
    from bsclient.services.exchange import unattended

    wanted = unattended.Wanted(arguments.home or paths.home(), arguments.profile, arguments.user)
    return unattended.synchronise(wanted, as_json=arguments.json, language=language())


def _bench(arguments: argparse.Namespace) -> int:
    from bsclient import bench

    return bench.run(arguments.name, short=arguments.short, as_json=arguments.json)


def _test(_: argparse.Namespace) -> int:
    print("Run the tests with: python3 main.py test", file=sys.stderr)
    return BAD_USE


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py", description="BSClient: a desktop client for remote banking, and its bank."
    )
    parser.add_argument("--version", action="version", version=f"BSClient {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_desktop(commands)
    _add_files(commands)
    _add_services(commands)
    return parser


_Commands = argparse._SubParsersAction  # noqa: SLF001 -- argparse has no public name for it


def _add(
    commands: _Commands[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _add_desktop(commands: _Commands[argparse.ArgumentParser]) -> None:
    gui = _add(commands, "gui", _gui, "open the desktop (default)")
    gui.add_argument("--home", type=Path, help="folder of profiles")
    gui.add_argument("--profile", default="", help="profile to offer first")
    demo = _add(commands, "demo", _demo, "start the demo bank and the desktop on a demo profile")
    demo.add_argument(
        "--tour",
        type=Path,
        metavar="DIR",
        help="walk the guided tour off screen, a screenshot per step in DIR",
    )
    demo.add_argument("--fresh", action="store_true", help="forget the earlier demo and begin anew")
    demo.add_argument("--lang", default="ru", help="languages of the tour, e.g. ru,en")
    demo.add_argument("--theme", default="light", help="themes of the tour, e.g. light,dark")
    _add(commands, "test", _test, "set up and run all tests (handled by main.py)")


def _add_files(commands: _Commands[argparse.ArgumentParser]) -> None:
    check = _add(
        commands, "check", _check, "check a file of payments or other documents and list the problems of each"
    )
    check.add_argument("file", type=Path)
    check.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="check as of this day (today)")
    check.add_argument(
        "--type", default="", metavar="TYPE", help="type of the documents, if their form has several"
    )
    check.add_argument("--json", action="store_true", help="print the neutral JSON")
    convert = _add(commands, "convert", _convert, "convert a statement or payments file")
    convert.add_argument("source", type=Path, metavar="IN")
    convert.add_argument("target", type=Path, metavar="OUT", help="file, or - for standard output")
    convert.add_argument(
        "--to",
        required=True,
        metavar="FORM",
        help="1c, mt940, mt942, camt052, camt053, camt054, ofx, qif, csv, xlsx, pdf, ed211, json; for payments: ed101, pain001; "
        "for documents of other types: documents, documents-csv or a form of the type",
    )
    verify = _add(
        commands, "verify", _verify, "verify a ZIP of evidence, or detached signatures of a document"
    )
    verify.add_argument("document", type=Path, metavar="DOC")
    verify.add_argument("signatures", type=Path, nargs="*", metavar="SIG")
    verify.add_argument("--ca", type=Path, metavar="PEM", help="the bank's authority that you trust")
    verify.add_argument(
        "--at", type=clock.parse, metavar="TIME", help="instant at which certificates must be valid (now)"
    )
    verify.add_argument(
        "--foreign",
        action="store_true",
        help="also take signatures that openssl made with certificates of this authority; the bank does not",
    )
    verify.add_argument("--json", action="store_true")


def _add_services(commands: _Commands[argparse.ArgumentParser]) -> None:
    bank = _add(commands, "bank", _bank, "run the bank server")
    bank.add_argument(
        "--db", default="", metavar="URL", help="database URL (SQLite in the data folder by default)"
    )
    bank.add_argument("--port", type=int, default=8443, help="loopback port, 0 for any free one")
    bank.add_argument("--data", type=Path, help="folder of the bank's keys and database")
    bank.add_argument("--demo", action="store_true", help="fill an empty database with the demo clients")
    bank.add_argument("--attached", action="store_true", help="end when standard input closes")
    bank.add_argument(
        "--speed", type=float, default=1.0, help="how many times faster than real the bank's clock runs"
    )
    sync = _add(
        commands, "sync", _sync, "synchronise a profile once; the passphrase is read from standard input"
    )
    sync.add_argument("--profile", required=True)
    sync.add_argument("--user", default="")
    sync.add_argument("--home", type=Path)
    sync.add_argument("--json", action="store_true")
    bench = _add(commands, "bench", _bench, "measure our path and a raw baseline side by side")
    bench.add_argument(
        "name",
        choices=("startup", "import", "journal", "sign", "sync", "accept", "guess", "statement", "formats"),
    )
    bench.add_argument("--short", action="store_true", help="a smaller load")
    bench.add_argument("--json", action="store_true", help="the last line is one JSON object")
