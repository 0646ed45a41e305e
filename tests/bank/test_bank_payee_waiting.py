"""Orders that wait for funds: whom the client has blocked meanwhile is not paid when the money comes."""

import bank_core_kit as kit
import pytest
from test_bank_payees import SMALL, card, pay


@pytest.fixture
def poor(town):
    """A company of two signatures and no money, whose orders wait for it."""
    made = kit.Company(town, "poor", "770300007", "(11)", [1, 2], card_file=True)
    made.open_account(kit.account_number(town.bank.bic, 3007))
    return made


@pytest.mark.parametrize("blocked", [True, False])
def test_a_block_counts_when_the_money_comes(poor, blocked):
    town = poor.town
    sent = pay(poor, town.bob, amount=SMALL)
    assert town.state(sent) == ("waiting_funds", "waiting_funds")
    if blocked:
        who = {**town.bob.party(), "bic": town.bank.bic}
        assert town.state(card(poor, "block", poor.people, **who))[0] == "executed"
    town.pay_in(poor.account, 500_000)
    town.run(seconds=1)
    assert town.state(sent) == (("rejected", "payee_blocked_by_you") if blocked else ("executed", ""))
    assert town.balance(poor) == (500_000 if blocked else 400_000, 0)
    assert town.bank.audit() == []


def test_what_was_paid_before_the_block_stays_paid(poor):
    town = poor.town
    town.bank.allow_parts("poor")
    sent = pay(poor, town.bob, amount=SMALL)
    town.pay_in(poor.account, 30_000)
    town.run(seconds=1)
    assert town.last_status("poor", sent)["code"] == "part_paid"
    card(poor, "block", poor.people, **{**town.bob.party(), "bic": town.bank.bic})
    town.pay_in(poor.account, 90_000)
    town.run(seconds=1)
    assert town.state(sent) == ("partly_executed", "payee_blocked_by_you")
    assert (town.balance(poor), town.balance(town.bob)) == ((90_000, 0), (30_000, 0))
    assert town.bank.audit() == []
