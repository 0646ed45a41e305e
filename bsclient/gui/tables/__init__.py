"""Tables of banks and of users (CSV, XLSX): what their columns mean is seen and said in one window, and kept as profiles."""

from bsclient.gui.tables.importing import ask, import_table
from bsclient.gui.tables.source import Source

__all__ = ["Source", "ask", "import_table"]
