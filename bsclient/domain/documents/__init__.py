"""One file per document type, named by the type's code; `registry` (`domain.document_types`) finds them."""

from __future__ import annotations

from bsclient.domain.attachments import Attachment
from bsclient.domain.document_types import of_family, registry
from bsclient.domain.documents.letter import Letter
from bsclient.domain.documents.payment_order import PaymentOrder
from bsclient.domain.documents.recall_request import RecallRequest

__all__ = ["Attachment", "Letter", "PaymentOrder", "RecallRequest", "of_family", "registry"]
