"""Makes 1C exchange files of payments from the account of `real_desk`."""

from real_desk import ACCOUNT, PAYEE

NAME = PAYEE["payee_name"].replace("«", '"').replace("»", '"')
HEAD = (
    "1CClientBankExchange",
    "ВерсияФормата=1.03",
    "Кодировка=Windows",
    "Отправитель=Бухгалтерия предприятия, редакция 3.0",
    "Получатель=",
    "ДатаСоздания=20.11.2026",
    "ВремяСоздания=12:00:00",
    "ДатаНачала=20.11.2026",
    "ДатаКонца=20.11.2026",
    f"РасчСчет={ACCOUNT}",
    "Документ=Платежное поручение",
)


def order(number, amount, **changes):
    """Lines of one payment order; `changes` by the keys of the format."""
    values = {
        "Номер": number,
        "Дата": "20.11.2026",
        "Сумма": amount,
        "ПлательщикСчет": ACCOUNT,
        "Плательщик1": 'ООО "Ромашка"',
        "ПлательщикИНН": "7736050003",
        "ПлательщикКПП": "773601001",
        "ПлательщикРасчСчет": ACCOUNT,
        "ПлательщикБанк1": "ПАО Сбербанк",
        "ПлательщикБИК": "044525225",
        "ПлательщикКорсчет": "30101810400000000225",
        "ПолучательСчет": PAYEE["payee_account"],
        "Получатель1": NAME,
        "ПолучательИНН": PAYEE["payee_inn"],
        "ПолучательКПП": PAYEE["payee_kpp"],
        "ПолучательРасчСчет": PAYEE["payee_account"],
        "ПолучательБанк1": PAYEE["payee_bank_name"],
        "ПолучательБИК": PAYEE["payee_bic"],
        "ПолучательКорсчет": PAYEE["payee_corr_account"],
        "ВидОплаты": "01",
        "Очередность": "5",
        "НазначениеПлатежа": "Оплата по договору поставки № 17 от 02.11.2026. Без НДС",
    }
    kind = changes.pop("kind", "Платежное поручение")
    lines = [f"{key}={value}" for key, value in (values | changes).items()]
    return [f"СекцияДокумент={kind}", *lines, "КонецДокумента"]


def exchange(*orders, encoding="cp1251"):
    """The bytes of a file."""
    lines = [*HEAD, *(line for each in orders for line in each), "КонецФайла", ""]
    return "\r\n".join(lines).encode(encoding)
