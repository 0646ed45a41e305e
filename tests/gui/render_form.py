"""Paint the form of a document type into a picture, in a whole window over a real base:

    python tests/gui/render_form.py statement_request form.png --lang ru --theme dark --size 1280x720
    python tests/gui/render_form.py payment_register form.png --raw draft.json     # {"field": "text", "rows": [{…}]}

`--page NAME` paints any other page of the navigation. `render` does the same for tests.
"""

import argparse
import json
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from real_desk import Office

from bsclient.gui import tasks, theme, tr
from bsclient.gui.forms.names import page_of
from bsclient.gui.main_window import MainWindow
from bsclient.gui.memory import Memory
from bsclient.settings import Settings

_ROUNDS = 3
_PAUSE_MS = 170


def settle():
    """Wait for pauses and tasks that follow one another."""
    for _ in range(_ROUNDS):
        QTest.qWait(_PAUSE_MS)
        assert tasks.wait_idle()


def render(desk, folder, code, raw=None, size=(1280, 720), page=""):
    """Return a window that shows the form of a type, with a stored draft if `raw` is given."""
    window = MainWindow(desk, Settings(folder), Memory(), lambda _passphrase: None)
    window.resize(*size)
    window.show()
    settle()
    args = {}
    if raw is not None:
        draft = desk.drafts.new(code)
        args = {"id": desk.drafts.save(replace(draft, raw={**draft.raw, **raw})).id}
    window.shell.open_page(page or page_of(code), **args)
    settle()
    return window


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("code")
    parser.add_argument("picture", type=Path)
    parser.add_argument("--lang", default="ru", choices=("ru", "en"))
    parser.add_argument("--theme", default="light", choices=("light", "dark"))
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--raw", type=Path)
    parser.add_argument("--page", default="")
    parser.add_argument("--whole", action="store_true", help="the whole form, however long it is")
    given = parser.parse_args()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    tr.install(app, given.lang)
    theme.apply(app, given.theme)
    width, height = map(int, given.size.split("x"))
    raw = json.loads(given.raw.read_text("utf-8")) if given.raw else None
    with tempfile.TemporaryDirectory() as folder:
        desk = Office(Path(folder)).desk()
        try:
            window = render(desk, Path(folder), given.code, raw, (width, height), given.page)
            shown = window._host.page.form if given.whole else window
            shown.grab().save(str(given.picture))
            tasks.shutdown()
        finally:
            desk.close()
    os._exit(0)


if __name__ == "__main__":
    main()
