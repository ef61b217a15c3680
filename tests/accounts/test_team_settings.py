"""How a team works: chosen by the team, each change written down, and two people notice each other."""

from dataclasses import asdict, replace

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.accounts.team_settings import SETTINGS, SettingsChanged, TeamSettings, change_team_settings
from directory.audit.models import AuditEvent
from tests.factories.accounts import make_actor


def chosen(db, actor) -> TeamSettings:
    scheme = db.get(Scheme, actor.scheme_id)
    return TeamSettings(**{each: getattr(scheme, each) for each in SETTINGS})


def test_a_new_team_works_as_the_service_that_was_evaluated(db):
    actor = make_actor(db, Role.MANAGER)

    assert (chosen(db, actor).minimum_age, chosen(db, actor).session_limit) == (14, 6)


def test_a_team_works_another_way_from_now_on_and_it_is_written_down(db):
    actor, other = make_actor(db, Role.MANAGER), make_actor(db, Role.MANAGER)
    before = chosen(db, other)

    changed = change_team_settings(db, actor, replace(chosen(db, actor), contact_days=4, session_limit=8), seen=1)

    assert changed == {"contact_days", "session_limit"}
    assert (chosen(db, actor).contact_days, chosen(db, actor).session_limit) == (4, 8)
    assert chosen(db, other) == before
    [event] = db.scalars(select(AuditEvent).where(AuditEvent.action == "scheme.settings_changed")).all()
    assert (event.actor_id, sorted(event.fields)) == (actor.user_id, ["contact_days", "session_limit"])


def test_two_people_who_change_it_at_once_notice_each_other(db):
    actor = make_actor(db, Role.MANAGER)
    seen = chosen(db, actor)
    change_team_settings(db, actor, replace(seen, contact_days=4), seen=1)

    with pytest.raises(SettingsChanged):
        change_team_settings(db, actor, replace(seen, contact_days=7), seen=1)

    assert chosen(db, actor).contact_days == 4


def test_a_second_click_changes_nothing(db):
    actor = make_actor(db, Role.MANAGER)
    wanted = replace(chosen(db, actor), contact_attempts=5)
    change_team_settings(db, actor, wanted, seen=1)

    assert change_team_settings(db, actor, wanted, seen=1) == set()
    assert asdict(chosen(db, actor)) == asdict(wanted)
