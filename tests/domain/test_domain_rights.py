"""Rights, limits, schemes and substitutes: every branch of the answers, and the laws that hold for any policy."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.domain import schemes
from bsclient.domain.rights import (
    Action,
    Grant,
    Limit,
    Person,
    Policy,
    Role,
    Rule,
    Subject,
    Substitute,
    deciding,
    roles_of,
    told,
)
from bsclient.domain.rights.policy import spending, subject
from bsclient.domain.rights.words import roles_text
from bsclient.errors import BadInput

DAY = dt.date(2026, 11, 20)
ONE, TWO = "40702810300000000001", "40702810600000000002"
MILLION = 1_000_000_00


def people(**groups):
    """Return persons by id with their groups, all of them operators, too."""
    return {
        key: Person(key, key.title(), group, roles_of(group, "operator")) for key, group in groups.items()
    }


def policy(**given):
    """Return an organisation with a director, an accountant, an approver and a clerk."""
    return Policy("(11)", people(ann=1, bob=2, eve=3, max=0), **given)


def order(amount=100_00, account=ONE, currency="RUB"):
    """Return a payment order as a subject."""
    return Subject("payment_order", account, amount, currency)


def code(reason):
    """Return the code of a reason, "" for none."""
    return reason.code if reason else ""


def test_roles_of_a_person_whom_the_bank_told_none():
    assert roles_of(1, "") == {Role.FIRST, Role.OPERATOR, Role.ADMINISTRATOR}
    assert roles_of(0, "") == {Role.OPERATOR}
    assert roles_of(2, "viewer,soothsayer") == {Role.SECOND, Role.VIEWER}
    assert roles_of(0, "first,second") == frozenset()  # no word of the bank makes a signatory


@pytest.mark.parametrize("group", [0, 1, 2, 3])
@pytest.mark.parametrize("count", range(4))
def test_roles_survive_as_text(group, count):
    for chosen in itertools.combinations((Role.OPERATOR, Role.VIEWER, Role.ADMINISTRATOR), count):
        roles = roles_of(group, ",".join(chosen) or "none")
        assert roles_of(group, roles_text(roles)) == roles


def test_a_grant_for_an_account_comes_before_one_for_a_type():
    refused = Grant("max", Action.CREATE, allow=False, scope="payment_order")
    allowed = Grant("max", Action.CREATE, allow=True, account=ONE)
    ruled = policy(grants=(refused, allowed))
    assert deciding.why_not(ruled, "max", Action.CREATE, order(), DAY) is None
    assert code(deciding.why_not(ruled, "max", Action.CREATE, order(account=TWO), DAY)) == "right_withheld"


def test_type_before_family_before_all_and_refusal_before_permission():
    family = Grant("max", Action.CREATE, allow=False, scope="family:roubles")
    ruled = policy(grants=(family, Grant("max", Action.CREATE, allow=True, scope="payment_order")))
    assert deciding.why_not(ruled, "max", Action.CREATE, order(), DAY) is None
    register = Subject("payment_register", ONE)
    assert code(deciding.why_not(ruled, "max", Action.CREATE, register, DAY)) == "right_withheld"
    both = (Grant("max", None, allow=True), Grant("max", None, allow=False))
    assert code(deciding.why_not(policy(grants=both), "max", Action.PRINT, order(), DAY)) == "right_withheld"
    named = (Grant("max", None, allow=False), Grant("max", Action.PRINT, allow=True))
    assert deciding.why_not(policy(grants=named), "max", Action.PRINT, order(), DAY) is None


def test_no_grant_makes_a_signatory_but_a_grant_can_withhold_a_signature():
    gift = policy(grants=(Grant("max", Action.SIGN1, allow=True),))
    assert code(deciding.why_not_sign(gift, "max", order(), DAY)) == "no_signing_right"
    ruled = policy(grants=(Grant("ann", Action.SIGN1, allow=False, account=TWO),))
    assert deciding.groups_of(ruled, "ann", order(), DAY) == {1}
    assert deciding.groups_of(ruled, "ann", order(account=TWO), DAY) == frozenset()
    assert code(deciding.why_not_sign(ruled, "ann", order(account=TWO), DAY)) == "right_withheld"


def test_rights_and_cards_are_begun_by_an_administrator_alone():
    known = {**people(max=0), "ada": Person("ada", "Ada", 0, frozenset((Role.ADMINISTRATOR,)))}
    ruled = Policy("(1)", known)
    for kind in ("rights_change", "signature_card_change"):
        assert code(deciding.why_not(ruled, "max", Action.CREATE, Subject(kind), DAY)) == "no_right_admin"
        assert deciding.why_not(ruled, "ada", Action.CREATE, Subject(kind), DAY) is None
    assert code(deciding.why_not(ruled, "ada", Action.CREATE, order(), DAY)) == "no_right_create"


def test_the_most_particular_rule_of_signatures_wins():
    rules = (
        Rule("(111)", above=MILLION),
        Rule("(2)", scope="family:roubles"),
        Rule("(01)", scope="payment_order"),
        Rule("(011)", scope="payment_order", above=MILLION),
        Rule("(10)", account=TWO),
    )
    ruled = policy(rules=rules)
    assert deciding.wanted(ruled, order()) == "(01)"
    assert deciding.wanted(ruled, order(MILLION)) == "(01)"  # not more than a million
    assert deciding.wanted(ruled, order(MILLION + 1)) == "(011)"
    assert deciding.wanted(ruled, order(MILLION + 1, currency="USD")) == "(01)"
    assert deciding.wanted(ruled, order(MILLION + 1, TWO)) == "(10)"
    assert deciding.wanted(ruled, Subject("payment_register", ONE, MILLION)) == "(2)"
    assert deciding.wanted(ruled, Subject("deposit_open", ONE, MILLION + 1)) == "(111)"
    assert deciding.wanted(ruled, Subject("deposit_open", ONE, MILLION)) == "(11)"


def test_a_rule_for_all_is_not_about_types_that_need_one_signature():
    ruled = policy(rules=(Rule("(111)"), Rule("(11)", scope="statement_request")))
    assert deciding.wanted(ruled, Subject("letter")) == ""
    assert deciding.wanted(ruled, Subject("statement_request")) == "(11)"
    assert deciding.lacking(ruled, (), Subject("letter"), DAY) == (0,)
    assert deciding.lacking(ruled, ("bob",), Subject("letter"), DAY) == ()


def test_the_visa_is_a_group_of_its_own():
    ruled = policy(rules=(Rule("(111)", above=MILLION),))
    big = order(MILLION + 1)
    assert deciding.lacking(ruled, ("ann", "bob"), big, DAY) == (3,)
    assert code(deciding.refusal(ruled, ("ann", "bob"), "max", big, DAY)) == "signature_missing"
    assert deciding.refusal(ruled, ("ann", "bob", "eve"), "max", big, DAY) is None
    assert deciding.refusal(ruled, ("ann", "bob"), "max", order(), DAY) is None


def test_the_maker_may_not_be_the_only_signer():
    ruled = policy(rules=(Rule("(10)||(01)", four_eyes=True),))
    assert code(deciding.refusal(ruled, ("ann",), "ann", order(), DAY)) == "creator_alone"
    assert deciding.refusal(ruled, ("bob",), "ann", order(), DAY) is None
    assert deciding.refusal(ruled, ("ann", "bob"), "ann", order(), DAY) is None
    assert code(deciding.refusal(ruled, ("ann",), "", order(), DAY)) == "creator_unknown"
    assert code(deciding.unvouched(ruled, ("ann",), "bob", order(), "ann")) == "creator_unvouched"
    assert deciding.unvouched(ruled, ("ann",), "bob", order(), "eve") is None
    assert deciding.unvouched(ruled, ("ann", "bob"), "bob", order(), "ann") is None
    assert deciding.unvouched(policy(rules=(Rule("(10)||(01)"),)), ("ann",), "bob", order(), "ann") is None
    assert deciding.refusal(ruled, ("ann", "bob"), "", order(), DAY) is None


def test_a_substitute_signs_in_another_place_on_his_days_but_once():
    days = (DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1))
    ruled = policy(substitutes=(Substitute("bob", "ann", *days, frozenset((Action.SIGN1,))),))
    assert deciding.groups_of(ruled, "bob", order(), DAY) == {1, 2}
    assert deciding.groups_of(ruled, "bob", order(), days[1]) == {1, 2}
    assert deciding.groups_of(ruled, "bob", order(), days[1] + dt.timedelta(days=1)) == {2}
    assert deciding.groups_of(ruled, "bob", order(), days[0] - dt.timedelta(days=1)) == {2}
    assert deciding.lacking(ruled, ("bob",), order(), DAY) == (2,)  # one of the two, never both
    assert deciding.lacking(ruled, ("bob", "bob"), order(), DAY) == (2,)
    assert deciding.refusal(ruled, ("bob", "ann"), "", order(), DAY) is None


def test_a_substitute_takes_over_no_more_than_the_absent_may():
    days = (DAY, DAY)
    place = Substitute("max", "ann", *days, frozenset((Action.SIGN1,)))
    ruled = policy(substitutes=(place,), grants=(Grant("ann", Action.SIGN1, allow=False, account=TWO),))
    assert deciding.groups_of(ruled, "max", order(), DAY) == {1}
    assert deciding.groups_of(ruled, "max", order(account=TWO), DAY) == frozenset()
    wrong = Substitute("max", "ann", *days, frozenset((Action.SIGN2,)))
    assert deciding.groups_of(policy(substitutes=(wrong,)), "max", order(), DAY) == frozenset()


def test_limits_of_a_document_and_a_day():
    mine = Limit("a", user="ann", per_document=500_00, per_day=800_00, used=400_00, used_on=DAY.isoformat())
    ours = Limit("b", per_day=MILLION)
    ruled = policy(limits=(mine, ours))
    ask = lambda amount, users=("ann",), day=DAY: deciding.over_limit(ruled, users, order(amount), day)  # noqa: E731
    assert ask(400_00) is None
    assert ask(400_01).code == "limit_day_user"
    assert ask(400_01).facts == {"amount": "400.01", "currency": "RUB", "limit": "800.00", "left": "400.00"}
    assert ask(500_01).code == "limit_document_user"
    assert ask(500_00, day=DAY + dt.timedelta(days=1)) is None  # another day
    assert ask(500_01, ("bob",)) is None
    assert ask(MILLION + 1, ("bob",)).code == "limit_day_client"


def test_limits_count_only_what_spends_in_their_currency_scope_and_account():
    ruled = policy(limits=(Limit("a", scope="family:roubles", account=ONE, per_document=1),))
    day_limits = lambda about: deciding.limits_on(ruled, (), about)  # noqa: E731
    assert day_limits(order())
    assert not day_limits(order(account=TWO))
    assert not day_limits(order(currency="USD"))
    assert not day_limits(Subject("deposit_open", ONE, 5))
    assert not day_limits(Subject("payment_demand", ONE, 5))  # brings money in
    assert not spending("letter")
    assert not spending("contract_registration")


def test_a_person_who_is_unknown_or_not_active_may_nothing():
    gone = Policy("(1)", {"ann": Person("ann", "Ann", 1, roles_of(1, ""), active=False)})
    for user, action in itertools.product(("ann", "nobody"), Action):
        assert code(deciding.why_not(gone, user, action, order(), DAY)) == "user_without_rights"
        assert deciding.groups_of(gone, user, order(), DAY) == frozenset()


def test_a_subject_is_read_from_texts():
    fields = {"payer_account": ONE, "amount": "12.05"}
    assert subject("payment_order", fields) == Subject("payment_order", ONE, 1205, "RUB")
    assert subject("payment_order", {"amount": "twelve"}).amount is None
    assert subject("no_such_type", fields) == Subject("no_such_type")


GROUPS = st.lists(st.frozensets(st.integers(1, 3)), max_size=5)


@given(st.tuples(*[st.integers(0, 2)] * 3).filter(any), GROUPS)
def test_seats_are_given_as_well_as_by_trying_everything(wanted, signers):
    places = [group for group, count in enumerate(wanted, start=1) for _ in range(count)]
    best = max(
        sum(place in signers[who] for place, who in zip(places, chosen, strict=True) if who >= 0)
        for chosen in _seatings(len(places), len(signers))
    )
    assert len(places) - len(schemes.lacking(wanted, signers)) == best


def _seatings(places, signers):
    """Return every way to put signers (or nobody, -1) on places, each of them once at most."""
    for chosen in itertools.product(range(-1, signers), repeat=places):
        seated = [who for who in chosen if who >= 0]
        if len(seated) == len(set(seated)):
            yield chosen


@given(st.tuples(*[st.integers(0, 2)] * 3).filter(any), st.lists(st.integers(1, 3), max_size=5))
def test_with_one_group_each_seats_are_counts(wanted, groups):
    text = f"({''.join(map(str, wanted))})"
    assert schemes.scheme(text).satisfied(groups) == schemes.scheme(text).satisfied_by(
        [frozenset((g,)) for g in groups]
    )


def test_a_policy_survives_as_texts():
    full = policy(
        grants=(
            Grant("max", None, allow=False, account=TWO),
            Grant("max", Action.PRINT, allow=True, scope="letter"),
        ),
        limits=(Limit("a", "max", "payment_order", ONE, "RUB", 5_01, None, 7, DAY.isoformat()),),
        rules=(Rule("(110)||(111)", "family:cash", TWO, MILLION, "USD", four_eyes=True), Rule("(1)")),
        substitutes=(Substitute("bob", "ann", DAY, DAY, frozenset((Action.SIGN1, Action.APPROVE))),),
    )
    assert told.read(told.write(full)) == full


@pytest.mark.parametrize(
    "change",
    [
        {"scheme": "(0)"},
        {"users": [{"name": "no id"}]},
        {"limits": [{"id": "a", "currency": "RUB", "per_day": "much"}]},
        {"schemes": [{"scheme": "11", "currency": "RUB"}]},
        {
            "substitutes": [
                {"user": "a", "absent": "b", "from": "soon", "to": "2026-11-20", "actions": "sign1"}
            ]
        },
    ],
)
def test_what_has_no_form_is_refused(change):
    good = {"scheme": "(1)", "users": []}
    with pytest.raises(BadInput):
        told.read(told.Told(**(good | change)))


def test_words_of_a_newer_bank_are_left_out():
    known = told.Told("(1)", [], grants=[{"user": "a", "action": "dance", "allow": "1"}])
    assert told.read(known).grants == ()
