"""Weekly letters: who gets one, what it says, and that nobody gets two."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.revisions import make_changes, record_revision
from directory.catalogue.models.field_changes import FieldChange, differences
from directory.catalogue.models.revisions import RevisionKind
from directory.catalogue.models.services import ServiceStatus
from directory.catalogue.models.sources import Source
from directory.champions.digest.models import WeeklyLetter, WeeklyRound
from directory.champions.digest.watching import stop_letters, watch_area, watch_term
from directory.db import new_id, transaction
from directory.jobs import weekly_letters
from directory.jobs.weekly_letters import look_ahead, write_weekly_letters
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.links import sent_letters

# A Monday, an hour before letters leave.
MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
MORNING = MONDAY + timedelta(hours=2)
THURSDAY = MONDAY - timedelta(days=4)


@pytest.fixture(autouse=True)
def _on_monday(time_machine):
    time_machine.move_to(THURSDAY, tick=False)


@pytest.fixture
def chess(db):
    return make_term(db, "Chess", code="chess")


@pytest.fixture
def champion(db, chess):
    """The champion of chess."""
    actor = make_actor(db, Role.CHAMPION)
    make_walking_domain(db, [chess], db.get_one(User, actor.user_id), name="Board games")
    return actor


def add(db, name="Chess club", **more):
    """A listing that is new today."""
    service = make_service(db, name, **more)
    record_revision(db, "service", service.id, kind=RevisionKind.ADDED)
    return service


def write(db, time_machine, at=MONDAY, weekday=0):
    """The letters of the week, over what is in the database by now."""
    db.commit()
    time_machine.move_to(at, tick=False)
    done = write_weekly_letters(weekday)
    db.expire_all()
    return done


def letters(time_machine, at=MORNING) -> list:
    time_machine.move_to(at, tick=False)
    return sent_letters()


def test_champion_is_told_what_is_new_has_changed_and_ended(db, key_store, champion, chess, time_machine):
    add(db, terms=[chess])
    changed, ended = make_service(db, "Go club", terms=[chess]), make_service(db, "Ludo", terms=[chess])
    make_changes(db, champion, changed, differences(changed, {"fees": "£2", "description": "Stones"}))
    make_changes(db, champion, ended, differences(ended, {"status": ServiceStatus.DEFUNCT.value}))
    make_service(db, "Draughts", terms=[chess])

    done = write(db, time_machine)

    [letter] = letters(time_machine)
    assert (done.listings, done.letters) == (3, 1)
    assert letter["Subject"] == "This week: 1 new, 1 changed, 1 ended"
    text = letter.get_content()
    assert (
        "BOARD GAMES\nNew or on again:\n- Chess club (Beck Lane Community Centre)\n  http://localhost/activities/"
        in text
    )
    assert "Changed:\n- Go club (Beck Lane Community Centre), cost\n" in text
    assert "No longer on:\n- Ludo" in text
    assert "Draughts" not in text


def test_nobody_is_written_to_where_nothing_happened(db, key_store, champion, chess, time_machine):
    make_service(db, terms=[chess])
    add(db, "Choir", terms=[make_term(db, "Singing", code="singing")])

    write(db, time_machine)

    assert letters(time_machine) == []


def test_letters_leave_in_the_morning(db, key_store, champion, chess, time_machine):
    add(db, terms=[chess])

    write(db, time_machine)

    assert letters(time_machine, MONDAY + timedelta(minutes=59)) == []
    assert len(letters(time_machine, MONDAY + timedelta(minutes=60))) == 1


def test_colleague_hears_of_what_they_watch_and_of_each_thing_once(db, key_store, chess, time_machine):
    watcher, other = make_actor(db), make_actor(db)
    watch_term(db, watcher, chess)
    watch_area(db, watcher, "LS11")
    watch_area(db, other, "LS12")
    add(db, terms=[chess])
    add(db, "Choir")
    add(db, "Online quiz", point=None)

    write(db, time_machine)

    [letter] = letters(time_machine)
    text = letter.get_content()
    assert text.count("Chess club") == 1
    assert text.index("CHESS") < text.index("Chess club") < text.index("LS11\n") < text.index("Choir")
    assert "Online quiz" not in text


def test_where_a_place_is_hidden_watching_the_area_does_not_tell_it(db, key_store, time_machine):
    watch_area(db, make_actor(db), "LS11")
    add(db, "Refuge").places[0].location.hides_address = True

    assert write(db, time_machine).letters == 0


def test_change_of_a_place_is_news_of_what_happens_there(db, key_store, champion, chess, time_machine):
    service = make_service(db, terms=[chess])
    moved = FieldChange("address", [], [{"address_1": "2 Beck Lane"}])
    record_revision(db, "location", service.places[0].location_id, [moved])

    write(db, time_machine)

    [letter] = letters(time_machine)
    assert "- Walking group (Beck Lane Community Centre), place" in letter.get_content()


def test_large_import_is_summed_up(db, key_store, champion, chess, time_machine):
    source = Source(id=new_id(), name="Town list")
    db.add(source)
    db.flush()
    group = make_organization(db)
    for number in range(12):
        service = make_service(db, f"Chess {number}", organization=group, terms=[chess], point=None)
        record_revision(db, "service", service.id, kind=RevisionKind.ADDED, source_id=source.id)
    add(db, terms=[chess])

    write(db, time_machine)

    [letter] = letters(time_machine)
    assert "- 12 activities came from “Town list”\n- Chess club" in letter.get_content()


def test_suggestion_is_news_when_it_is_accepted(db, key_store, champion, chess, time_machine):
    service = make_service(db, terms=[chess])
    revision = record_revision(db, "service", service.id, [FieldChange("fees", None, "£2")])
    revision.made_at = THURSDAY - timedelta(weeks=9)
    old = record_revision(db, "service", service.id, [FieldChange("phone", [], [{}])])
    old.decided_at = THURSDAY - timedelta(weeks=9)

    write(db, time_machine)

    [letter] = letters(time_machine)
    assert "), cost\n" in letter.get_content()


def test_running_it_again_writes_nobody_a_second_letter(db, key_store, champion, chess, time_machine):
    add(db, terms=[chess])
    write(db, time_machine)
    add(db, "Late chess", terms=[chess])

    again = write(db, time_machine, MONDAY + timedelta(days=6))

    assert again.letters == 0
    assert len(letters(time_machine, MORNING + timedelta(days=6))) == 1


def test_what_happened_meanwhile_is_in_the_next_letter(db, key_store, champion, chess, time_machine):
    add(db, terms=[chess])
    write(db, time_machine)
    add(db, "Late chess", terms=[chess])

    write(db, time_machine, MONDAY + timedelta(weeks=1))

    first, second = letters(time_machine, MORNING + timedelta(weeks=1))
    assert "Late chess" not in first.get_content()
    assert "Late chess" in second.get_content()
    assert "Chess club" not in second.get_content()


@pytest.mark.parametrize("step", ["begin_round", "read_news", "list_readers", "write_letter", "finish_round"])
@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
def test_killed_at_any_step_and_run_again_everybody_gets_one(
    db, key_store, champion, chess, time_machine, monkeypatch, step, is_after
):
    watch_term(db, make_actor(db), chess)
    add(db, terms=[chess])
    monkeypatch.setattr(weekly_letters, "READERS_AT_ONCE", 1)
    real, calls = getattr(weekly_letters, step), []

    def killed(*words):
        calls.append(words)
        # The second letter where there are two: the first is kept by then.
        if len(calls) == (2 if step == "write_letter" else 1):
            if is_after:
                real(*words)
            raise SystemExit
        return real(*words)

    with monkeypatch.context() as patch:
        patch.setattr(weekly_letters, step, killed)
        with pytest.raises(SystemExit):
            write(db, time_machine)

    write(db, time_machine, MONDAY + timedelta(minutes=30))

    assert len({str(each["To"]) for each in letters(time_machine)}) == 2
    assert len(db.scalars(select(OutboxMessage)).all()) == 2


def test_day_of_the_week_is_a_setting(db, key_store, champion, chess, time_machine):
    add(db, terms=[chess])
    db.commit()

    assert write(db, time_machine, MONDAY, weekday=4).week_on == (MONDAY - timedelta(days=3)).date()


def test_who_stopped_left_or_may_not_watch_gets_none(db, key_store, champion, chess, time_machine):
    stopped, left, manages_accounts = make_actor(db), make_actor(db), make_actor(db, Role.ADMINISTRATOR)
    for each in (stopped, left, manages_accounts):
        watch_term(db, each, chess)
    stop_letters(db, stopped.user_id)
    db.execute(update(User).where(User.id == left.user_id).values(is_active=False))
    add(db, terms=[chess])

    assert write(db, time_machine).letters == 1


def test_who_stops_before_it_leaves_does_not_get_it(db, key_store, champion, chess, time_machine):
    add(db, terms=[chess])
    write(db, time_machine)

    stop_letters(db, champion.user_id)
    db.commit()

    assert letters(time_machine) == []


def test_looking_ahead_changes_nothing(db, key_store, champion, chess, time_machine):
    add(db, terms=[chess])
    db.commit()
    time_machine.move_to(MONDAY, tick=False)

    ahead = look_ahead(0)

    assert (ahead.listings, ahead.letters) == (1, 1)
    assert db.scalars(select(WeeklyRound)).all() == db.scalars(select(WeeklyLetter)).all() == []


def test_two_runs_at_once_write_each_reader_one_letter(own_database, key_store, at_once, time_machine):
    with transaction() as db:
        for _ in range(3):
            watch_area(db, make_actor(db), "LS11")
        add(db)
    time_machine.move_to(MONDAY, tick=False)

    both = at_once(lambda: write_weekly_letters(0), lambda: write_weekly_letters(0))

    assert sum(each.letters for each in both) == 3
    with transaction() as db:
        assert len(db.scalars(select(OutboxMessage)).all()) == 3
