"""Telephone numbers as something to press."""

import pytest

from directory.web.phones import phone_href


@pytest.mark.parametrize(
    ("number", "href"),
    [
        pytest.param("0113 496 0000", "tel:01134960000", id="spaces"),
        pytest.param("(0113) 496-0000", "tel:01134960000", id="brackets and a dash"),
        pytest.param("+44 113 496 0000", "tel:+441134960000", id="from abroad"),
        pytest.param("+44 (0)113 496 0000", "tel:+441134960000", id="from abroad, with the nought of home"),
        pytest.param("0113 496 0000 ext 12", "tel:01134960000", id="with an extension"),
        pytest.param("0113 496 0000 option 2", "tel:01134960000", id="with an option"),
        pytest.param("ask at the desk", "", id="no number at all"),
    ],
)
def test_number_is_rung_as_it_was_written(number, href):
    assert phone_href(number) == href


def test_what_cannot_be_rung_is_no_link(demo_app):
    macro = "{% from 'components/words.html' import phone_link %}{{ phone_link(number) }}"

    with demo_app.test_request_context("/"):
        shown = demo_app.jinja_env.from_string(macro).render(number="ask at the desk")

    assert shown.strip() == "ask at the desk"
