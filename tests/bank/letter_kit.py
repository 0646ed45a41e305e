"""A manned letter desk for tests: `ask` sends a letter, `answer` takes and answers it, `letters` and `events` are what clients hear."""

import dataclasses
from datetime import datetime

from bank_core_kit import PLAN

from bsclient.bank.letters.desk import Answer
from bsclient.bank.letters.office import Wording
from bsclient.clock import MOSCOW

OLGA, PAVEL = "Ольга Орлова", "Павел Котов"
WORDS = Wording("Комиссия 25 руб.")
NOTHING = Answer("")


def manned(town):
    """A desk without an automatic operator, with the directories that come with the program."""
    town.bank.plan = dataclasses.replace(PLAN, desk_answer=0)
    town.bank.load_directories()
    return town


def ask(town, who="ann", **fields):
    """Send a letter; returns its id."""
    company = getattr(town, who)
    letter = company.letter(**fields)
    outcome = company.send(company.incoming(letter))
    assert outcome.receipt is not None, outcome
    return letter.id


def letters(town, client="ann"):
    return [told.fields for told in town.made(client, "bank_letter")]


def events(town, letter_id, client="ann"):
    """What the client was told of the desk's work on a letter."""
    told = [item.data for item in town.events(client) if item.kind == "letter"]
    return [data["event"] for data in told if data["id"] == letter_id]


def answer(town, thread, operator=OLGA, said=WORDS, told=NOTHING):
    town.bank.take_letters(thread, operator)
    return town.bank.answer_letters(thread, operator, said, told)


def moscow(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)
