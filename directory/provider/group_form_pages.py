"""What the pages show on which a group tells of itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from directory.champions.onboarding.forms import OpenForm
from directory.web.components import Fact
from directory.web.group_form_facts import facts_of
from directory.web.group_form_steps import STEPS, Step


@dataclass(frozen=True)
class StepPage:
    """One page of questions, which of how many it is, and what the group is asked once more, if it is."""

    title: str
    step: str
    number: int
    of: int
    save_href: str
    back_href: str
    word: str
    team: str


@dataclass(frozen=True)
class Section:
    """What was answered on one page, to be checked."""

    title: str
    facts: Sequence[Fact]
    change_href: str


@dataclass(frozen=True)
class CheckPage:
    """All that was answered; once it is sent, only that."""

    name: str
    team: str
    sections: Sequence[Section]
    send_href: str
    is_sent: bool
    reference: str


def step_page(opened: OpenForm, step: Step, token: str) -> StepPage:
    """A page of questions."""
    place = STEPS.index(step)
    before = STEPS[place - 1].name if place else None
    return StepPage(
        title=step.title,
        step=step.name,
        number=place + 1,
        of=len(STEPS) + 1,
        save_href=url_for("group_form.save_group_form", token=token),
        back_href=url_for("group_form.show_group_form", token=token, step=before) if before else "",
        word=opened.form.word or "",
        team=opened.team,
    )


def check_page(opened: OpenForm, token: str) -> CheckPage:
    """All pages at a glance."""
    return CheckPage(
        name=opened.form.suggestion.name,
        team=opened.team,
        sections=[
            Section(
                each.title,
                facts_of(each, opened.answers.get(each.name, {})),
                url_for("group_form.show_group_form", token=token, step=each.name),
            )
            for each in STEPS
        ],
        send_href=url_for("group_form.send_group_form", token=token),
        is_sent=opened.is_sent,
        reference=opened.form.suggestion.reference,
    )
