"""What is kept of text from outside."""

import pytest

from directory.catalogue.texts import clean_html, plain_text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param("Tea & cake", "Tea &amp; cake", id="an ampersand"),
        pytest.param("Ages > 50", "Ages > 50", id="no markup at all"),
        pytest.param("<p>Tea</p><script>alert(1)</script>", "<p>Tea</p>", id="script"),
        pytest.param('<p onclick="x()" style="y">Tea</p>', "<p>Tea</p>", id="attributes"),
        pytest.param("<img src=x onerror=alert(1)>", "", id="picture"),
        pytest.param("<h1>Tea</h1><iframe src=x></iframe>", "Tea", id="heading and frame"),
        pytest.param("<ul><li>Tea</li></ul>", "<ul><li>Tea</li></ul>", id="list"),
    ],
)
def test_only_harmless_markup_is_kept(given, kept):
    assert clean_html(given) == kept


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x"])
def test_an_address_that_runs_is_taken_out(address):
    assert "href" not in clean_html(f'<a href="{address}">here</a>')


@pytest.mark.parametrize("text", ["Tea & cake", "<p>Tea</p>", '<a href="https://a.example/?b=1&c=2">x</a>', "a < b"])
def test_what_was_cleaned_stays_as_it_is(text):
    once = clean_html(text)

    assert clean_html(once) == once


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("Tea", "Tea"),
        ("Tea &amp; cake", "Tea & cake"),
        ("<b>Tea</b>", "Tea"),
        ("Caf&eacute;", "Café"),
        ("<script>x</script>Tea", "Tea"),
    ],
)
def test_a_name_is_plain(given, plain):
    assert plain_text(given) == plain
