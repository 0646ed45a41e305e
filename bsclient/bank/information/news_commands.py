"""The operators' commands over what the bank tells all its clients: `news add|list|withdraw`, `rates-load`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from bsclient.errors import BadInput

if TYPE_CHECKING:
    from bsclient.bank.core import Bank

Open = Callable[[argparse.Namespace], AbstractContextManager["Bank"]]


class NewsCommands:
    """The commands over a bank that `open_bank` opens."""

    def __init__(self, open_bank: Open) -> None:
        self._open = open_bank

    def add(self, commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        """Add `news` with all that stands under it, and `rates-load`."""
        text = "news, notices and offers for clients"
        under = commands.add_parser("news", help=text, description=text).add_subparsers(
            required=True, metavar="COMMAND"
        )
        tell = _command(under, "add", self.tell, "tell clients something; prints its id")
        tell.add_argument("kind", help="news, notice or offer")
        tell.add_argument("title", help="in Russian")
        tell.add_argument("words", help="the text, in Russian")
        tell.add_argument("--title-en", default="")
        tell.add_argument("--text-en", default="")
        tell.add_argument("--from", dest="start", default="", metavar="DAY", help="first day, as 2026-11-22")
        tell.add_argument("--to", dest="end", default="", metavar="DAY", help="last day")
        tell.add_argument("--client", default="", help="for one client (for all by default)")
        _command(under, "list", self.list, "list all, the newest first")
        back = _command(under, "withdraw", self.withdraw, "take one back")
        back.add_argument("id")
        load = _command(
            commands,
            "rates-load",
            self.load,
            "take official rates from a file XML_daily of the Bank of Russia",
        )
        load.add_argument("file", type=Path)

    def tell(self, chosen: argparse.Namespace) -> object:
        """Tell clients something."""
        from bsclient.bank.information.news import News

        told = News(
            kind=chosen.kind,
            title=chosen.title,
            text=chosen.words,
            title_en=chosen.title_en,
            text_en=chosen.text_en,
            valid_from=chosen.start,
            valid_to=chosen.end,
            client=chosen.client,
        )
        with self._open(chosen) as bank:
            return {"id": bank.publish(told)}

    def list(self, chosen: argparse.Namespace) -> object:
        """Return all that was told."""
        with self._open(chosen) as bank:
            return bank.news()

    def withdraw(self, chosen: argparse.Namespace) -> object:
        """Take something back."""
        with self._open(chosen) as bank:
            bank.withdraw_news(chosen.id)
        return {"id": chosen.id}

    def load(self, chosen: argparse.Namespace) -> object:
        """Keep official rates; returns the day, the currencies taken and those the bank does not deal in."""
        from bsclient.formats import cbr_rates

        try:
            with chosen.file.open("rb") as file:
                data = file.read(cbr_rates.LARGEST + 1)
        except OSError as error:
            raise BadInput("file_unreadable", name=chosen.file.name, reason=error.strerror or "") from error
        told = cbr_rates.read(data)
        with self._open(chosen) as bank:
            return bank.load_rates(told)


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], object],
    text: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument("--language", choices=("ru", "en"), default="ru", help="of what is refused")
    command.add_argument("--text", action="store_true", help="refusals in words only")
    command.set_defaults(run=run)
    return command
