"""E-mail of notifications in its windows: the settings of the server, and rules that want it."""

from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    dialog,
    keyring_fixture,
    office_fixture,
    settle,
    texts,
    window_fixture,
)

from bsclient.crypto.secret import Secret
from bsclient.gui.automation.mail import MailDialog
from bsclient.gui.automation.rule_editor import RuleDialog
from bsclient.gui.automation.rules import RulesDialog
from bsclient.services.notices.mail import Security
from bsclient.services.notices.telling import Kind


def test_a_rule_says_that_e_mail_is_not_set_up_and_leads_there(window, desk):
    rules = RulesDialog(window.shell)
    rules.open()
    settle()
    assert rules.mail_line.isHidden(), "no rule wants it"
    rules.add()
    editor = dialog(RuleDialog)
    settle()
    assert "Nothing goes" not in editor.mail_line.words.text()
    editor.mail.setChecked(True)
    assert "Nothing goes by e-mail" in editor.mail_line.words.text()
    editor.kind.setCurrentIndex(editor.kind.findData(Kind.LETTER))
    editor._save()
    settle()
    assert not rules.mail_line.isHidden()
    assert texts(rules.table, "where") == ["tray, e-mail (not set up)"]
    rules.mail_line.link.click()
    settle()
    asked = dialog(MailDialog)
    for line, words in (
        (asked.host, "mail.example.ru"),
        (asked.origin, "a@example.ru"),
        (asked.to, "b@example.ru"),
    ):
        line.setText(words)
    asked.keep.click()
    settle()
    assert desk.mail.server().on
    assert rules.mail_line.isHidden()
    assert texts(rules.table, "where") == ["tray, e-mail"]
    rules._edit()
    settle()
    assert "Nothing goes" not in dialog(RuleDialog).mail_line.words.text()
    dialog(RuleDialog).close()
    rules.close()


def test_the_mail_server_is_asked_for_and_refuses_what_does_not_fit(window, desk):
    asked = MailDialog(window.shell)
    asked.open()
    settle()
    asked._save(then_test=False)
    settle()
    assert "Mail server" in asked.error.text()
    assert asked.focusWidget() is asked.host
    asked.host.setText("mail.example.ru")
    asked._save(then_test=False)
    settle()
    assert "From the address" in asked.error.text()
    assert asked.focusWidget() is asked.origin
    asked.security.setCurrentIndex(asked.security.findData(Security.PLAIN))
    asked.origin.setText("a@example.ru")
    asked.to.setText("b@example.ru\r\nBcc: c@example.ru")
    asked._save(then_test=False)
    settle()
    assert "e-mail address" in asked.error.text()
    assert "To the address" in asked.error.text()
    assert asked.focusWidget() is asked.to
    asked.to.setText("b@example.ru")
    asked._save(then_test=False)
    settle()
    assert "STARTTLS" in asked.error.text()
    asked.host.setText("127.0.0.1")
    asked.port.setValue(1)
    asked.password.put(Secret.of("s3cret"))
    asked._test()
    settle()
    assert asked.error.text()
    assert not desk.mail.server().on or desk.mail.has_password()
    assert "s3cret" not in asked.error.text()
