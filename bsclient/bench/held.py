"""The key of the bases that the product's side of a benchmark works on.

They are encrypted, as every new profile's is; `BSCLIENT_BENCH_OPEN=1` measures the product in the open format. The raw side
always writes and reads in the open format: what encryption costs is ours to pay.
"""

from __future__ import annotations

import hashlib
import os

from bsclient.crypto.secret import Secret
from bsclient.services.keys.unlocking import LoginSigner
from bsclient.storage import encryption


class Held(LoginSigner):
    """A signer in this process that hands over the key of the base, as a signer process does."""

    def data_key(self) -> Secret:
        return data_key()


def data_key() -> Secret:
    """Return the key of the product's bases: no secret, the same in every process; empty for the open format."""
    if os.environ.get("BSCLIENT_BENCH_OPEN") == "1" or not encryption.available():
        return Secret.empty()
    return Secret.of(hashlib.sha256(b"bsclient.bench").digest())
