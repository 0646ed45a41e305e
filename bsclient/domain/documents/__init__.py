"""One file per document type: a declaration. `registry` maps each type's code to its class."""

from bsclient.domain.document import Document
from bsclient.domain.documents.letter import Letter
from bsclient.domain.documents.payment_order import PaymentOrder
from bsclient.domain.documents.recall import RecallRequest

TYPES: tuple[type[Document], ...] = (PaymentOrder, RecallRequest, Letter)
registry: dict[str, type[Document]] = {kind.code: kind for kind in TYPES}

__all__ = ["TYPES", "Letter", "PaymentOrder", "RecallRequest", "registry"]
