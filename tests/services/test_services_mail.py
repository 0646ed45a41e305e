"""E-mail over a real SMTP server: only under TLS that holds, nothing into headers, later attempts, the password kept close."""

import datetime as dt
import email
import email.policy
import logging
import ssl
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from local_kit import office
from smtp_kit import Post, Server, certificate

from bsclient import clock
from bsclient.errors import BadInput, BsError, NotAllowed
from bsclient.services.notices import mail_line
from bsclient.services.notices.mail import Mail, Security
from bsclient.services.notices.telling import Kind, Notices, Quiet, Rule
from bsclient.storage import notices as kept
from bsclient.storage.engine import Store
from bsclient.storage.notices import Found

PASSWORD = "s3cret"


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("smtp"))


@pytest.fixture
def post(pem):
    return Post(pem)


@pytest.fixture
def listening(post):
    made = Server(post).begin()
    yield made
    made.end()


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setattr(
        Store, "encrypted", True
    )  # the base of this test is open; the guard is tested on its own
    opened = office(tmp_path)
    yield opened
    opened.close()


def trusting(post):
    return lambda: ssl.create_default_context(cafile=post.pem)


def server(listening, security=Security.STARTTLS, **more):
    told = {
        "host": "127.0.0.1",
        "port": listening.port,
        "user": "ivan",
        "sender": "a@example.ru",
        "to": "b@example.ru",
    }
    return mail_line.Server(security=security, on=True, **(told | more))


def letter_of(post, place=0):
    return email.message_from_bytes(post.letters[place][2], policy=email.policy.default)


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS, Security.PLAIN])
def test_a_letter_goes_and_the_password_only_under_tls(listening, post, security):
    post.security = str(security)
    told = server(listening, security)
    message = mail_line.letter(told, "Проверка", "Текст", "1")
    mail_line.send(told, PASSWORD, message, trusting(post))
    assert post.letters[0][:2] == ("a@example.ru", ["b@example.ru"])
    assert (letter_of(post)["Subject"], letter_of(post).get_content().strip()) == ("Проверка", "Текст")
    heard = " ".join(post.lines)
    assert ("AUTH" in heard) is (security is Security.PLAIN)


@pytest.mark.parametrize(
    ("offered", "change", "code"),
    [
        ("none", {}, "mail_no_tls"),
        ("starttls", {"user": "other"}, "mail_login"),
        ("refuse", {}, "mail_refused"),
        ("starttls", {"port": 1}, "mail_unreachable"),
        ("strange", {}, "mail_certificate"),
        ("strange", {"security": Security.TLS}, "mail_certificate"),
        ("starttls", {"host": "localhost"}, "mail_certificate"),
    ],
)
def test_what_does_not_hold_sends_nothing(listening, post, caplog, offered, change, code):
    caplog.set_level(logging.DEBUG)
    security = change.get("security", Security.STARTTLS)
    post.security = str(security) if offered in {"refuse", "strange", "starttls"} else "none"
    post.refuse = offered == "refuse"
    told = server(listening, **({"security": security} | change))
    contexts = ssl.create_default_context if offered == "strange" else trusting(post)
    with pytest.raises(BsError) as caught:
        mail_line.send(told, PASSWORD, mail_line.letter(told, "x", "y", "1"), contexts)
    assert caught.value.code == code
    assert not post.letters
    assert "AUTH" not in " ".join(post.lines)
    assert PASSWORD not in caplog.text + str(caught.value.facts)
    assert caught.value.__suppress_context__


def test_a_letter_says_when_it_was_written():
    told = mail_line.Server(host="smtp.example.ru", sender="a@example.ru", to="b@example.ru")
    before = clock.now().replace(microsecond=0)
    made = mail_line.letter(told, "Тема", "Тело", "1")
    back = email.message_from_bytes(made.as_bytes(), policy=email.policy.default)
    assert before <= back["Date"].datetime <= clock.now()


def test_headers_take_no_other_header():
    told = mail_line.Server(host="smtp.example.ru", sender="a@example.ru", to="b@example.ru")
    made = mail_line.letter(
        told, "Тема\r\nBcc: c@example.ru\u2028X: y\x00", "Тело\r\n.\r\nRCPT TO:<c@example.ru>", "1"
    )
    back = email.message_from_bytes(made.as_bytes(), policy=email.policy.default)
    assert back["Bcc"] is None
    assert back["X"] is None
    assert "Bcc: c@example.ru" in back["Subject"]
    for wrong in (
        "a@example.ru\r\nBcc: c@x.ru",
        "a@example.ru, c@x.ru",
        "имя@example.ru",
        "<a@example.ru>",
        "a b@x.ru",
    ):
        with pytest.raises(BadInput, match="mail_address"):
            mail_line.checked(msgspec.structs.replace(told, to=wrong))
    for wrong in ("smtp.example.ru\r\nX", "", "-x", "a b"):
        with pytest.raises(BadInput, match="mail_host"):
            mail_line.checked(msgspec.structs.replace(told, host=wrong))
    with pytest.raises(BadInput, match="mail_plain"):
        mail_line.checked(msgspec.structs.replace(told, security=Security.PLAIN))


def test_notices_go_in_one_letter_without_amounts_and_again_after_a_failure(desk, listening, post):
    notices, mail = Notices(desk.place), Mail(desk.place, trusting(post))
    rule = notices.save(Rule(name="Все", kind=Kind.CREDIT, mail=True))
    mail.save(server(listening), PASSWORD)
    found = [Found(str(n), "notice_credit", {"amount": f"{n}77.00", "currency": "RUB"}) for n in (1, 2)]
    with desk.store.write() as work:
        kept.add(work, desk.place.user.id, rule.id, found, ("none", "waiting"))
    post.refuse = True
    assert mail.deliver("ru") == 0
    assert (mail.trouble().count, mail.trouble().code) == (1, "mail_refused")
    post.refuse = False
    assert mail.deliver("ru") == 0  # not at once
    desk.clock.time += dt.timedelta(minutes=2)
    assert mail.deliver("ru") == 2
    assert mail.trouble().count == 0
    assert mail.deliver("ru") == 0
    said = letter_of(post).get_content()
    assert len(post.letters) == 1
    assert said.count("поступило") == 2
    assert "77" not in said


def test_quiet_hours_and_an_old_notice(desk, listening, post):
    notices, mail = Notices(desk.place), Mail(desk.place, trusting(post))
    rule = notices.save(Rule(name="Все", kind=Kind.LETTER, mail=True))
    mail.save(server(listening), PASSWORD)
    with desk.store.write() as work:
        kept.add(work, desk.place.user.id, rule.id, [Found("1", "notice_letter")], ("none", "waiting"))
    notices.keep_quiet(Quiet(start="12:00", end="13:00", on=True))
    assert mail.deliver("en") == 0
    assert notices.look().mail is False
    desk.clock.time += dt.timedelta(days=4)
    notices.keep_quiet(Quiet())
    assert mail.deliver("en") == 0
    assert [row.mail for row in notices.latest()] == ["given_up"]
    assert not post.letters


def test_a_second_worker_does_not_wait_for_a_letter_on_its_way(desk, listening, post):
    notices, mail = Notices(desk.place), Mail(desk.place, trusting(post))
    rule = notices.save(Rule(name="Все", kind=Kind.LETTER, mail=True))
    mail.save(server(listening), PASSWORD)
    with desk.store.write() as work:
        kept.add(work, desk.place.user.id, rule.id, [Found("1", "notice_letter")], ("none", "waiting"))
    with ThreadPoolExecutor(1) as workers, mail._sending:
        assert workers.submit(mail.deliver, "en").result(timeout=20) == 0
    assert not post.letters
    post.refuse = True
    assert mail.deliver("en") == 0
    post.refuse = False
    desk.clock.time += dt.timedelta(minutes=2)
    assert mail.deliver("en") == 1


def test_a_test_does_not_wait_for_a_letter_on_its_way(desk, listening, post):
    mail = Mail(desk.place, trusting(post))
    mail.save(server(listening), PASSWORD)
    with ThreadPoolExecutor(1) as workers, mail._sending:
        workers.submit(mail.test, "ru").result(timeout=20)
    assert "проверка" in letter_of(post).get_content()


def test_the_password_stays_with_its_server(desk, listening):
    mail = Mail(desk.place)
    told = mail.save(server(listening), PASSWORD)
    mail.save(msgspec.structs.replace(told, to="c@example.ru"))
    assert mail.has_password()
    for moved in ({"host": "evil.example"}, {"user": "root"}, {"security": Security.PLAIN}):
        with pytest.raises(BadInput, match="mail_password_again"):
            mail.save(msgspec.structs.replace(told, **moved))
    mail.save(told, "")
    assert not mail.has_password()


def test_an_open_base_keeps_no_password(tmp_path, listening):
    desk = office(tmp_path)
    with pytest.raises(NotAllowed, match="mail_needs_encryption"):
        Mail(desk.place).save(server(listening), PASSWORD)
    assert not Mail(desk.place).has_password()
    desk.close()
