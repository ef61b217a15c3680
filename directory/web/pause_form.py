"""Asking from when on an activity is closed, and when it is on again: of its group, and of those who look after it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.catalogue.models.services import Service
from directory.catalogue.pausing import pause_of
from directory.champions.capacity.pause_inputs import PauseInput, PauseSchema
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.forms import LynchpinForm


class PauseForm(LynchpinForm[PauseInput]):
    schema = PauseSchema

    closed_from = DayField("From which day is it closed?", required="Enter the first day on which it is closed")
    back_on = DayField("When is it on again? (optional)", hint="It comes back by itself on this day")
    is_all_of_it = OneOfField(
        "What is closed?", [Choice("false", "Only this"), Choice("true", "Everything the group runs")]
    )


@dataclass(frozen=True)
class PausePage:
    """The question of one activity; `open_href` where it is closed, or is going to be."""

    name: str
    said: str
    back_href: str
    back_text: str
    save_href: str
    open_href: str


def values_of(service: Service, today: date) -> dict[str, Any]:
    """What the form holds to begin with: what was said before, if that is not over."""
    pause = pause_of(service)
    is_over = pause is None or (pause.back_on is not None and pause.back_on <= today)
    days = {"closed_from": today} if is_over or pause is None else vars(pause)
    return {**days, "is_all_of_it": "false"}
