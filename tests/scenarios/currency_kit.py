"""The demo's company with accounts in currency: its two signers at one profile, and its documents on their way."""

from contextlib import closing, contextmanager
from dataclasses import replace

from bank_stage import Stage

from bsclient.bank.server import Place, open_bank
from bsclient.domain.documents import registry
from bsclient.domain.states import State
from bsclient.services.documents.listing import Filter
from bsclient.tour.stage import PASSPHRASE

__all__ = ["Company", "Stage", "by_hand"]


class Company:
    """Files documents as the company's accountant and director do, one after the other."""

    def __init__(self, stage, profile="romashka"):
        self.stage, self.profile = stage, profile
        self.users = len(next(each for each in stage.profiles if each.id == profile).users)
        self.desk = stage.desk(profile)
        stage.synchronise(self.desk)

    def sit_down(self, user):
        self.desk.close()
        self.stage._desks.remove(self.desk)
        self.desk = self.stage.desk(self.profile, user)

    def draft(self, kind, /, **given):
        """A draft that has no problem that blocks."""
        saved = self.desk.drafts.save(self.desk.drafts.begin(kind, given))
        assert saved.state is State.NEW, self.desk.drafts.check(kind, saved.raw, saved.id)
        return saved

    def sign(self, document_id):
        for user in range(self.users):
            self.sit_down(user)
            sheet = self.desk.signing.prepare([document_id])
            assert not sheet.refused, sheet.refused
            if self.desk.signing.sign(sheet, PASSPHRASE).full:
                return user + 1
        raise AssertionError("the signatures never sufficed")

    def file(self, kind, /, **given):
        """Draft, check, sign with as many signatures as it takes, send; returns the id."""
        return self.file_draft(self.draft(kind, **given))

    def file_draft(self, saved):
        assert (self.sign(saved.id) == 2) is registry[saved.type].schemed
        self.desk.delivery.queue([saved.id])
        self.stage.synchronise(self.desk)
        return saved.id

    def until(self, document_id, state):
        """Listen until a document is in a state; the code of the last status that the bank told."""
        self.wait(lambda: self.desk.drafts.get(document_id).state is State(state))
        return self.desk.history.of(document_id).steps[-1].code

    def wait(self, found):
        return self.stage.wait(self.desk, found)

    def accounts(self, currency):
        return [each for each in self.desk.statements.accounts() if each.currency == currency]

    def account(self, currency="RUB", *, transit=False):
        """The first account of a currency; the transit one is the second in dollars."""
        return self.accounts(currency)[1 if transit else 0]

    def balance(self, number):
        return next(each.balance for each in self.desk.statements.accounts() if each.number == number)

    def incoming(self, kind):
        return self.desk.listing.view(Filter(types=(kind,))).page(0, 50)

    def recall(self, document_id):
        return self.file("recall_request", **self.desk.delivery.recall(document_id, "Передумали"))

    @property
    def today(self):
        return self.desk.place.today


@contextmanager
def by_hand(company):
    """The bank's core over the same base, whose operators decide themselves as long as this lasts."""
    bank, _ = open_bank(Place(company.stage.folder / "bank", ""))
    with closing(bank):
        usual = bank.plan
        bank.plan = replace(usual, decide=0)
        company.stage.synchronise(company.desk)
        try:
            yield bank
        finally:
            bank.plan = usual
