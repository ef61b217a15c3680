"""Messages in the language that is spoken."""

from directory import translation
from directory.translation import current_language, gettext, lazy_gettext, ngettext, speaking


def test_english_says_what_stands_in_the_source():
    assert gettext("Privacy") == "Privacy"
    assert gettext("Near %(place)s", place="Leeds") == "Near Leeds"
    assert gettext("100% free") == "100% free"


def test_a_language_is_spoken_only_inside_its_block():
    with speaking("cy"):
        inside = (current_language(), gettext("Privacy"))

    assert inside == ("cy", "Preifatrwydd")
    assert (current_language(), gettext("Privacy")) == ("en", "Privacy")


def test_what_is_not_translated_is_said_in_english():
    with speaking("cy"):
        assert gettext("Nobody would ever say this") == "Nobody would ever say this"


def test_a_lazy_message_follows_the_language_each_time_it_is_shown():
    label = lazy_gettext("Privacy")

    with speaking("cy"):
        welsh = f"{label}"

    assert (welsh, str(label)) == ("Preifatrwydd", "Privacy")


def test_a_number_picks_its_form_and_has_commas():
    assert ngettext("%(num)s thing", "%(num)s things", 1) == "1 thing"
    assert ngettext("%(num)s thing", "%(num)s things", 1_234) == "1,234 things"


def test_welsh_waits_for_somebody_who_speaks_it():
    assert translation.is_draft("cy")
    assert not translation.is_draft("en")
