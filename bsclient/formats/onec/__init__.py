"""1CClientBankExchange: the exchange file between 1C and a bank's client, both directions."""

from bsclient.formats.onec.by_line import Header, Record
from bsclient.formats.onec.payments import PAYMENT_ORDER, PaymentTexts, onec_payment_raw, payment_to_document
from bsclient.formats.onec.reader import load, read
from bsclient.formats.onec.writer import WriteOptions, write

__all__ = [
    "PAYMENT_ORDER",
    "Header",
    "PaymentTexts",
    "Record",
    "WriteOptions",
    "load",
    "onec_payment_raw",
    "payment_to_document",
    "read",
    "write",
]
