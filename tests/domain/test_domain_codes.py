"""The codes of lists are those of the declarations."""

from bsclient.domain import codes
from bsclient.domain.documents import PaymentOrder, RecallRequest


def test_codes_are_those_of_the_declared_types():
    assert PaymentOrder.code == codes.PAYMENT_ORDER
    assert RecallRequest.code == codes.RECALL_REQUEST
