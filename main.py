"""Start BSClient from a checkout: `python3 main.py [COMMAND …]`, the desktop client by default.

Standard library only: on a bare machine it first makes `.venv` with the pinned packages (see `bsclient.bootstrap`)
and then runs the command there. `python3 main.py --help` lists the commands.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- this file also runs on interpreters that are too old, to say so
    version = "{}.{}".format(*sys.version_info)
    sys.stderr.write(
        f"BSClient needs Python 3.11 or newer; this is {version}. Install it (Debian, Ubuntu: python3.11), start again.\n"
        f"Нужен Python 3.11 или новее; сейчас {version}. Установите его (Debian, Ubuntu: python3.11), запустите снова.\n"
    )
    raise SystemExit(2)

from bsclient.bootstrap import start

if __name__ == "__main__":
    raise SystemExit(start(sys.argv[1:]))
