"""Whom to turn to at once."""

from directory.web.help_lines import HELP_LINES


def test_every_line_is_whole_where_nothing_can_be_pressed():
    assert [each.text for each in HELP_LINES] == [
        "Danger to life: call 999",
        "A mental health crisis: call NHS 111 and choose option 2",
        "To talk to somebody, day or night: call Samaritans free on 116 123",
        "To text with somebody, day or night: text SHOUT to 85258",
    ]


def test_every_number_rings_or_texts_itself():
    assert [each.href for each in HELP_LINES] == ["tel:999", "tel:111", "tel:116123", "sms:85258"]


def test_pages_show_every_line(demo_app):
    macro = "{% from 'components/words.html' import help_list %}{{ help_list() }}"

    with demo_app.test_request_context("/"):
        shown = demo_app.jinja_env.from_string(macro).render()

    assert all(f'href="{each.href}">{each.number}</a>{each.then}</li>' in shown for each in HELP_LINES)
