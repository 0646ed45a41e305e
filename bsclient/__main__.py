"""`python -m bsclient COMMAND …`: the program inside its virtual environment; `main.py` leads here."""

from __future__ import annotations

import sys

from bsclient.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
