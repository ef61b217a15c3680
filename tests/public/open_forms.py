"""Filling in forms for anybody, as a person does: the page is read first, and that takes a moment."""

import html
import re
from datetime import timedelta

import time_machine

from directory import clock
from directory.web.spam import QUICKEST

TOKEN = "csrf_token"
CARRIED = ("submission_key", "shown_at", TOKEN)
# What the pages of a request for support give each other.
ON_THE_WAY = ("carried", "step", "shown_at", TOKEN)


def send_form(browser, address, page=None, **answers):
    """Open a form, or take a page that shows it, fill it in and send it a moment later; gives the answer."""
    asked = page or browser.get(address).text
    typed = {**hidden_in(asked, CARRIED), "nickname_2": "", **answers}
    assert {"submission_key", "shown_at"} <= typed.keys()
    with time_machine.travel(clock.now() + QUICKEST + timedelta(seconds=1), tick=False):
        return browser.post(address, data=typed)


def carried(page) -> dict[str, str]:
    """What a page of a request for support gives the next one."""
    return hidden_in(page.text, ON_THE_WAY)


def hidden_in(text, names) -> dict[str, str]:
    """The first hidden value of each of these names, where a page has one."""
    found = {each: re.search(rf'name="{each}"[^>]*value="([^"]*)"', text) for each in names}
    return {name: html.unescape(match[1]) for name, match in found.items() if match}
