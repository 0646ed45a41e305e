"""What must be confirmed before signing: the rules of confirmation by themselves."""

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    keyring_fixture,
    office_fixture,
)
from sign_kit import OTHER_ACCOUNT, REASON, known_payee

from bsclient.gui.documents import sign_model
from bsclient.gui.documents.sign_model import Consent, control_code
from bsclient.services.signing.ceremony import Sheet


class TestConsent:
    """The rules of confirmation by themselves."""

    @pytest.fixture
    def sheet(self, office, desk):
        known_payee(desk, account=OTHER_ACCOUNT)
        return desk.signing.prepare([office.payment(desk, amount="99000000.00").id])

    def test_a_payee_that_was_not_opened_cannot_be_confirmed(self, sheet):
        consent = Consent(sheet)
        first = consent.changed[0].id
        assert consent.confirm(first, REASON) is False
        assert first in {item.id for item in consent.left_payees}
        consent.open(first)
        assert consent.confirm(first, "aaaaaaaaaaaaaaa") is False
        assert consent.confirm(first, REASON) is True
        assert first not in {item.id for item in consent.left_payees}

    def test_it_is_ready_only_when_nothing_is_left(self, sheet):
        consent = Consent(sheet)
        for item in consent.changed:
            consent.open(item.id)
            consent.confirm(item.id, REASON)
        assert not consent.ready
        for kind in consent.kinds:
            consent.confirm_kind(kind.code, on=True)
        assert consent.ready
        consent.confirm_kind(consent.kinds[0].code, on=False)
        assert not consent.ready

    def test_changed_payees_are_no_kind_to_be_waved_through(self, sheet):
        assert not {kind.code for kind in Consent(sheet).kinds} & sign_model.CHANGED_PAYEE

    def test_an_empty_sheet_is_never_ready(self):
        assert not Consent(Sheet((), ())).ready

    def test_the_control_code_follows_the_bytes(self, office, desk):
        ids = office.payments(desk, 2)
        both = desk.signing.prepare(ids)
        one = desk.signing.prepare(ids[:1])
        assert control_code(one).replace(" ", "").lower() == one.items[0].digest[:16]
        assert control_code(both) == control_code(desk.signing.prepare(ids))
        assert control_code(both) != control_code(desk.signing.prepare(ids[::-1]))
        assert control_code(Sheet((), ())) == ""
