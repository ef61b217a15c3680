"""How a team works and is reached: what it has chosen for itself, each a column of its scheme.

To add a number: a column with a server default in `models.py` and a migration, a field of the same name here, and a
question of the same name on the page, `staff/access/team_settings.py`. Whoever needs one reads it from the scheme.
"""

from dataclasses import dataclass, fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.errors import Conflict


class SettingsChanged(Conflict):
    """A colleague changed how the team works after the person who changes it now had looked."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed how your team works while you had this open. Yours are not saved yet: open the page"
            " again to see theirs, or save once more to keep yours."
        )


@dataclass(frozen=True)
class TeamSettings:
    """What a team chooses. Days are working days, but those in which a case may be opened again."""

    phone: str | None
    address: str | None
    minimum_age: int
    needs_gp: bool
    session_limit: int
    missed_sessions_count: bool
    case_weeks: int
    answer_days: int
    contact_days: int
    soon_contact_days: int
    urgent_contact_days: int
    escalate_days: int
    contact_attempts: int
    caseload_size: int
    new_weight: int
    paused_weight: int
    long_weight: int
    interpreter_weight: int
    visit_weight: int
    first_nudge_days: int
    second_nudge_days: int
    give_back_days: int
    reopen_days: int
    acknowledge_days: int
    complaint_days: int


SETTINGS = tuple(each.name for each in fields(TeamSettings))


def change_team_settings(db: Session, actor: Actor, wanted: TeamSettings, seen: int) -> frozenset[str]:
    """Let the actor's team work another way from now on; returns the names of what changed.

    The same again changes nothing. Raises SettingsChanged where a colleague changed something after version `seen`.
    """
    of_own = select(Scheme).where(Scheme.id == actor.scheme_id).with_for_update()
    scheme = db.scalars(of_own.execution_options(populate_existing=True)).one()
    changed = frozenset(each for each in SETTINGS if getattr(scheme, each) != getattr(wanted, each))
    if not changed:
        return changed
    if scheme.settings_version != seen:
        raise SettingsChanged
    for each in changed:
        setattr(scheme, each, getattr(wanted, each))
    scheme.settings_version += 1
    record_act(db, actor.user_id, actor.scheme_id, "scheme.settings_changed", "scheme", [scheme.id], changed)
    return changed
