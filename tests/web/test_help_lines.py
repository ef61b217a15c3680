"""Whom to turn to at once."""

import pytest

from directory.cli.bench_files import read_own_vocabulary
from directory.web.help_lines import HELP_LINES, help_lines_for


def test_every_line_is_whole_where_nothing_can_be_pressed():
    assert [each.text for each in HELP_LINES] == [
        "Danger to life: call 999",
        "A mental health crisis: call NHS 111 and choose option 2",
        "To talk to somebody, day or night: call Samaritans free on 116 123",
        "To text with somebody, day or night: text SHOUT to 85258",
    ]


def test_every_number_rings_or_texts_itself():
    assert [each.href for each in HELP_LINES] == ["tel:999", "tel:111", "tel:116123", "sms:85258"]


@pytest.mark.parametrize(
    ("needs", "numbers"),
    [
        pytest.param(["crisis"], {"999", "NHS 111", "116 123", "85258"}, id="crisis"),
        pytest.param(
            ["domestic-abuse"], {"999", "0808 2000 247", "0808 801 0327", "0808 808 8141"}, id="abuse, also of elders"
        ),
        pytest.param(["child-at-risk"], {"999", "0808 800 5000", "0800 1111"}, id="child"),
        pytest.param(["no-bed-tonight"], {"999", "0808 800 4444"}, id="no bed"),
        pytest.param(["no-food-now"], {"999", "0800 144 8848"}, id="no food"),
        pytest.param(["crisis", "no-food-now"], {"999", "116 123", "0800 144 8848"}, id="two needs"),
        pytest.param(["made here"], {"999", "116 123"}, id="a need of one's own"),
    ],
)
def test_lines_fit_the_need(needs, numbers):
    assert numbers <= {each.number for each in help_lines_for(needs)}


def test_abuse_is_not_sent_to_the_lines_for_despair_and_is_told_of_silent_calls():
    shown = [each.text for each in help_lines_for(["domestic-abuse"])]

    assert not [text for text in shown if "Samaritans" in text]
    assert [text for text in shown if "press 55" in text]


def test_no_need_has_no_lines():
    assert help_lines_for(()) == ()


def test_every_urgent_need_of_the_vocabulary_has_lines_of_its_own():
    urgent = [each.code for each in read_own_vocabulary().concepts.values() if each.urgent]

    assert all(any(code in line.needs for line in help_lines_for([code])) for code in urgent)


def test_pages_show_every_line(demo_app):
    macro = "{% from 'components/words.html' import help_list %}{{ help_list(help_lines) }}"

    with demo_app.test_request_context("/"):
        shown = demo_app.jinja_env.from_string(macro).render()

    assert all(f'href="{each.href}">{each.number}</a>{each.then}</li>' in shown for each in HELP_LINES)
