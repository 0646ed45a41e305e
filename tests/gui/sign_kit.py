"""Payees of the book and others that look like them, for the tests of signing."""

from bsclient.domain import checks
from bsclient.services.payees.book import Payee

REASON = "Позвонили бухгалтеру по номеру из договора"
OTHER_ACCOUNT = "40702810938000000777"
OTHER_INN = "770" + "123456" + checks.inn_check_digits("770123456")
_BLANK = "40702810038000000778"
OTHER_PAYEE = _BLANK[:8] + checks.account_key_digit("044525225", _BLANK) + _BLANK[9:]


def known_payee(desk, account="40702810338000000025", name="ООО «Прежний получатель»"):
    card = Payee(
        id="", name=name, inn="7707083893", kpp="", account=account, bic="044525225",
        bank_name="ПАО Сбербанк", corr_account="30101810400000000225", state="",
    )  # fmt: skip
    return desk.payees.save(card)
