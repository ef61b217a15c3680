"""Whole years of keeping listings checked: what is due, asked, told and lapsed each month, and how many letters go."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.queries import actor_of
from directory.catalogue.freshness import Rhythm, current_rhythm, use_rhythm
from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.models.services import Service, ServiceStatus
from directory.champions.operations import confirm_as_group, correct_listing
from directory.champions.verification.own_listings import get_own_listings
from directory.champions.verification.verifying import find_open
from directory.db import transaction
from directory.jobs.bounces import take_bounce
from tests.factories.accounts import make_user
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.delivery_reports import report_of
from tests.factories.links import link_in, sent_letters
from tests.factories.verifying import make_due, run_round

MONDAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
A_WEEK, OVER_AN_HOUR = timedelta(weeks=1), timedelta(minutes=61)


@pytest.fixture(autouse=True)
def usual_rhythm():
    """The rhythm that other tests rely on comes back."""
    before = current_rhythm()
    yield
    use_rhythm(before)


def address_of(name: str) -> str:
    return f"{name}@becklane.example"


@dataclass
class Year:
    """A year of Mondays: a round each, the letters of which are sent, counted, and answered by whoever does."""

    db: object
    time: object
    champion: Actor
    term: object
    letters: Counter = field(default_factory=Counter)
    answers: dict[str, Callable] = field(default_factory=dict)
    events: dict[date, Callable] = field(default_factory=dict)
    months: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: dict[str, list[date]] = field(default_factory=dict)

    def pass_by(self, weeks: int) -> None:
        for week in range(weeks):
            self.time.move_to(MONDAY + week * A_WEEK, tick=False)
            if event := self.events.get(clock.today()):
                event()
            run_round(self.db)
            self.send()
            self.time.shift(OVER_AN_HOUR)
            self.send()
            self.note()

    def send(self) -> None:
        for letter in sent_letters():
            name = letter["To"].partition("@")[0]
            self.letters[name if letter["To"] == address_of(name) else "champion"] += 1
            self.asked.setdefault(name, []).append(clock.today())
            if answer := self.answers.get(name):
                answer(letter)

    def note(self) -> None:
        """How every listing stands; the last Monday of a month is what stays."""
        self.db.expire_all()
        services = self.db.scalars(select(Service)).all()
        waiting = find_open(self.db, [each.id for each in services])
        stands = {}
        for each in services:
            freshness = current_rhythm().freshness(current_rhythm().due_on(each), clock.today())
            told = [each for each in [waiting[each.id].told_why if each.id in waiting else None] if each]
            stands[each.name] = ", ".join([freshness.value, *told])
        self.months[f"{clock.today():%Y-%m}"] = stands


@pytest.fixture
def year(db, key_store, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    term, user = make_term(db), make_user(db, Role.CHAMPION)
    make_walking_domain(db, [term], user)
    return Year(db, time_machine, actor_of(db, user.email), term)


def add(year, name, **more):
    return make_due(year.db, name, address=address_of(name), terms=[year.term], **more)


def stands(year, name) -> list[str]:
    """How a listing stands at the end of each month."""
    return [month[name] for month in year.months.values() if name in month]


def answer_by_link(letter) -> None:
    """The group opens the link of its letter and presses the button."""
    token = link_in(letter).rpartition("/")[2]
    with transaction() as db:
        for each in get_own_listings(db, token).to_confirm(clock.today()):
            confirm_as_group(db, each)


def with_alert(service: Service, alert: str) -> ServiceEditInput:
    """The form of a listing as it is, but for what comes first."""
    now = {each.name: getattr(service, each.name) for each in fields(ServiceEditInput)}
    return ServiceEditInput(**{**now, "status": ServiceStatus(service.status), "alert": alert})


CHECKED, DUE, SILENT, LAPSED = "checked", "due", "silent, no answer", "not recently checked, no answer"
# What a listing that nobody ever looks at goes through, month by month: due since the first.
NEVER = [DUE, SILENT, *[LAPSED] * 10]


def test_listing_whose_group_answers_is_asked_twice_a_year_and_only_its_check_moves(year):
    service = add(year, "answers")
    changed, checked = service.last_modified, service.assured_date
    year.answers["answers"] = answer_by_link

    year.pass_by(52)

    assert stands(year, "answers") == [CHECKED] * 12
    assert year.letters == {"answers": 2}
    assert year.asked["answers"] == [date(2026, 3, 2), date(2026, 9, 7)]
    year.db.refresh(service)
    assert (checked, service.assured_date) == (date(2025, 8, 31), date(2026, 9, 7))
    assert (service.last_modified, service.assurer_email) == (changed, address_of("answers"))


def test_listing_whose_group_never_answers_is_asked_three_times_then_its_champions_then_lapsed(year):
    service = add(year, "silent")
    changed, checked = service.last_modified, service.assured_date

    year.pass_by(52)

    assert stands(year, "silent") == NEVER
    assert year.letters == {"silent": 3, "champion": 1}
    assert year.asked["silent"] == [date(2026, 3, 2), date(2026, 3, 30), date(2026, 4, 27)]
    year.db.refresh(service)
    assert (service.last_modified, service.assured_date) == (changed, checked)


def test_listing_whose_letter_comes_back_is_its_champions_from_the_first_day(year):
    add(year, "bounces")
    year.answers["bounces"] = lambda letter: take_bounce(report_of(letter))

    year.pass_by(52)

    failing = ["due, address fails", "silent, address fails", *["not recently checked, address fails"] * 10]
    assert stands(year, "bounces") == failing
    assert year.letters == {"bounces": 1, "champion": 1}


def test_listing_that_is_edited_in_between_begins_anew_on_that_day(year):
    service = add(year, "edited")
    changed = service.last_modified
    year.events[date(2026, 4, 6)] = lambda: correct_listing(
        year.db, year.champion, service, with_alert(service, "In the hall")
    )

    year.pass_by(52)

    # Checked on 6 April; due 183 days later, on 6 October.
    assert stands(year, "edited") == [DUE, *[CHECKED] * 6, DUE, DUE, SILENT, LAPSED, LAPSED]
    assert year.asked["edited"][:2] == [date(2026, 3, 2), date(2026, 3, 30)]
    assert year.letters == {"edited": 5, "champion": 1}
    year.db.refresh(service)
    assert (service.assured_date, service.assurer_email) == (date(2026, 4, 6), None)
    assert service.last_modified > changed


def test_listing_that_is_added_in_the_middle_counts_from_that_day(year):
    def list_it() -> None:
        make_service(year.db, "added", email=address_of("added"), terms=[year.term], listed_on=clock.today())

    year.events[date(2026, 5, 11)] = list_it

    year.pass_by(52)

    # Listed on 11 May, due on 10 November, asked on the Monday after.
    assert year.asked["added"] == [date(2026, 11, 16), date(2026, 12, 14), date(2027, 1, 11)]
    assert stands(year, "added") == [*[CHECKED] * 6, DUE, DUE, SILENT, LAPSED]
    assert year.letters == {"added": 3, "champion": 1}


def test_many_at_once_disturb_nobody(year):
    for name in ("answers", "silent", "bounces"):
        add(year, name)
    year.answers |= {"answers": answer_by_link, "bounces": lambda letter: take_bounce(report_of(letter))}

    year.pass_by(52)

    assert year.letters == {"answers": 2, "silent": 3, "bounces": 1, "champion": 2}
    assert stands(year, "silent") == NEVER


@pytest.mark.parametrize(
    ("rhythm", "asked_after", "told_after", "lapsed_after"),
    [
        pytest.param(Rhythm(), [0, 4, 8], 8, 12, id="as usual"),
        pytest.param(Rhythm(3, (0, 2), 5, 7), [0, 2], 5, 7, id="quicker"),
        pytest.param(Rhythm(12, (1, 9, 20), 24, 30), [1, 9, 20], 24, 30, id="slower"),
        pytest.param(Rhythm(6, (), 8, 12), [], 8, 12, id="never by letter"),
        pytest.param(Rhythm(6, (0, 4, 8), 2, 3), [0, 4, 8], 2, 3, id="champion before the group has had its letters"),
    ],
)
def test_settings_say_when_what_follows(year, rhythm, asked_after, told_after, lapsed_after):
    use_rhythm(rhythm)
    due_on = MONDAY.date()
    add(year, "silent", assured_date=due_on - rhythm.due_after)
    told, lapsed = [], []

    for week in range(40):
        year.time.move_to(MONDAY + week * A_WEEK, tick=False)
        told += [week] if run_round(year.db).told else []
        year.send()
        year.note()
        lapsed += [week] if stands(year, "silent")[-1].startswith("not recently") else []

    assert [(each - due_on).days // 7 for each in year.asked.get("silent", [])] == asked_after
    assert told == [told_after]
    assert lapsed == list(range(lapsed_after, 40))


@pytest.mark.parametrize(
    ("day", "before"),
    [
        pytest.param(date(2026, 3, 29), datetime(2026, 3, 28, 18, 30, tzinfo=UTC), id="an hour is missing"),
        pytest.param(date(2026, 10, 25), datetime(2026, 10, 24, 18, 30, tzinfo=UTC), id="an hour comes twice"),
    ],
)
def test_night_on_which_the_clocks_change_is_one_night(year, day, before):
    year.time.move_to(before, tick=False)
    service = add(year, "walks", assured_date=day - Rhythm().due_after)

    # Every hour of the night, as a clock that runs it at a quarter past two might do never or twice.
    for hour in range(16):
        year.time.move_to(before + timedelta(hours=hour), tick=False)
        run_round(year.db)
        year.send()

    assert year.asked["walks"] == [day]
    assert [each.began_on for each in find_open(year.db, [service.id]).values()] == [day]


def test_letters_keep_their_weeks_across_a_change_of_the_clocks(year):
    # At 03:23 by the clock on the wall: an hour earlier by that of the world once it is summer.
    nights = [datetime(2026, 3, 9, 3, 23, tzinfo=UTC) + timedelta(days=each) for each in range(60)]
    year.time.move_to(nights[0], tick=False)
    add(year, "walks")
    for night in nights:
        year.time.move_to(night - timedelta(hours=night.date() >= date(2026, 3, 29)), tick=False)
        run_round(year.db)
        year.send()

    assert year.asked["walks"] == [date(2026, 3, 9), date(2026, 4, 6), date(2026, 5, 4)]
