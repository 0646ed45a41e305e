"""The bank's own commands: `python -m bsclient.bank serve | connection | …`.

For keys see `keys.commands`, for letters `letters.commands`; for documents: `documents | approve-document | refuse-document`; for accounts: `fee | mend | parts`; for files: `uploads`; for all clients: `news | rates-load`. The operators' commands work on the same base while the server runs. Exit codes: 0 ok, 1 refused.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bsclient import paths, texts
from bsclient.bank.information.news_commands import NewsCommands
from bsclient.bank.journal_commands import JournalCommands
from bsclient.bank.keys.commands import KeyCommands
from bsclient.bank.letters.commands import LetterCommands
from bsclient.bank.rights.commands import RightsCommands
from bsclient.errors import BadInput, BsError, NotAllowed

if TYPE_CHECKING:
    from bsclient.bank.core import Bank

OK: Final = 0
REFUSED: Final = 1

Run = Callable[[argparse.Namespace], object]


def main(arguments: Sequence[str]) -> int:
    """Run one command; answers are JSON lines (or text) on standard output, refusals one line on standard error."""
    chosen = _parser().parse_args(arguments)
    run: Run = chosen.run
    try:
        answer = run(chosen)
    except BsError as error:
        print(_refusal(error, chosen), file=sys.stderr)
        return REFUSED
    if answer is not None:
        _say(answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False))
    return OK


def _say(answer: str) -> None:
    """Print an answer; whoever reads only its first lines (`| head`) has seen what he wanted."""
    try:
        print(answer, flush=True)
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # the end of the program flushes once more


def _refusal(error: BsError, chosen: argparse.Namespace) -> str:
    """Say what is wrong: code and facts, and a sentence where the command has a language."""
    told: dict[str, object] = {"code": error.code, "facts": error.facts}
    if language := getattr(chosen, "language", ""):
        said = texts.texts(language)
        told |= {"message": said.message(error.code, error.facts), "mend": said.mend(error.code, error.facts)}
        if chosen.text:
            return f"{told['message']} {told['mend']}"
    return json.dumps(told, ensure_ascii=False)


def _serve(chosen: argparse.Namespace) -> None:
    from bsclient.bank import server

    server.main(chosen.db, chosen.port, data=chosen.data, demo=chosen.demo, speed=chosen.speed)


def _connection(chosen: argparse.Namespace) -> object:
    from bsclient.bank.information import introduction
    from bsclient.protocol.connection import groups

    url = chosen.url or introduction.last_address(chosen.data)
    with _bank(chosen) as bank:
        told = introduction.connection(bank.profile, bank.keys, url)
    introduction.write(told, chosen.file, chosen.qr)
    return {"url": told.url, "bic": told.bic, "ca_fingerprint": " ".join(groups(told.ca_fingerprint))}


def _documents(chosen: argparse.Namespace) -> object:
    with _bank(chosen) as bank:
        return [asdict(found) for found in bank.documents_to_decide()]


def _approve_document(chosen: argparse.Namespace) -> None:
    with _bank(chosen) as bank:
        bank.approve_document(chosen.id, chosen.operator, chosen.note)


def _refuse_document(chosen: argparse.Namespace) -> None:
    with _bank(chosen) as bank:
        bank.refuse_document(chosen.id, chosen.operator, chosen.note)


def _fee(chosen: argparse.Namespace) -> None:
    with _bank(chosen) as bank:
        bank.take_fee(chosen.account, _minor(chosen.amount), chosen.purpose)


def _mend(chosen: argparse.Namespace) -> None:
    with _bank(chosen) as bank:
        bank.mend(chosen.account, _minor(chosen.amount), chosen.ground)


def _parts(chosen: argparse.Namespace) -> None:
    with _bank(chosen) as bank:
        bank.allow_parts(chosen.client, allowed=not chosen.no)


def _uploads(chosen: argparse.Namespace) -> None:
    with _standing_bank(chosen) as bank:
        bank.set_uploads(chosen.megabytes, chosen.days)


def _minor(text: str) -> int:
    from bsclient.domain.money import parse_amount, to_minor

    try:
        return to_minor(parse_amount(text, positive=True))
    except ValueError as error:
        raise BadInput("amount_form", value=text) from error


@contextmanager
def _bank(chosen: argparse.Namespace) -> Iterator[Bank]:
    from bsclient.bank import server

    bank, _ = server.open_bank(server.Place(chosen.data, chosen.db))
    try:
        yield bank
    finally:
        bank.close()


@contextmanager
def _standing_bank(chosen: argparse.Namespace) -> Iterator[Bank]:
    """Open a bank that there is; NotAllowed("bank_not_there") rather than make an empty one where a path was mistyped."""
    if not chosen.db and not chosen.data.is_dir():
        raise NotAllowed("bank_not_there", value=str(chosen.data))
    with _bank(chosen) as bank:
        yield bank


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bsclient.bank", description="The bank of BSClient.")
    parser.add_argument("--data", type=Path, default=paths.home() / "bank", help="folder of keys and base")
    parser.add_argument("--db", default="", metavar="URL", help="base (SQLite in the data folder by default)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = _add(commands, "serve", _serve, "run the server")
    serve.add_argument("--port", type=int, default=8443, help="loopback port, 0 for any free one")
    serve.add_argument("--demo", action="store_true", help="fill an empty base with the demo clients")
    serve.add_argument("--speed", type=float, default=1.0, help="how many times faster the bank's clock runs")
    told = _add(commands, "connection", _connection, "write the file that clients connect with")
    told.add_argument("file", type=Path, help="name.bsbank")
    told.add_argument("--qr", type=Path, metavar="PNG", help="also the QR for the bank's letter")
    told.add_argument("--url", default="", help="address for clients (that of the last start by default)")
    KeyCommands(_bank).add(partial(_add, commands))
    RightsCommands(_bank).add(partial(_add, commands))
    JournalCommands(_bank).add(partial(_add, commands))
    LetterCommands(_standing_bank).add(commands)
    NewsCommands(_standing_bank).add(commands)
    _add(commands, "documents", _documents, "list documents that wait for an operator")
    for name, run, text in (
        ("approve-document", _approve_document, "let a document go on"),
        ("refuse-document", _refuse_document, "refuse a document; the client reads the note"),
    ):
        decide = _add(commands, name, run, text)
        decide.add_argument("id")
        decide.add_argument("operator")
        decide.add_argument("--note", default="")
    uploads = _add(commands, "uploads", _uploads, "bound the files of a client that no document names yet")
    uploads.add_argument("megabytes", type=int, help="of one client (256 unless set)")
    uploads.add_argument("days", type=int, help="after which each is removed (7 unless set)")
    _add_accounts(commands)
    return parser


def _add_accounts(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for name, run, text, why in (
        ("fee", _fee, "take a fee from a client's account by a bank order", "purpose"),
        ("mend", _mend, "take back what was credited by mistake, by a memorial order", "ground"),
    ):
        act = _add(commands, name, run, text)
        act.add_argument("account")
        act.add_argument("amount")
        act.add_argument(why)
    parts = _add(commands, "parts", _parts, "let a client's orders that wait for money be paid in parts")
    parts.add_argument("client")
    parts.add_argument("--no", action="store_true", help="not any more")


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],  # argparse has no public name for it
    name: str,
    run: Run,
    text: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
