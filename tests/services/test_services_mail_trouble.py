"""E-mail that cannot go: which code tells why; and a password that stands in an open base is as none."""

from local_kit import office

from bsclient.services.mail import Mail
from bsclient.storage import settings

PASSWORD = "s3cret"


def test_a_password_in_an_open_base_is_as_none(tmp_path):
    desk = office(tmp_path)
    with desk.store.write() as work:  # one that an older version has left there
        settings.put(work, "mail.password." + desk.place.user.id, PASSWORD)
    assert not Mail(desk.place).has_password()
    desk.close()
