"""Payment orders in the files of other programs: 1C, pain.001 in two versions, ED101.

They are read by `services.imports`, made for a hundred thousand payments at once; here they are only written.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import BinaryIO, Final

from bsclient import clock
from bsclient.domain.codes import PAYMENT_ORDER
from bsclient.errors import BadInput
from bsclient.formats import losses, onec, registry
from bsclient.formats.drafts import FileDraft, FileDrafts, FileForm
from bsclient.formats.losses import Loss
from bsclient.formats.model import ORDERS, PAYMENTS, AccountSection, ExchangeFile

_CODES: Final = ("1c", "pain001", "pain001-v3", "ed101")
_PAYMENT_KIND: Final = "payment_kind"
_NOWHERE: Final = ("due_date", "reserved")
"""What payment orders have beside the parts of the neutral model: the former in 1C, the latter in no other program's form."""


def lost(drafts: Sequence[FileDraft], form: FileForm) -> tuple[Loss, ...]:
    """Return what a form cannot hold of payment orders; nothing for the project's own forms, which hold all."""
    if form not in FORMS:
        return ()
    found = losses.lost(_file(drafts), form.name)
    counts = {name: sum(bool(draft.raw.get(name)) for draft in drafts) for name in _NOWHERE}
    return (
        *(Loss(_PAYMENT_KIND, one.count) if one.part == "extra" else one for one in found),
        *(Loss(name, count) for name, count in counts.items() if count),
    )


def _file(drafts: Sequence[FileDraft]) -> ExchangeFile:
    documents = tuple(onec.payment_to_document(draft.raw, draft.index) for draft in drafts)
    bare = sum(not document.amount or document.date is None for document in documents)
    if bare:  # some writers put today's day where there is none
        raise BadInput("file_documents_incomplete", count=str(bare))
    local = clock.now().astimezone(clock.MOSCOW)
    accounts = dict.fromkeys(document.payer.account for document in documents)
    return ExchangeFile(
        format=PAYMENTS,
        role=ORDERS,
        accounts=tuple(AccountSection(account) for account in accounts if account),
        documents=documents,
        header={
            "Отправитель": "BSClient",
            "ДатаСоздания": f"{local:%d.%m.%Y}",
            "ВремяСоздания": f"{local:%H:%M:%S}",
        },
    )


def _write(form: registry.Format, out: BinaryIO, drafts: Sequence[FileDraft]) -> None:
    form.writer()(out, _file(drafts), "ru")


def _read(_data: bytes) -> FileDrafts:
    raise BadInput("file_other_format", kind=PAYMENT_ORDER)


def _form(form: registry.Format) -> FileForm:
    return FileForm(
        form.code,
        PAYMENT_ORDER,
        form.title,
        form.ending.lstrip("."),
        lambda _data, _name: False,
        _read,
        partial(_write, form),
    )


FORMS: Final = tuple(_form(form) for code in _CODES for form in registry.FORMATS if form.code == code)
"""The most usual first; none of them says of a file that it is its own."""
