"""Tool tips of texts from outside are shown as they are."""

import pytest
from PySide6.QtGui import Qt, QTextDocument

from bsclient.gui.tips import tip


@pytest.mark.parametrize(
    "words", ["<b>ООО</b> «Рога»", "<img src='file:///etc/passwd'>", "<a href='x'>жми</a>\nздесь"]
)
def test_what_looks_like_markup_is_shown_as_it_is(qapp, words):
    assert Qt.mightBeRichText(words)
    document = QTextDocument()
    document.setHtml(tip(words))
    assert document.toPlainText() == words


@pytest.mark.parametrize("words", ["", "ООО «Рога»", "3 > 2 & 1", "две\nстроки"])
def test_plain_words_stay(qapp, words):
    assert tip(words) == words
