"""E-mail that cannot go: which code tells why; and a password that stands in an open base is as none."""

import ssl

import pytest
from local_kit import office
from msgspec.structs import replace
from smtp_kit import Post, Server, Talk, certificate

from bsclient.errors import BadInput, BsError
from bsclient.services.notices import mail_line
from bsclient.services.notices.mail import Mail, Security
from bsclient.storage import settings

PASSWORD = "s3cret"
TOLD = mail_line.Server(
    host="127.0.0.1", user="ivan", sender="a@example.ru", to="b@example.ru", security=Security.STARTTLS
)


def test_a_password_in_an_open_base_is_as_none(tmp_path):
    desk = office(tmp_path)
    with desk.store.write() as work:  # one that an older version has left there
        settings.put(work, "mail.password." + desk.place.user.id, PASSWORD)
    assert not Mail(desk.place).has_password()
    desk.close()


@pytest.fixture
def post(tmp_path):
    return Post(certificate(tmp_path))


@pytest.fixture
def listening(post):
    made = Server(post).begin()
    yield made
    made.end()


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS, Security.PLAIN])
def test_a_server_without_log_in_is_told_as_such_and_not_as_one_without_encryption(
    listening, post, monkeypatch, security
):
    def say(talk, words):
        talk.request.sendall(f"{words.replace('AUTH PLAIN', 'SIZE 1000000')}\r\n".encode())

    monkeypatch.setattr(Talk, "say", say)
    post.security = str(security)
    told = replace(TOLD, port=listening.port, security=security)
    with pytest.raises(BsError) as caught:
        mail_line.send(
            told,
            PASSWORD,
            mail_line.letter(told, "x", "y", "1"),
            lambda: ssl.create_default_context(cafile=post.pem),
        )
    assert caught.value.code == "mail_no_login"
    assert not post.letters


@pytest.mark.parametrize("host", ["smtp..x", "smtp.example.ru.", f"{'a' * 64}.ru", "a..b.example.ru"])
def test_a_name_that_no_server_can_have_is_refused_before_a_password_is_asked(host):
    told = replace(TOLD, host=host)
    for ask in (
        lambda: mail_line.checked(told),
        lambda: mail_line.send(told, PASSWORD, mail_line.letter(told, "x", "y", "1")),
    ):
        with pytest.raises(BadInput, match="mail_host"):
            ask()


def test_addresses_of_the_loopback_are_names_of_servers():
    for host in ("::1", "127.0.0.1", "localhost", "smtp.example.ru"):
        assert mail_line.checked(mail_line.Server(host=host, sender="a@b.ru", to="a@b.ru")).host == host
