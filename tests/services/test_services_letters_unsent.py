"""Letters that have not gone: no answer of the bank is rated before one has asked, and paper names a draft."""

import datetime as dt

import pytest
from wire_kit import Wired

from bsclient.domain.identity import new_id
from bsclient.errors import BadInput
from bsclient.protocol import messages as m
from bsclient.services.letters.papers import NOT_SENT, paper_of
from bsclient.services.letters.threads import Mail

ANSWER = {"subject": "Re: Тариф", "body": "Комиссия 25 рублей", "author": "Петрова Е."}


@pytest.fixture
def desk(tmp_path):
    made = Wired(tmp_path)
    yield made
    made.close()


def sent(desk):
    draft = desk.letters.keep(Mail("Тариф", "Какова комиссия?"))
    desk.queued(draft.id)
    assert not desk.synchronise().problems
    return draft.id


def answer(desk, thread, in_reply_to):
    told = {"thread": thread, "in_reply_to": in_reply_to, "automatic": "", **ANSWER}
    desk.teller.say(m.Kind.DOCUMENT, desk.teller.letter(**told))
    assert not desk.synchronise().problems


def test_what_the_bank_wrote_first_is_no_answer_until_one_has_asked(desk):
    first = new_id(desk.clock())
    answer(desk, first, in_reply_to="")
    desk.clock.time += dt.timedelta(minutes=1)
    draft = desk.letters.keep(Mail("Re: Тариф", "Черновик ответа", thread=first))
    assert not desk.letters.may_rate(first, desk.letters.thread(first))
    with pytest.raises(BadInput, match="letter_not_answered"):
        desk.letters.rate(first, 5)
    desk.queued(draft.id)
    assert not desk.synchronise().problems
    assert not desk.letters.may_rate(first, desk.letters.thread(first)), "it is not answered yet"
    desk.clock.time += dt.timedelta(minutes=1)
    answer(desk, first, in_reply_to=draft.id)
    assert desk.letters.may_rate(first, desk.letters.thread(first))


def test_a_letter_that_did_not_go_is_named_so_on_paper(desk):
    letter = sent(desk)
    desk.clock.time += dt.timedelta(minutes=1)
    desk.letters.keep(Mail("Re: Тариф", "Ещё вопрос", thread=letter))
    facts = [paper_of(one).facts for one in desk.letters.thread(letter)]
    assert [NOT_SENT in told for told in facts] == [False, True]
