"""Start of the signer process: `python …/bsclient/crypto/child/__main__.py SECONDS`.

It is started by its path, from a checkout or from where the program is installed, in an environment of its own; the
folder that holds the package is put before all others. `SECONDS` is how long it may live. No secret is an argument.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path


def _end_in_time(seconds: int) -> None:
    """End without a word when the time is over, whatever is being done then."""
    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds)
        return
    import threading

    timer = threading.Timer(seconds, os._exit, (1,))
    timer.daemon = True
    timer.start()


def main(arguments: list[str]) -> int:
    """Serve the two pipes until the other side closes one."""
    from bsclient.crypto import hardening
    from bsclient.crypto.child.answers import Clerk

    hardening.no_dumps()
    _end_in_time(int(arguments[0]))
    hardening.stay_in_memory()
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which closes the pipe
    source, sink = open(0, "rb", buffering=0), open(1, "wb", buffering=0)  # noqa: SIM115 -- they end with the process
    return Clerk().serve(source, sink)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    sys.exit(main(sys.argv[1:]))
