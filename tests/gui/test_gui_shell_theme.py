"""Themes: complete, legible, and never colour alone."""

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton

from bsclient.domain.states import State
from bsclient.gui import icons, theme, words
from bsclient.gui.widgets import text
from bsclient.paths import resource

THEMES = ("light", "dark")
GROUNDS = ("window", "panel", "base", "alternate", "hover")
WORDS = ("text", "muted", "link", "draft", "partly", "transit", "done", "rejected")


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("word", WORDS)
def test_words_are_legible_on_every_ground(name, ground, word):
    colours = theme.load(name).colours
    assert theme.contrast(colours[word], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("word", "ground"),
    [
        ("selection_text", "selection"),
        ("accent_text", "accent"),
        ("accent_text", "accent_hover"),
        ("text", "button"),
        ("muted", "line"),
        ("text", "info_ground"),
        ("text", "ok_ground"),
        ("text", "warning_ground"),
        ("text", "error_ground"),
        ("link", "info_ground"),
        ("link", "ok_ground"),
        ("link", "warning_ground"),
        ("link", "error_ground"),
    ],
)
def test_words_are_legible_where_they_stand(name, word, ground):
    colours = theme.load(name).colours
    assert theme.contrast(colours[word], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_icons_and_focus_can_be_seen(name):
    colours = theme.load(name).colours
    for role in {*theme.STATE_COLOURS.values(), "focus", "accent"}:
        for ground in (*GROUNDS, "selection"):
            assert theme.contrast(colours[role], colours[ground]) >= 3, (role, ground)


def test_contrast_is_that_of_the_standard():
    assert theme.contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert theme.contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.005)


def test_both_themes_name_the_same_colours():
    assert theme.load("light").colours.keys() == theme.load("dark").colours.keys()
    assert theme.load("dark").dark is True
    assert theme.load("light").dark is False


@pytest.mark.parametrize("name", THEMES)
def test_style_sheet_is_filled_and_palette_follows(qtbot, name):
    chosen = theme.apply(QApplication.instance(), name)
    assert "$" not in chosen.style_sheet()
    assert QApplication.palette().color(QPalette.ColorRole.Text) == chosen.colour("text")
    assert theme.current() is chosen


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_word_an_icon_and_a_colour(qtbot, state):
    assert words.state(state)
    assert resource(f"icons/{icons.STATE_ICONS[state]}.svg").is_file()
    assert theme.STATE_COLOURS[state] in theme.load("light").colours


def test_states_of_one_colour_family_differ_by_icon_from_the_others():
    """Who can't tell colours sees the icon: no icon is used for two colours."""
    colours = {}
    for state, icon in icons.STATE_ICONS.items():
        colours.setdefault(icon, set()).add(theme.STATE_COLOURS[state])
    assert {icon: found for icon, found in colours.items() if len(found) > 1} == {}


def test_icons_are_of_one_colour_and_hold_nothing_foreign():
    for path in resource("icons").glob("*.svg"):
        source = path.read_text(encoding="utf-8")
        assert "currentColor" in source, path.name
        assert re.search(r"#[0-9a-fA-F]{3,8}\b|<script|<image|href|<text|rgb\(", source) is None, path.name


def test_icons_named_in_the_program_exist():
    named = set()
    for path in resource("..").resolve().joinpath("bsclient", "gui").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for found in re.finditer(r"""(?:icons\.(?:icon|pixmap)|icon_label)\(\s*"([a-z_]+)\"""", source):
            named.add(found[1])
        for found in re.finditer(r"""icons\.put\([^,()]+,\s*"([a-z_]+)\"""", source):
            named.add(found[1])
    assert len(named) > 10
    assert {name for name in named if not resource(f"icons/{name}.svg").is_file()} == set()


def test_icon_takes_the_colour_of_the_theme(qtbot):
    for name in THEMES:
        chosen = theme.apply(QApplication.instance(), name)
        image = icons.pixmap("stop", "text", 96).toImage()
        found = {image.pixelColor(x, 48).name() for x in range(96) if image.pixelColor(x, 48).alpha() == 255}
        assert found == {chosen.colour("text").name()}


def test_change_of_theme_paints_icons_and_labels_again(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    label = text.coloured("rejected", "rejected")
    label.setParent(button)
    icons.put(button, "stop")
    before = button.icon().cacheKey()
    dark = theme.apply(QApplication.instance(), "dark")
    icons.repaint(button)
    text.repaint(button)
    assert button.icon().cacheKey() != before
    assert label.palette().color(label.foregroundRole()) == dark.colour("rejected")


def test_a_painter_that_makes_a_colour_fainter_changes_no_other():
    theme.colour("accent").setAlpha(60)
    assert theme.colour("accent").alpha() == 255
