"""The guard over payees: each red rule with what trips it and what must not."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from bsclient.domain.payee_guard import Guard, Payee, Standing, one_account, payees, place, standing


@dataclass(frozen=True)
class Card:
    name: str = 'ООО "Лютик"'
    inn: str = "7736050003"
    account: str = "40702810900000000001"
    bic: str = "044525225"
    vouched: bool = True


KNOWN = Card()
OTHER = "40702810100000000777"
THIEF = Payee('ООО "Лютик"', "7707083893", OTHER, "044525974")


def payee(**changes):
    return Payee(
        **({"name": KNOWN.name, "inn": KNOWN.inn, "account": KNOWN.account, "bic": KNOWN.bic} | changes)
    )


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ()),
        ({"name": 'Общество с ограниченной ответственностью "Лютик"'}, ()),
        ({"name": "лютик ООО"}, ()),
        ({"name": 'ООО "Василёк"'}, ("payee_name_changed",)),
        ({"inn": ""}, ("payee_inn_missing",)),
        ({"inn": "7707083893"}, ("payee_inn_changed",)),
        ({"account": OTHER}, ("payee_account_changed",)),
        ({"bic": "044525974"}, ("payee_bic_changed",)),
        ({"account": OTHER, "inn": "7707083893"}, ("payee_account_changed", "payee_inn_changed")),
        ({"account": OTHER, "name": 'ООО "Лютик2"'}, ("payee_account_changed", "payee_name_changed")),
        (
            {"account": OTHER, "inn": "7707083893", "name": 'OOO "Лютик"'},
            ("payee_account_changed", "payee_inn_changed", "payee_lookalike"),
        ),
        ({"account": OTHER, "inn": "7707083893", "name": 'ООО "Другой"'}, ("payee_new",)),
    ],
)
def test_findings(changes, codes):
    judged = Guard([KNOWN]).judge(payee(**changes))
    assert judged.codes == codes
    assert judged.red is bool(
        {"payee_account_changed", "payee_bic_changed", "payee_inn_changed"} & set(codes)
    )


def test_a_card_that_the_bank_never_spoke_of_does_not_hide_a_swap():
    planted = Card(inn=THIEF.inn, account=THIEF.account, bic=THIEF.bic, vouched=False)
    assert Guard([KNOWN, planted]).judge(THIEF).red
    assert Guard([planted, KNOWN]).judge(THIEF).red
    assert Guard([replace(planted, inn=""), KNOWN]).judge(THIEF).red
    assert not Guard([KNOWN, replace(planted, vouched=True)]).judge(THIEF).red
    assert not Guard([replace(KNOWN, vouched=False), planted]).judge(THIEF).red


def test_offices_of_the_treasury_share_accounts_and_a_swap_out_of_it_is_red():
    treasury = Card("Казначейство России (ФНС России)", "7727406020", "03100643000000018500", "017003983")
    guard = Guard([treasury])
    same = Payee(treasury.name, treasury.inn, treasury.account, treasury.bic)
    assert guard.judge(same).codes == ()
    assert guard.judge(replace(same, inn="7730176610", name="УФК по г. Москве")).codes == ("payee_new",)
    assert guard.judge(replace(same, account="03100643000000017300")).codes == ("payee_new",)
    assert guard.judge(replace(same, account=OTHER)).red
    assert guard.judge(Payee(treasury.name, "7707083893", OTHER, "044525974")).red


def test_an_account_abroad_is_compared_too():
    fields = {
        "beneficiary_name": "NORDIC PAPER GMBH",
        "beneficiary_account": "DE89370400440532013000",
        "bank_bic": "COBADEFFXXX",
    }
    (before,) = payees("currency_transfer", fields)
    guard = Guard([Card(before.name, "", before.account, before.bic)])
    (swapped,) = payees("currency_transfer", fields | {"beneficiary_account": "LT601010012345678901"})
    assert guard.judge(before).codes == ()
    assert guard.judge(swapped).codes == ("payee_account_changed",)
    assert place("currency_transfer", "account", swapped.row) == "beneficiary_account"
    (other,) = payees("currency_transfer", fields | {"bank_bic": "REVOLT21XXX"})
    assert guard.judge(other).codes == ("payee_bic_changed",)


def test_rows_of_a_register_are_payees_each():
    rows = [
        {"payee_name": "А", "payee_account": KNOWN.account},
        {"payee_name": "Б"},
        {"payee_account": OTHER},
    ]
    found = payees("payment_register", {"payments": rows})
    assert [(one.account, one.row) for one in found] == [(KNOWN.account, 0), (OTHER, 2)]
    assert place("payment_register", "inn", 2) == "payments.2.payee_inn"
    assert payees("payment_register", {"payments": "nonsense"}) == payees("letter", {"body": "x"}) == []


def test_one_account_for_several_payees():
    ivan, maria = payee(), payee(inn="7707083893", name='ООО "Мария"')
    assert one_account([ivan, ivan, payee(name="ООО Лютик (филиал)")]) == frozenset()
    assert one_account([ivan, maria]) == {KNOWN.account}
    treasury = replace(ivan, account="03100643000000018500")
    assert one_account([treasury, replace(treasury, inn="7730176610")]) == frozenset()
    nameless = payee(inn="")
    assert one_account([nameless, replace(nameless, name="Лютик ООО")]) == frozenset()
    assert one_account([nameless, replace(nameless, name="Смирнов")]) == {KNOWN.account}


def test_standing():
    today = date(2026, 11, 22)
    assert standing("", 0, None, today) is Standing.NEW
    assert standing("", 5, date(2026, 11, 13), today) is Standing.NEW
    assert standing("", 1, date(2026, 11, 12), today) is Standing.KNOWN
    assert standing("trusted", 0, None, today) is Standing.TRUSTED
    assert standing("blocked", 9, date(2020, 1, 1), today) is Standing.BLOCKED
    assert standing("nonsense", 0, None, today) is Standing.NEW
