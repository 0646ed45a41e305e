"""Letters on this side of the wire: conversations, search, what is told to the bank, files that come in pieces."""

import datetime as dt
import threading
from dataclasses import replace

import pytest
from wire_kit import Wired, codes

from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.identity import new_id
from bsclient.errors import BadInput, Conflict, Refused, Unreachable
from bsclient.protocol import messages as m
from bsclient.services.context import Workplace
from bsclient.services.home import Home
from bsclient.services.letters import search as letter_search
from bsclient.services.letters.threads import LetterFilter, Letters, Mail, quoted
from bsclient.sync.files import PIECE

ANSWER = {"subject": "Re: Тариф", "body": "Комиссия 25 рублей", "author": "Петрова Е."}


@pytest.fixture
def desk(tmp_path):
    made = Wired(tmp_path)
    yield made
    made.close()


def sent(desk, subject="Тариф", body="Какова комиссия?", **mail):
    draft = desk.letters.keep(Mail(subject, body, **mail))
    desk.queued(draft.id)
    assert not desk.synchronise().problems
    return draft.id


def answer(desk, thread, **fields):
    told = {"thread": thread, "in_reply_to": thread, "automatic": "", **ANSWER, **fields}
    desk.teller.say(m.Kind.DOCUMENT, desk.teller.letter(**told))
    assert not desk.synchronise().problems
    return [one for one in desk.letters.thread(thread) if one.incoming][-1]


def stage(desk, letter, event, by="", due=""):
    data = {"id": letter, "thread": letter, "event": event, "at": desk.clock(), "by": by, "due": due}
    desk.teller.say(m.Kind.LETTER, data)
    return desk.synchronise()


def test_a_letter_carries_kind_telephone_and_document_and_remembers_the_telephone(desk):
    payment = desk.payment()
    letter = sent(desk, kind="payment", phone="8 (495) 123-45-67", about=payment)
    (view,) = desk.letters.thread(letter)
    assert (view.kind, view.about) == ("payment", payment)
    assert desk.letters.phone() == "+74951234567"
    assert desk.letters.thread_of(letter) == letter
    assert "№ " in desk.letters.about(payment)
    body = desk.teller.sent[-1].body.decode()
    assert "+74951234567" in body
    assert payment in body
    desk.letters.keep_phone("звоните вечером")
    assert desk.letters.phone() == "+74951234567"


def test_the_clock_runs_from_the_banks_word_until_the_answer(desk):
    letter = sent(desk)
    due = desk.clock() + dt.timedelta(minutes=50)
    answer(desk, letter, automatic="1", due=due.isoformat(), body="Получено")
    (thread,) = desk.letters.threads()
    assert (thread.waiting, thread.due) == (True, due)
    later = due + dt.timedelta(minutes=10)
    assert not stage(desk, letter, "received", due=later.isoformat()).problems
    assert not stage(desk, letter, "assigned", by="Петрова Е.").problems
    assert desk.letters.threads()[0].due == later
    assert not stage(desk, letter, "sent_to_the_moon").problems, "an event of a newer bank"
    stage(desk, letter, "answered", by="Петрова Е.")
    (thread,) = desk.letters.threads()
    assert (thread.waiting, thread.due) == (False, None)
    own = desk.letters.thread(letter)[0]
    assert [(step.event, step.by) for step in own.steps] == [
        ("received", ""), ("assigned", "Петрова Е."), ("answered", "Петрова Е."),
    ]  # fmt: skip


def test_a_word_of_the_bank_without_zone_or_id_is_not_believed(desk):
    letter = sent(desk)
    assert codes(stage(desk, letter, "received", due="2026-11-22T14:30:00")) == ["event_form"]
    assert codes(stage(desk, "1", "opened")) == ["event_form"]
    assert desk.letters.thread(letter)[0].steps == ()


def test_the_bank_is_told_once_what_was_seen(desk):
    letter = sent(desk)
    shown = answer(desk, letter)
    assert desk.letters.unread() == 1
    assert desk.letters.seen([shown.id]) == 1
    assert desk.letters.seen([shown.id]) == 0
    desk.teller.refused["letter_read"] = Unreachable("bank_silent")
    assert codes(desk.synchronise()) == ["bank_silent"]
    del desk.teller.refused["letter_read"]
    desk.delivery.poll(0, threading.Event())
    assert desk.teller.read == [shown.id]
    assert desk.letters.mark_unread(letter)
    assert desk.letters.unread() == 1
    desk.letters.mark_read(letter)
    desk.synchronise()
    assert desk.teller.read == [shown.id]


def colleague(desk, identity="u2"):
    """Another user of the same profile on this PC; both know of each other from now on."""
    old = desk.place
    other = replace(old.user, id=identity, name="Сидоров Б. Б.")
    profile = replace(old.profile, users=(*old.profile.users, other))
    places = [
        Workplace(desk.store, profile, user, old.banks, old.changes, desk.clock) for user in (old.user, other)
    ]
    return [(Letters(place, desk.drafts), Home(place)) for place in places]


def test_what_a_colleague_has_read_is_still_new_to_me_and_the_bank_is_told_once(desk):
    thread = sent(desk)
    before = answer(desk, thread).id
    desk.letters.seen([before])
    (mine, my_home), (theirs, their_home) = colleague(desk)
    assert (mine.unread(), theirs.unread()) == (0, 0), "what was read before he came is not new to him"
    desk.clock.time += dt.timedelta(minutes=1)  # within one instant the order of ids is chance
    shown = answer(desk, thread, body="Ответ 2").id
    assert (mine.unread(), theirs.unread()) == (1, 1)
    assert theirs.seen([shown, shown]) == 1
    assert (mine.unread(), theirs.unread()) == (1, 0)
    assert (my_home.overview().unread_letters, their_home.overview().unread_letters) == (1, 0)
    assert [[one.unread for one in box.threads()] for box in (mine, theirs)] == [[1], [0]]
    assert [each.read for each in mine.thread(thread) if each.incoming] == [True, False]
    assert [view.id for view in mine.threads(chosen=LetterFilter(unread=True))] == [thread]
    desk.synchronise()
    assert desk.teller.read == [before, shown]
    assert (mine.mark_read(thread), mine.unread()) == (1, 0)
    assert mine.mark_unread(thread)
    assert mine.mark_unread(thread)
    assert (mine.unread(), theirs.unread()) == (1, 0), "only to whoever marks it"
    assert mine.seen([shown]) == 1
    desk.synchronise()
    assert desk.teller.read == [before, shown]
    assert not mine.mark_unread("none")


def test_a_bank_that_knows_no_receipts_is_not_asked_again(desk):
    letter = sent(desk)
    desk.letters.seen([answer(desk, letter).id])
    desk.teller.refused["letter_read"] = Refused("bank_not_found")
    assert not desk.synchronise().problems
    del desk.teller.refused["letter_read"]
    desk.synchronise()
    assert desk.teller.read == []


def test_a_mark_is_given_for_an_answer_changed_within_a_day_and_refused_later(desk):
    letter = sent(desk)
    answer(desk, letter, automatic="1")
    with pytest.raises(BadInput, match="letter_not_answered"):
        desk.letters.rate(letter, 5)
    answer(desk, letter)
    for wrong in (0, 6):
        with pytest.raises(BadInput, match="letter_mark_form"):
            desk.letters.rate(letter, wrong)
    desk.letters.rate(letter, 4, "быстро")
    desk.synchronise()
    assert (desk.teller.marks[letter].mark, desk.teller.marks[letter].note) == (4, "быстро")
    desk.letters.rate(letter, 5)
    desk.synchronise()
    assert desk.teller.marks[letter].mark == 5
    assert desk.letters.threads()[0].mark == 5
    desk.clock.time += dt.timedelta(days=1, minutes=1)
    with pytest.raises(BadInput, match="letter_mark_closed"):
        desk.letters.rate(letter, 1)
    assert not desk.letters.may_rate(letter, desk.letters.thread(letter))
    answer(desk, letter, body="Ещё одно")
    assert desk.letters.may_rate(letter, desk.letters.thread(letter))


def test_the_banks_no_to_a_mark_is_kept_and_not_repeated(desk):
    letter = sent(desk)
    answer(desk, letter)
    desk.letters.rate(letter, 2)
    desk.teller.refused["letter_mark"] = Conflict("bank_conflict", reason="letter_mark_closed")
    assert not desk.synchronise().problems
    assert desk.letters.rating(letter).refused == "letter_mark_closed"
    del desk.teller.refused["letter_mark"]
    desk.synchronise()
    assert desk.teller.marks == {}


def test_conversations_are_found_by_words_and_chosen_by_filters(desk, tmp_path):
    first = sent(desk, kind="tariff")
    note = tmp_path / "Счёт-4711.pdf"
    note.write_bytes(b"x")
    second = sent(desk, "Остаток", "Прошу справку", attachments=desk.letters.attach([note]))
    answer(desk, first)

    def found(text="", **chosen):
        return {view.id for view in desk.letters.threads(text, LetterFilter(**chosen))}

    assert found() == {first, second}
    assert found(unread=True) == {first}
    assert found(waiting=True) == {first, second}
    assert found(files=True) == found("счет 4711") == {second}
    assert found(kind="tariff") == found("25 КОМИССИЯ") == {first}
    number = desk.row(second).number
    assert second in found(f"№ {number} остаток")
    (view,) = desk.letters.threads("рублей")
    assert "25 рублей" in view.excerpt
    desk.letters.archive(first)
    assert found() == {second}
    assert found(archived=True) == {first}
    desk.clock.time += dt.timedelta(seconds=1)
    answer(desk, first, body="И ещё")
    assert found() == {first, second}, "a new letter brings a conversation back"


def test_places_of_words_are_those_of_the_shown_text():
    text = "Ещё отчёт за ИЮНЬ; отчет"
    places = letter_search.spans(text, letter_search.words("отчёт июнь"))
    assert [text[start : start + length] for start, length in places] == ["отчёт", "ИЮНЬ", "отчет"]
    assert letter_search.spans("ааа", ("а",)) == [(0, 3)]
    assert letter_search.spans("İx straße", letter_search.words("X")) == [(1, 1)]
    assert letter_search.excerpt(("нет", "слово " * 30 + "цель"), ("цель",)).endswith("цель")


def test_what_was_being_written_is_there_after_a_crash_until_it_is_saved(desk):
    assert desk.letters.unsaved() is None
    mail = Mail("Тема", "недописано", thread=new_id(desk.clock()), kind="tariff", phone="12")
    desk.letters.keep_unsaved(mail, "d1")
    kept = desk.letters.unsaved()
    assert (kept.mail, kept.draft) == (mail, "d1")
    desk.letters.forget_unsaved()
    assert desk.letters.unsaved() is None


def test_the_signature_text_is_the_users_own_and_bounded(desk):
    desk.letters.keep_signature("\nС уважением,\nИванова\n")
    assert desk.letters.signature() == "С уважением,\nИванова"
    with pytest.raises(BadInput, match="letter_signature_long"):
        desk.letters.keep_signature("x" * 501)


def test_an_unsent_draft_is_known_and_a_quote_has_every_line(desk):
    letter = sent(desk)
    shown = answer(desk, letter, body="Первая\n\nВторая\n")
    assert desk.letters.unsent(letter) == ""
    draft = desk.letters.keep(Mail("Re: Тариф", "ещё", thread=letter))
    assert desk.letters.unsent(letter) == draft.id
    assert quoted(shown) == "> Первая\n>\n> Вторая"


def test_a_file_of_the_bank_goes_on_where_the_line_was_cut(desk):
    data = bytes(range(256)) * (PIECE // 256) * 3 + b"end"
    name = sha256_hex(data)
    desk.teller.blobs[name] = data
    letter = sent(desk)
    whole, asked = desk.teller.get_piece, []

    def cut(sha256, start, length):
        asked.append(start)
        if start >= 2 * PIECE:
            raise Refused("bank_unauthenticated")
        return whole(sha256, start, length)

    desk.teller.get_piece = cut
    steps = []
    desk.delivery.transfers.subscribe(lambda told: steps.append((told.done, told.total)))
    told = desk.teller.letter(
        thread=letter, attachments=[{"name": "акт.pdf", "sha256": name, "size": str(len(data))}], **ANSWER
    )
    desk.teller.say(m.Kind.DOCUMENT, told)
    assert codes(desk.synchronise()) == ["bank_unauthenticated"]
    assert (asked, steps[-1]) == ([0, PIECE, 2 * PIECE], (2 * PIECE, len(data)))
    assert desk.delivery.transfers.of(name) is None
    with pytest.raises(BadInput, match="attachment_missing"):
        desk.letters.attachment(name)
    desk.teller.get_piece = lambda *given: asked.append(given[1]) or whole(*given)
    (shown,) = [one for one in desk.letters.thread(letter) if one.incoming]
    assert desk.letters.here([shown]) == frozenset()
    assert desk.delivery.fetch(shown.attachments, threading.Event()) == 1
    assert asked == [0, PIECE, 2 * PIECE, 2 * PIECE, 3 * PIECE]
    assert desk.letters.attachment(name) == data
    assert desk.letters.here([shown]) == {name}
    assert desk.delivery.fetch(shown.attachments, threading.Event()) == 0


def test_files_of_a_letter_come_with_the_poll_that_brought_it_and_go_on_where_it_was_cut(desk):
    data = bytes(range(256)) * (3 * PIECE // 256) + b"end"
    name = sha256_hex(data)
    desk.teller.blobs[name] = data
    letter = sent(desk)
    assert desk.delivery.poll(0, threading.Event()) == 0
    attached = [{"name": "акт.pdf", "sha256": name, "size": str(len(data))}]
    desk.teller.say(m.Kind.DOCUMENT, desk.teller.letter(thread=letter, attachments=attached, **ANSWER))
    whole, asked, steps = desk.teller.get_piece, [], []

    def cut(sha256, start, length):
        asked.append(start)
        if start == 2 * PIECE and len(asked) == 3:
            raise Refused("bank_unauthenticated")
        return whole(sha256, start, length)

    desk.teller.get_piece = cut
    desk.delivery.transfers.subscribe(lambda told: steps.append((told.done, told.over)))
    with pytest.raises(Refused, match="bank_unauthenticated"):
        desk.delivery.poll(0, threading.Event())
    (shown,) = [one for one in desk.letters.thread(letter) if one.incoming]
    assert steps == [(0, False), (PIECE, False), (2 * PIECE, False), (2 * PIECE, True)]
    assert desk.letters.here([shown]) == frozenset()
    desk.delivery.poll(0, threading.Event())
    assert asked == [0, PIECE, 2 * PIECE, 2 * PIECE, 3 * PIECE]
    assert desk.letters.attachment(name) == data
    assert desk.delivery.transfers.of(name) is None


def test_a_poll_asks_once_for_a_file_that_the_bank_has_not_got(desk):
    letter = sent(desk)
    desk.delivery.poll(0, threading.Event())
    good = b"act"
    desk.teller.blobs[sha256_hex(good)] = good
    attached = [
        {"name": "a.pdf", "sha256": "0" * 64, "size": "10"},
        {"name": "b.pdf", "sha256": sha256_hex(good), "size": str(len(good))},
    ]
    asked, get = [], desk.teller.get_blob
    desk.teller.get_blob = lambda sha256: asked.append(sha256) or get(sha256)
    desk.teller.say(m.Kind.DOCUMENT, desk.teller.letter(thread=letter, attachments=attached, **ANSWER))
    assert desk.delivery.poll(0, threading.Event()) == 1
    assert desk.letters.attachment(sha256_hex(good)) == good
    assert desk.delivery.poll(0, threading.Event()) == 0
    assert sorted(asked) == sorted(["0" * 64, sha256_hex(good)])


def test_pieces_that_make_another_file_are_thrown_away(desk):
    data = b"a" * (2 * PIECE)
    name = sha256_hex(data)
    desk.teller.blobs[name] = b"b" + data[1:]
    letter = sent(desk)
    attached = [{"name": "акт.pdf", "sha256": name, "size": str(len(data))}]
    desk.teller.say(m.Kind.DOCUMENT, desk.teller.letter(thread=letter, attachments=attached, **ANSWER))
    stop = threading.Event()
    desk.delivery.synchronise(lambda step: stop.set() if step.done == step.total > PIECE else None, stop)
    desk.teller.blobs[name] = data
    assert not desk.synchronise().problems
    assert desk.letters.attachment(name) == data


def test_a_letter_with_a_large_file_goes_on_where_the_upload_was_cut(desk, tmp_path):
    note = tmp_path / "договор.pdf"
    note.write_bytes(bytes(range(256)) * (PIECE // 256) * 2 + b"end")
    draft = desk.letters.keep(Mail("С файлом", "см. вложение", desk.letters.attach([note])))
    desk.queued(draft.id)
    put, calls = desk.teller.put_piece, []

    def cut(sha256, start, data, total):
        calls.append(start)
        if start and len(calls) == 2:
            raise Refused("bank_not_now")
        put(sha256, start, data, total)

    desk.teller.put_piece = cut
    assert codes(desk.synchronise()) == ["bank_not_now"]
    desk.clock.time += dt.timedelta(minutes=10)
    assert not desk.synchronise().problems
    assert calls == [0, PIECE, PIECE, 2 * PIECE]
    assert list(desk.teller.blobs.values()) == [note.read_bytes()]


def test_the_banks_limits_are_kept(desk, tmp_path):
    desk.synchronise()
    assert desk.letters.limits().largest == 2**20
    note = tmp_path / "большой.bin"
    note.write_bytes(b"x" * (2**20 + 1))
    with pytest.raises(BadInput, match="attachment_too_large"):
        desk.letters.attach([note])


@pytest.mark.parametrize("name", ["нет.txt", "x" * 300], ids=["not_there", "not_even_looked_at"])
def test_a_file_that_cannot_be_read_is_named(desk, tmp_path, name):
    with pytest.raises(BadInput, match="attachment_unreadable") as refused:
        desk.letters.attach([tmp_path / name])
    assert refused.value.facts["name"] == name


def test_a_file_that_cannot_be_fetched_does_not_keep_the_others_away(desk):
    good = b"act"
    name = sha256_hex(good)
    desk.teller.blobs[name] = good
    desk.teller.blobs["1" * 64] = b"another file"
    letter = sent(desk)
    named = {"0" * 64: "999999999", "1" * 64: str(PIECE + 1), name: str(len(good))}
    files = [{"name": f"{sha256[:4]}.pdf", "sha256": sha256, "size": size} for sha256, size in named.items()]
    assert name > "1" * 64
    desk.teller.say(m.Kind.DOCUMENT, desk.teller.letter(thread=letter, attachments=files, **ANSWER))
    assert codes(desk.synchronise()) == ["bank_answer_too_large"]
    assert desk.letters.attachment(name) == good
