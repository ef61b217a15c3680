import pytest

from directory.exchange.texts import clean_description, clean_line, clean_text

LINES = {
    "plain": ("Tea and talk", "Tea and talk"),
    "spaces and lines become one space": ("  Tea \n\t and  talk ", "Tea and talk"),
    "tags go": ("<b>Tea</b> &amp; <i>talk</i>", "Tea & talk"),
    "a script goes with its words": ("Tea<script>alert(1)</script>", "Tea"),
    "less than is no tag": ("Under 5s, cost < £5", "Under 5s, cost < £5"),
    "marks that turn text around go": ("Tea\u202egro.elpmaxe", "Teagro.elpmaxe"),
    "control characters go": ("Tea\x07\x1b", "Tea"),
}
DESCRIPTIONS = {
    "plain": ("Tea, talk.", "Tea, talk."),
    "allowed tags stay": ("<p>Tea <strong>and</strong> talk</p>", "<p>Tea <strong>and</strong> talk</p>"),
    "a script goes": ("<script>alert(1)</script>Tea", "Tea"),
    "a handler goes": ('<p onclick="x()">Tea</p>', "<p>Tea</p>"),
    "an image goes": ('Tea <img src="http://spy.example/x.gif">', "Tea"),
    "a javascript link loses its address": ('<a href="javascript:x()">Tea</a>', '<a rel="noopener noreferrer">Tea</a>'),
    "a link stays": (
        '<a href="https://example.org" style="x">Tea</a>',
        '<a href="https://example.org" rel="noopener noreferrer">Tea</a>',
    ),
    "an open tag is closed": ("<p>Tea <em>talk", "<p>Tea <em>talk</em></p>"),
}


@pytest.mark.parametrize(("given", "expected"), LINES.values(), ids=LINES)
def test_name_becomes_plain_text_on_one_line(given, expected):
    assert clean_line(given) == expected


@pytest.mark.parametrize(("given", "expected"), DESCRIPTIONS.values(), ids=DESCRIPTIONS)
def test_description_keeps_only_harmless_html(given, expected):
    assert clean_description(given) == expected


@pytest.mark.parametrize(("given", "_expected"), DESCRIPTIONS.values(), ids=DESCRIPTIONS)
def test_cleaning_a_clean_description_changes_nothing(given, _expected):
    clean = clean_description(given)

    assert clean_description(clean) == clean


def test_text_keeps_its_lines():
    assert clean_text("Bring:\r\n- a cup\r- <b>cake</b>\n") == "Bring:\n- a cup\n- cake"
