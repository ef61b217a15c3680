"""The cohort of a scheme in a period: each person linked."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Scheme
from directory.errors import NotFound
from directory.outcomes.linkage.catalogue import Activity, read_activities
from directory.outcomes.linkage.facts import UNKNOWN, Facts, read_facts
from directory.outcomes.linkage.kept import Totals, read_kept
from directory.outcomes.linkage.needs import read_needs, read_practices
from directory.outcomes.linkage.reading import Answered, read_answered, read_moves, read_suggested
from directory.outcomes.linkage.rules import Period, Spell, first_spells, interval_of, is_in_window
from directory.outcomes.linkage.spells import count_not_taken_on, read_spells
from directory.outcomes.linkage.steps import ActivitySteps, steps_of
from directory.outcomes.linkage.support import Support, read_support


@dataclass(frozen=True)
class Linked:
    """One person of the cohort: their spell, what is known of them, how they were supported, what they need (None
    where nobody assessed it), what they answered within the windows, and what became of each activity within their
    interval."""

    spell: Spell
    facts: Facts
    support: Support
    needs: frozenset[str] | None
    answered: Sequence[Answered]
    interval: Period
    activities: Sequence[ActivitySteps]


@dataclass(frozen=True)
class LeftOut:
    """How many are in no figure, and why: people who do not want to count, spells that were opened by mistake, later
    spells of people who count already, and questionnaires outside their window."""

    objecting: int
    mistakes: int
    later_spells: int
    outside_window: int


@dataclass(frozen=True)
class Cohort:
    """Who began in a period, linked; the wellbeing totals that are kept of people who were erased, of whom nothing else
    is known; and how many were referred and not taken on, by how that stands. `case_weeks` is for how long the scheme
    means support to last; `practices` are names by code."""

    scheme: str
    case_weeks: int
    period: Period
    not_taken_on: Mapping[str, int]
    people: Sequence[Linked]
    kept: Sequence[Totals]
    activities: Mapping[uuid.UUID, Activity]
    practices: Mapping[str, str]
    left_out: LeftOut


def get_scheme(db: Session, name: str) -> Scheme:
    """A scheme by its name. Raises NotFound, naming those there are."""
    names = {each.name: each for each in db.scalars(select(Scheme).order_by(Scheme.name))}
    if name not in names:
        raise NotFound(f"There is no scheme “{name}”. There are: {', '.join(names)}.")
    return names[name]


def read_cohort(db: Session, scheme: Scheme, period: Period, today: date) -> Cohort:
    """Everybody whose first spell in the period began in it, with what is linked to it."""
    began = [each for each in read_spells(db, scheme.id) if period.holds(each.begins_on)]
    counting = [each for each in began if not each.objects and not each.is_mistake]
    chosen = first_spells(counting)
    answered, support = read_answered(db, chosen), read_support(db, chosen)
    needs = read_needs(db, chosen)
    facts, suggested, moves = read_facts(db, chosen), read_suggested(db, chosen), read_moves(db, chosen)
    people, outside = [], 0
    for spell in chosen:
        told = answered.get(spell.case_id, [])
        within = [each for each in told if is_in_window(spell, each.stage, each.taken_on)]
        outside += len(told) - len(within)
        interval = interval_of(spell, *ends_of(within), today)
        steps = steps_of(suggested.get(spell.case_id, ()), moves.get(spell.case_id, ()), interval)
        known = facts.get(spell.client_id, UNKNOWN)
        found = (support[spell.case_id], needs.get(spell.case_id))
        people.append(Linked(spell, known, *found, within, interval, steps))
    return Cohort(
        scheme.name,
        scheme.case_weeks,
        period,
        count_not_taken_on(db, scheme.id, period),
        people,
        read_kept(db, scheme.id, period),
        read_activities(db, {each.service_id for person in people for each in person.activities}),
        read_practices(db, scheme.id),
        LeftOut(
            objecting=len({each.client_id for each in began if each.objects}),
            mistakes=sum(each.is_mistake and not each.objects for each in began),
            later_spells=len(counting) - len(chosen),
            outside_window=outside,
        ),
    )


def ends_of(answered: Sequence[Answered]) -> tuple[date | None, date | None]:
    """The first day on which the start was measured, and the last on which the end was."""
    days = {stage: [each.taken_on for each in answered if each.stage == stage] for stage in ("baseline", "exit")}
    return min(days["baseline"], default=None), max(days["exit"], default=None)
