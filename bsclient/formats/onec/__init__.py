"""1CClientBankExchange: the exchange file between 1C and a bank's client, both directions."""

from bsclient.formats.onec.by_line import Header, Record
from bsclient.formats.onec.reader import load, read

__all__ = ["Header", "Record", "load", "read"]
