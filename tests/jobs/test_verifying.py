"""The nightly round that keeps listings checked: who is written to, and when."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.models.services import ServiceStatus
from directory.champions.operations import confirm_listing
from directory.champions.to_do.items import Found, Kind, ToDo
from directory.champions.to_do.models import CheckBefore, SetAside
from directory.champions.to_do.setting_aside import set_aside
from directory.champions.verification.models import Verification
from directory.champions.verification.taking_back import list_checked_today, take_back_check
from directory.db import transaction
from directory.jobs import verifying
from directory.jobs.verifying import look_ahead, verify_listings
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_actor, make_user
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.links import sent_letters
from tests.factories.verifying import ADDRESS, make_due, run_round

MONDAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


@pytest.fixture
def actor(db):
    return make_actor(db, Role.CHAMPION)


def letters_to(*addresses):
    return [each for each in sent_letters() if str(each["To"]).casefold() in addresses]


def verifications(db):
    return db.scalars(select(Verification).order_by(Verification.since)).all()


def test_group_of_a_listing_that_is_due_is_written_to(db, key_store):
    make_due(db)

    done = run_round(db)

    assert (done.begun, done.letters) == (1, 1)
    [letter] = letters_to(ADDRESS)
    assert letter["Subject"] == "Is Walks by the beck still right?"
    assert "- Walks by the beck" in letter.get_content()


def test_nobody_is_written_to_about_what_was_checked_half_a_year_ago_but_a_day(db, key_store):
    make_due(db, assured_date=clock.today() - timedelta(days=182))

    assert run_round(db).letters == 0


def test_group_gets_one_letter_about_all_it_runs(db, key_store):
    for name in ("Walks by the beck", "Singing for fun", "Tea at two"):
        make_due(db, name)
    make_due(db, "Knit and natter", address="Walks@BeckLane.example ")

    run_round(db)

    [letter] = letters_to(ADDRESS)
    assert letter["Subject"] == "Are your 4 listings still right?"
    assert "- Knit and natter\n- Singing for fun\n- Tea at two\n- Walks by the beck" in letter.get_content()


def test_organisation_is_written_to_where_an_activity_has_no_address_of_its_own(db, key_store):
    make_due(db, address=None, organization=make_organization(db, email="office@becklane.example"))

    run_round(db)

    assert len(letters_to("office@becklane.example")) == 1


def test_second_round_of_a_day_writes_nobody(db, key_store):
    make_due(db)
    run_round(db)

    again = run_round(db)

    assert (again.begun, again.letters, len(letters_to(ADDRESS))) == (0, 0, 1)


def test_through_a_year_of_silence_a_group_is_asked_three_times(db, key_store, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    make_due(db)
    written = []
    for day in range(0, 365, 7):
        time_machine.move_to(MONDAY + timedelta(days=day), tick=False)
        if run_round(db).letters:
            written.append(day)
        for letter in letters_to(ADDRESS):
            assert letter["Subject"].startswith("We ask once more: is") is (len(written) > 1)

    assert written == [0, 28, 56]


def test_listing_that_joins_later_waits_a_week_and_goes_along(db, key_store, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    make_due(db)
    make_due(db, "Tea at two", assured_date=(MONDAY - timedelta(days=180)).date())
    letters = {}
    for day in range(20):
        time_machine.move_to(MONDAY + timedelta(days=day), tick=False)
        run_round(db)
        for letter in letters_to(ADDRESS):
            letters[day] = letter.get_content()

    assert letters.keys() == {0, 7}
    assert "Tea at two" not in letters[0]
    assert "- Tea at two\n- Walks by the beck" in letters[7]


def test_what_was_confirmed_is_not_asked_about_again(db, key_store, actor, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    service = make_due(db)
    run_round(db)
    confirm_listing(db, actor, service)
    db.commit()

    for week in range(1, 20):
        time_machine.move_to(MONDAY + timedelta(weeks=week), tick=False)
        assert run_round(db).letters == 0
    assert verifications(db)[0].ended_on == MONDAY.date()


def test_letter_that_has_not_left_is_held_back_once_somebody_has_looked(db, key_store, actor):
    service = make_due(db)
    run_round(db)

    confirm_listing(db, actor, service)
    db.commit()

    assert letters_to(ADDRESS) == []


def test_check_that_a_source_tells_of_ends_it_too(db, key_store):
    service = make_due(db)
    run_round(db)
    service.assured_date = clock.today()

    assert run_round(db).ended == 1


def test_what_is_paused_is_not_asked_about_and_goes_on_where_it_was(db, key_store, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    service = make_due(db)
    run_round(db)
    service.status = ServiceStatus.INACTIVE.value
    time_machine.move_to(MONDAY + timedelta(weeks=6), tick=False)
    assert run_round(db).letters == 0

    service.status = ServiceStatus.ACTIVE.value
    run_round(db)

    assert [(each.letters, each.ended_on) for each in verifications(db)] == [(2, None)]


@pytest.mark.parametrize(
    ("can_write", "more", "words"),
    [
        pytest.param(True, {"address": None}, "- 1: there is no email address to write to", id="no address"),
        pytest.param(False, {}, "- 1: there is no email address to write to", id="no letters leave here"),
    ],
)
def test_champion_is_told_of_what_no_letter_helps_with(db, key_store, can_write, more, words):
    term, champion = make_term(db), make_user(db, Role.CHAMPION)
    make_walking_domain(db, [term], champion)
    make_due(db, terms=[term], **more)

    done = run_round(db, can_write=can_write)

    assert done.told == 1
    [letter] = letters_to(champion.email)
    assert letter["Subject"] == "One listing to make sure of"
    assert words in letter.get_content()
    assert "http://localhost/staff/listings" in letter.get_content()


def test_deputy_is_told_too_and_alone_when_the_champion_is_away(db, key_store):
    term, champion, deputy = make_term(db), make_user(db, Role.CHAMPION), make_user(db, Role.CHAMPION)
    make_walking_domain(db, [term], champion, deputies=[deputy])
    make_due(db, terms=[term], address=None)
    run_round(db)
    told = letters_to(champion.email, deputy.email)

    champion.is_active = False
    make_due(db, "Strolls", terms=[term], address=None)
    run_round(db)

    assert {each["To"] for each in told} == {champion.email, deputy.email}
    assert [each["To"] for each in letters_to(champion.email, deputy.email)] == [deputy.email]


def test_champion_is_told_after_eight_weeks_without_an_answer(db, key_store, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    term, champion = make_term(db), make_user(db, Role.CHAMPION)
    make_walking_domain(db, [term], champion)
    make_due(db, terms=[term])
    told = []
    for day in range(0, 70, 7):
        time_machine.move_to(MONDAY + timedelta(days=day), tick=False)
        run_round(db)
        told += [(day, each.get_content()) for each in letters_to(champion.email)]

    [(day, words)] = told
    assert day == 56
    assert "- 1: nobody has answered" in words


def test_group_that_was_never_asked_before_is_asked_as_often_however_late_that_is(db, key_store, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    make_due(db, weeks=30)
    written = []
    for day in range(0, 70, 7):
        time_machine.move_to(MONDAY + timedelta(days=day), tick=False)
        done = run_round(db)
        written += [day] if done.letters else []
        sent_letters()

    assert written == [0, 28, 56]


def test_champion_is_told_at_once_of_a_letter_that_did_not_arrive(db, key_store):
    term, champion = make_term(db), make_user(db, Role.CHAMPION)
    make_walking_domain(db, [term], champion)
    make_due(db, terms=[term])
    run_round(db)
    db.execute(update(OutboxMessage).values(gave_up_at=clock.now()))

    run_round(db)

    [letter] = letters_to(champion.email)
    assert "- 1: the letter did not arrive" in letter.get_content()


def test_champion_is_told_once(db, key_store, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    term, champion = make_term(db), make_user(db, Role.CHAMPION)
    make_walking_domain(db, [term], champion)
    make_due(db, terms=[term], address=None)

    told = []
    for week in range(9):
        time_machine.move_to(MONDAY + timedelta(weeks=week), tick=False)
        told.append((run_round(db).told, len(letters_to(champion.email))))

    assert told == [(1, 1), *[(0, 0)] * 8]


class Killed(Exception):
    pass


@pytest.mark.parametrize("step", range(6))
def test_round_that_is_killed_anywhere_goes_on_without_a_second_letter(db, key_store, monkeypatch, step):
    term, champion = make_term(db), make_user(db, Role.CHAMPION)
    make_walking_domain(db, [term], champion)
    for number in range(4):
        make_due(db, f"Walk {number}", address=f"walk{number}@becklane.example", terms=[term])
    make_due(db, "Nobody's", address=None, terms=[term])
    db.commit()
    monkeypatch.setattr(verifying, "GROUPS_AT_ONCE", 2)
    opened = iter(range(100))

    def transaction_that_dies():
        if next(opened) == step:
            raise Killed
        return transaction()

    monkeypatch.setattr(verifying, "transaction", transaction_that_dies)
    with pytest.raises(Killed):
        verify_listings(can_write=True)

    monkeypatch.setattr(verifying, "transaction", transaction)
    run_round(db)
    run_round(db)

    to = sorted(each["To"] for each in sent_letters())
    assert to == sorted([champion.email, *(f"walk{number}@becklane.example" for number in range(4))])


def test_two_rounds_at_once_write_to_each_group_once(own_database, at_once):
    with transaction() as db:
        for number in range(6):
            make_due(db, f"Walk {number}", address=f"walk{number}@becklane.example")

    rounds = at_once(*[lambda: verify_listings(can_write=True)] * 2)

    assert sum(each.letters for each in rounds) == len(sent_letters()) == 6


def test_looking_ahead_changes_nothing(db, key_store):
    make_due(db)
    make_due(db, "Tea at two", address="tea@becklane.example")
    make_service(db, "Checked today", assured_date=clock.today())
    db.commit()

    ahead = look_ahead(can_write=True)

    assert (ahead.listings, ahead.groups) == (2, 2)
    assert verifications(db) == []
    assert sent_letters() == []


def test_round_that_stood_still_for_months_goes_on_with_one_letter_at_a_time(db, key_store, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    make_due(db)
    run_round(db)
    sent_letters()
    time_machine.move_to(MONDAY + timedelta(weeks=20), tick=False)

    assert [run_round(db).letters, run_round(db).letters] == [1, 0]
    assert [each.letters for each in verifications(db)] == [2]


def test_group_that_just_answered_for_one_waits_a_week_for_the_next(db, key_store, actor, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    service = make_due(db)
    make_due(db, "Tea at two", assured_date=service.assured_date + timedelta(days=1))
    run_round(db)
    confirm_listing(db, actor, service)
    days = []
    for day in range(1, 10):
        time_machine.move_to(MONDAY + timedelta(days=day, minutes=-day), tick=False)
        days += [day] if run_round(db).letters else []

    assert days == [7]


def test_letter_goes_to_the_address_as_it_is_registered(db, key_store):
    make_due(db, address="Walks.Lead@BeckLane.example")

    run_round(db)

    assert [each["To"].addresses[0].addr_spec for each in sent_letters()] == ["Walks.Lead@BeckLane.example"]


def test_letter_that_waited_for_too_long_counts_as_one_that_did_not_arrive(db, key_store, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    make_due(db)
    run_round(db)
    time_machine.move_to(MONDAY + timedelta(days=9), tick=False)
    assert sent_letters() == []

    run_round(db)

    assert [each.told_why for each in verifications(db)] == ["not delivered"]


def test_editors_are_told_of_what_no_champion_looks_after(db, key_store):
    editor = make_user(db, Role.EDITOR)
    make_due(db, address=None)

    run_round(db)

    (letter,) = letters_to(editor.email)
    # In no domain of theirs would they find it.
    assert "Listings that nobody looks after" in letter.get_content()


def test_each_news_of_a_day_reaches_the_champion(db, key_store):
    term, champion = make_term(db), make_user(db, Role.CHAMPION)
    make_walking_domain(db, [term], champion)
    for name in ("Walks by the beck", "Tea at two"):
        make_due(db, name, address=None, terms=[term])
        run_round(db)

    assert len(letters_to(champion.email)) == 2


def test_what_can_be_taken_back_or_is_put_off_no_more_is_let_go_of(db, key_store, actor):
    today, listing = clock.today(), make_due(db, assurer_email=ADDRESS)
    term = make_term(db)
    make_walking_domain(db, [term], db.get(User, actor.user_id))
    other = make_service(db, "Moor walks", terms=[term])
    for each in (listing, other):
        confirm_listing(db, actor, each)
    db.flush()
    said = {each.name: each.check_id for each in list_checked_today(db, actor, today)}
    take_back_check(db, actor, said[listing.name], today)
    set_aside(db, actor, ToDo(Found(Kind.DUE, str(other.id), today), 0, ""), today)
    run_round(db)
    that_day = len(db.scalars(select(CheckBefore)).all()), len(db.scalars(select(SetAside)).all())

    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        run_round(db)

    assert that_day == (2, 1)
    [left] = db.scalars(select(CheckBefore))
    assert (left.taken_back_at is not None, left.assurer_email) == (True, None)
    assert db.scalars(select(SetAside)).all() == []
