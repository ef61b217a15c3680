"""A telephone call is written down in less than two minutes of typing, with the keyboard alone.

How it is counted: every key that goes down on the page counts, Tab, Space, arrows and Enter too, and a capital as two
with its Shift. Somebody who types 40 words a minute presses 200 keys, as a word counts five.
"""

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.triage.models import ContactAttempt
from directory.db import transaction
from tests.factories.accounts import new_word
from tests.journeys.keyboard import choose, use, write

pytestmark = pytest.mark.browser
KEYS_A_MINUTE, MOST_MINUTES = 40 * 5, 2
SAID = (
    "Her husband died in June. On her own most days, sleeps badly. Bad hip, so no hills, but likes a short walk and"
    " used to sing in the choir at St Mark's. Her daughter rings on Sundays. Would like company on weekdays. Asked"
    " for a woman."
)
# Kept beyond the page, as the last key leads to another one.
COUNT_KEYS = "sessionStorage.pressed = 0; addEventListener('keydown', () => sessionStorage.pressed++, true);"


def is_capital(letter: str) -> bool:
    return letter.isalpha() and letter != letter.lower()


def test_a_call_is_typed_in_less_than_two_minutes(town, open_tab, sign_in, record_property):
    page = open_tab(1280)
    sign_in(page, Role.COORDINATOR)
    name = f"Mrs Hilda Threlkeld {new_word()}"
    page.goto(f"{town.address}/staff/phone-call")
    page.evaluate(COUNT_KEYS)

    write(page, "Their name", name)
    write(page, "Their number", "01632 960 456")
    write(page, "What they say", SAID)
    choose(page, "What did you agree on?", "We ring them back")
    use(page, page.get_by_role("button", name="Write it down"))

    pressed = int(page.evaluate("sessionStorage.pressed")) + sum(map(is_capital, name + SAID))
    minutes = pressed / KEYS_A_MINUTE
    record_property("minutes_of_typing", round(minutes, 2))
    assert 1 < minutes < MOST_MINUTES
    assert page.get_by_text("They wait with the others, and the call is written down.").is_visible()
    with transaction() as db:
        call = db.scalars(select(Referral).order_by(Referral.made_at.desc()).limit(1)).one()
        assert (call.name, call.statement) == (name, SAID)
        assert db.scalars(select(ContactAttempt.how).where(ContactAttempt.referral_id == call.id)).one() == (
            "they rang us"
        )
