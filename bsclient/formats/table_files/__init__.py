"""Tables of banks and of users (CSV, XLSX) as statements and as orders: named profiles, a guess of unknown ones.

`open_table` finds the profile of a file, `reader.read` reads by it, `guess` maps an unknown table, `profile` keeps and exchanges them.
Files are never trusted: sizes, corners of spreadsheets and lengths of cells are limited (`formats.books`, `grid`).
"""

from bsclient.formats.table_files.banks import BUILT_IN
from bsclient.formats.table_files.grid import Grid, load
from bsclient.formats.table_files.guess import guess
from bsclient.formats.table_files.profile import ColumnRule, Profile, from_json, to_json
from bsclient.formats.table_files.reader import read as read_by
from bsclient.formats.table_files.recognise import Opened, open_table, read

__all__ = [
    "BUILT_IN", "ColumnRule", "Grid", "Opened", "Profile", "from_json", "guess", "load", "open_table", "read", "read_by", "to_json",
]  # fmt: skip
