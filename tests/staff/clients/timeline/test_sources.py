"""That a timeline tells of everything that is kept of a client, or that there is a reason why not."""

from collections.abc import Callable, Mapping

from directory.db import Base
from directory.staff.clients.timeline.agreements import list_agreements
from directory.staff.clients.timeline.assessed import list_assessed
from directory.staff.clients.timeline.came import list_coming, list_of_others
from directory.staff.clients.timeline.changes import list_changes
from directory.staff.clients.timeline.complained import list_complained
from directory.staff.clients.timeline.endings import list_endings
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
from directory.staff.clients.timeline.sources import SLOW_SOURCES, SOURCES
from directory.staff.clients.timeline.spells import list_spells
from directory.staff.clients.timeline.told import list_told
from directory.staff.clients.timeline.with_groups import list_with_groups
from directory.staff.clients.timeline.written import list_written

TOLD_BY: Mapping[str, Callable] = {
    "age_question": list_spells,
    "allocation": list_supporters,
    "assessment": list_assessed,
    "client_case": list_spells,
    "client_note": list_written,
    "client_transfer": list_moved,
    "closure": list_endings,
    "consent": list_agreements,
    "contact_attempt": list_reached,
    "death": list_spells,
    "emergency_access": list_openings,
    "feedback": list_complained,
    "first_visit": list_with_groups,
    "goal": list_goals_and_actions,
    "goal_rating": list_goals_and_actions,
    "group_agreement": list_with_groups,
    "instrument_response": list_measured,
    "joined_record": list_changes,
    "message_back": list_messages_back,
    "more_sessions": list_sessions,
    "more_wanted": list_rested,
    "needs_more": list_needing_more,
    "onward_referral": list_referred,
    "own_page_message": list_told,
    "plan_action": list_goals_and_actions,
    "plan_agreement": list_goals_and_actions,
    "plan_change": list_goals_and_actions,
    "plan_review": list_goals_and_actions,
    "planned_activity": list_planned,
    "recorded_section": list_written,
    "referral": list_coming,
    "referral_move": list_referred,
    "referral_news": list_with_groups,
    "referral_nudge": list_with_groups,
    "referral_question": list_with_groups,
    "referral_telling": list_with_groups,
    "referrer_notice": list_needing_more,
    "retention_hold": list_held_back,
    "risk": list_kept_safe,
    "session_rhythm": list_rested,
    "signed_link": list_changes,
    "signpost": list_signposted,
    "support_pause": list_rested,
    "support_session": list_sessions,
    "taken_as_known": list_of_others,
    "unagreed_sharing": list_shared,
}
NOT_TOLD: Mapping[str, str] = {
    "alike_pair": "two records that are alike say nothing of what happened with the person",
    "client_token": "digests by which a name is found",
    "closing_draft": "answers that are not given yet",
    "form_draft": "words that are not kept yet",
    "heeded_note": "stands with the referral that it was heeded for",
    "match_question": "a search, kept for some hours",
    "safeguarding_concern": "whoever may read a concern reads it on its own page; to others nothing may differ",
}


def test_every_table_of_a_client_is_told_of_or_there_is_a_reason_why_not():
    tables = {name for name, table in Base.metadata.tables.items() if "client_id" in table.c}

    assert set(TOLD_BY) | set(NOT_TOLD) == tables
    assert not set(TOLD_BY) & set(NOT_TOLD)


def test_whatever_tells_of_a_table_is_a_source_and_every_source_tells_of_one():
    assert set(TOLD_BY.values()) == {*SOURCES, *SLOW_SOURCES}
