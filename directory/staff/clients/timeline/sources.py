"""Who tells a timeline what happened. A new kind of thing adds a module beside this one, and its function here."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.staff.clients.timeline.agreements import list_agreements
from directory.staff.clients.timeline.assessed import list_assessed
from directory.staff.clients.timeline.came import list_coming, list_of_others
from directory.staff.clients.timeline.changes import list_changes
from directory.staff.clients.timeline.complained import list_complained
from directory.staff.clients.timeline.endings import list_endings
from directory.staff.clients.timeline.entries import TimelineEntry
from directory.staff.clients.timeline.goals import list_goals_and_actions
from directory.staff.clients.timeline.held_back import list_held_back
from directory.staff.clients.timeline.kept_safe import list_kept_safe
from directory.staff.clients.timeline.measured import list_measured
from directory.staff.clients.timeline.messages_back import list_messages_back
from directory.staff.clients.timeline.moved import list_moved
from directory.staff.clients.timeline.opened import list_openings
from directory.staff.clients.timeline.planned import list_planned
from directory.staff.clients.timeline.reached import list_reached, list_supporters
from directory.staff.clients.timeline.referred import list_referred
from directory.staff.clients.timeline.rested import list_rested
from directory.staff.clients.timeline.sessions import list_sessions
from directory.staff.clients.timeline.shared import list_shared
from directory.staff.clients.timeline.signposted import list_needing_more, list_signposted
from directory.staff.clients.timeline.spells import list_spells
from directory.staff.clients.timeline.told import list_told
from directory.staff.clients.timeline.with_groups import list_with_groups
from directory.staff.clients.timeline.written import list_written

# What happened with a client whom the caller looked up, in any order, as far as this actor may know of it.
Source = Callable[[Session, Actor, Client], Iterable[TimelineEntry]]

SOURCES: Sequence[Source] = (
    list_coming,
    list_of_others,
    list_spells,
    list_endings,
    list_agreements,
    list_assessed,
    list_goals_and_actions,
    list_kept_safe,
    list_planned,
    list_written,
    list_sessions,
    list_rested,
    list_referred,
    list_with_groups,
    list_measured,
    list_told,
    list_complained,
    list_shared,
    list_messages_back,
    list_moved,
    list_held_back,
    list_openings,
    list_reached,
    list_supporters,
    list_signposted,
    list_needing_more,
)
# These look through the audit record of the whole team, which takes a while: only the whole timeline asks them.
SLOW_SOURCES: Sequence[Source] = (list_changes,)
