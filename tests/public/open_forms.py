"""Filling in forms for anybody, as a person does: the page is read first, and that takes a moment."""

from datetime import timedelta

import time_machine

from directory import clock
from directory.web.spam import QUICKEST
from tests.staff.conftest import hidden

CARRIED = ("submission_key", "shown_at")


def send_form(browser, address, page=None, **answers):
    """Open a form, or take a page that shows it, fill it in and send it a moment later; gives the answer."""
    asked = page or browser.get(address).text
    typed = {**{name: hidden(asked, name) for name in CARRIED}, "nickname_2": "", **answers}
    with time_machine.travel(clock.now() + QUICKEST + timedelta(seconds=1), tick=False):
        return browser.post(address, data=typed)
