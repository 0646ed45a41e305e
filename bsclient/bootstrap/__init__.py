"""Make a bare machine ready and start the program: virtual environment, pinned packages, Qt's system libraries.

Standard library only, because it runs before anything is installed. Only `main.py` imports it.
"""

from __future__ import annotations

from bsclient.bootstrap.launch import start

__all__ = ["start"]
