"""Which fields hold an account of the client himself: such a field is a list of his accounts.

By name, as services fill them: `account`, and `payer_account`, `applicant_account` … (`ours` of the declaration names
other prefixes). Any other, and any field of rows, says `directory="own_accounts"`.
"""

from __future__ import annotations

from typing import Final

from bsclient.domain.document import Document
from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName

DIRECTORY: Final = "own_accounts"


def is_own(kind: type[Document], field: Field) -> bool:
    """Whether a field of a type holds the client's own account."""
    if field.kind.name is not KindName.ACCOUNT:
        return False
    if field.directory == DIRECTORY:
        return True
    if not kind.code:
        return False
    return field.name == "account" or field.name in {f"{prefix}_account" for prefix in kind.ours}
