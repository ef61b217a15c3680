"""An activity as a card."""

from directory.web.activity_card import shortened


def test_long_text_is_cut_at_a_word():
    assert shortened("Tea, cake and company", 12) == "Tea, cake…"
    assert shortened("Tea and cake", 12) == "Tea and cake"
