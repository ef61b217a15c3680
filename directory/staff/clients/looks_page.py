"""What the page shows of who looked at the record of a client."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.audit.models import AuditEvent
from directory.web.words import in_uk, uk_short_date

LINES = 50
BY_LINK = "The group’s contact, by a link"
BY_OWN_LINK = "They themselves, by a link"
BY_REFERRER = "Whoever referred them, by a link"
# What only the person does without an account: the rest is done by groups.
DONE_THEMSELVES = ("own_page.", "consent.")
ACTS = {
    "client.viewed": "Looked at the record",
    "client.listed": "Saw them in a list",
    "client.exported": "Gathered everything we hold, to hand out",
    "client.taken_on": "Took them on",
    "client.taken_on_again": "Took them on again, as their coordinator",
    "client.joined": "Made this record one with another of theirs",
    "client.parted": "Parted this record from another one again",
    "client.referral_taken_out": "Took a referral out of this record that is of somebody else",
    "client.told_apart": "Wrote down that another record is somebody else’s",
    "client.corrected": "Changed what we know",
    "client.restricted": "Let only their coordinator and managers see it",
    "client.unrestricted": "Let the whole team see it again",
    "client.emergency_opened": "Opened it in an emergency",
    "client.emergency_reviewed": "Looked into an opening in an emergency",
    "client.received": "Took them on from another team",
    "client.transferred": "Handed them over to another team",
    "consent.given": "Wrote down their agreement",
    "consent.refused": "Wrote down that they said no",
    "consent.withdrawn": "Wrote down that they no longer agree",
    "case.opened": "Opened a case",
    "case.closed": "Closed the case",
    "case.reopened": "Opened the case again",
    "message_back.begun": "Began a message to their GP practice or referrer",
    "message_back.written": "Changed a message to their GP practice or referrer",
    "message_back.sent": "Sent a message to their GP practice or referrer",
    "message_back.sent_again": "Sent such a message once more",
    "message_back.dropped": "Threw away such a message before it was sent",
    "message_back.link_made": "The letter with the link to such a message left",
    "message_back.read": "Read such a message, by a link and a code",
    "message_back.code_sent": "Asked for a code of such a message",
    "message_back.code_wrong": "Typed a wrong code of such a message",
    "message_back.opened": "Opened such a message with its code",
    "goal.ended": "Wrote down what became of a goal",
    "closure.put_to_manager": "Asked a manager whether to stop trying to reach them",
    "closure.sent_back": "Decided that somebody tries to reach them again",
    "closure.recorded": "Wrote down how the case ended",
    "closure.corrected": "Put right how the case ended",
    "closure.undone": "Took back how the case ended",
    "age.asked": "Asked a manager about their age",
    "age.answered": "Said how they are helped at their age",
    "age.put_right": "Put their age right",
    "sharing.recorded": "Wrote down what was shared without their agreement",
    "sharing.reviewed": "Looked at what was shared without their agreement",
    "support_session.planned": "Planned a support session",
    "support_session.rescheduled": "Moved a support session",
    "support_session.happened": "Wrote down that a support session happened",
    "support_session.missed": "Wrote down that a support session did not happen",
    "support_session.cancelled": "Cancelled a support session",
    "support_session.checked_in": "Noted that a home visit was over",
    "support_session.reminded": "Noted that they were reminded",
    "support_session.taken_back": "Took back what became of a support session",
    "support_session.rhythm": "Wrote down how they want to be met",
    "support.paused": "Paused their support",
    "support.went_on": "Ended a pause of their support",
    "more_sessions.wish": "Wrote down whether they would have liked more sessions",
    "diary.followed": "Saw their initials in a calendar",
    "more_sessions.asked": "Asked for more support sessions",
    "more_sessions.allowed": "Allowed more support sessions",
    "more_sessions.refused": "Refused more support sessions",
    "record.written": "Wrote down more about them",
    "note.written": "Wrote a note",
    "note.corrected": "Put a note right",
    "note.taken_out": "Took a note out that did not belong here",
    "draft.begun": "Began to write, and kept it for later",
    "death.recorded": "Wrote down that they have died",
    "death.undone": "Took back that they have died",
    "assessment.reminded": "Noted that they were reminded",
    "assessment.checked_in": "Noted that a home visit was over",
    "assessment.finished": "Finished an assessment",
    "assessment.not_held": "Wrote down that an assessment was not held",
    "assessment.opened_again": "Opened an assessment again",
    "assessment.planned": "Planned an assessment",
    "assessment.put_off": "Changed when an assessment is",
    "assessment.written": "Wrote down what was found in an assessment",
    "plan.action_added": "Added an action to the plan",
    "plan.action_changed": "Changed an action of the plan",
    "plan.action_moved": "Said how an action of the plan stands",
    "plan.action_put_back": "Put an action back on the plan",
    "plan.action_removed": "Took an action off the plan",
    "plan.added": "Added to the plan",
    "plan.agreed": "Wrote down that they agreed to the plan",
    "plan.agreement_undone": "Took back that they agreed to the plan",
    "plan.review_planned": "Set a day to look at the plan again",
    "plan.reviewed": "Wrote down that the plan was looked at",
    "plan.goal_added": "Added a goal to the plan",
    "plan.goal_changed": "Changed a goal of the plan",
    "plan.goal_moved": "Said how a goal stands",
    "plan.goal_put_back": "Put a goal back on the plan",
    "plan.goal_rated": "Wrote down how much a goal matters to them",
    "plan.goal_removed": "Took a goal off the plan",
    "plan.put_back": "Put back on the plan",
    "plan.referred": "Noted on the plan that they were referred",
    "plan.set_aside": "Set aside on the plan",
    "outcome.recorded": "Wrote down a wellbeing score",
    "outcomes.evaluated": "Counted them in an evaluation",
    "feedback.recorded": "Wrote down their thanks",
    "feedback.viewed": "Read their thanks",
    "feedback.listed": "Saw their thanks in a list",
    "feedback.noted": "Wrote down what was done about their thanks",
    "feedback.looked_into": "Noted that their thanks are looked into",
    "feedback.answered": "Noted that their thanks were answered",
    "feedback.closed": "Noted that their thanks were passed on",
    "feedback.put_right": "Put right what is written of their thanks",
    "feedback.arranged": "Arranged what comes next with their thanks",
    "risk.added": "Wrote down a risk",
    "risk.none_known": "Asked, and no risk is known",
    "risk.changed": "Changed what is known of a risk",
    "risk.confirmed": "Asked about a risk, and it is so",
    "risk.read_at_address": "Read what awaits visitors at their address, for somebody else there",
    "risk.ended": "Ended a risk",
    "referral_in.received": "Asked us for support, or was referred to us",
    "referral_in.status_told": "Asked how their referral stands",
    "own_referrals.shown": "Read their initials and how their referral stands, by a link and a code",
    "own_referrals.downloaded": "Saved their initials and how their referral stands, by a link and a code",
    "referral_in.viewed": "Looked at how they came to us",
    "referral_in.listed": "Saw them in the list of who asked for support",
    "referral_in.not_reached": "Noted that they were not reached",
    "referral_in.accepted": "Took them on from the list of who asked",
    "referral_in.erased": "Erased what was told by somebody who was not taken on",
    "referral_in.new": "Noted that it is of somebody else, who waits",
    "referral_in.unconfirmed": "Noted that it is of somebody else, who is to be asked",
    "referral_in.taken_out": "Took what was told of them out of a record that is somebody else’s",
    "referral_in.joined": "Noted that it is one more referral of them",
    "referral_in.declined": "Noted that they are not taken on",
    "referral.sent": "Referred them",
    "client.shown_to_group": "Read who they are, by a link and a code",
    "link.made": "Sent the group a letter with a link",
    "link.code_sent": "Asked for a code of a link",
    "link.code_wrong": "Typed a wrong code of a link",
    "link.opened": "Opened a link with its code",
    "link.renewed": "Sent the group a new letter",
    "link.ended": "Ended the link of a group",
    "own_page.shown": "Read their own page, by a link and a code",
    "own_page.link_sent": "Sent them a link to their own page",
    "own_page.link_made": "The letter with the link to their own page left",
    "own_page.link_ended": "Ended the link to their own page",
    "own_page.code_sent": "Asked for a code of their own page",
    "own_page.code_wrong": "Typed a wrong code of their own page",
    "own_page.opened": "Opened their own page with its code",
    "own_page.correction": "Told us that something is wrong",
    "own_page.copy": "Asked for a copy of everything",
    "own_page.withdrawal": "Told us that they no longer agree",
    "own_page.group": "Told us that a group is to be told no more",
    "own_page.stop": "Told us that they want no more support",
    "own_page.stop_taken_back": "Took back that they want no more support",
    "own_page.seen_to": "Saw to what they told on their own page",
    "referral.accepted": "Noted that the group has room",
    "referral.waiting": "Noted that they are on a waiting list",
    "referral.declined": "Noted that the group said no",
    "referral.withdrawn": "Withdrew the referral",
    "referral.attended": "Noted that they went",
    "referral.not attended": "Noted that they did not go",
    "referral.ended": "Noted that it ended",
    "referral.going": "Noted that they still go",
    "referral.not for me": "Noted that it is not for them",
    "referral.taken_back": "Took back a step of a referral",
    "referral.asked": "The group asked us something",
    "referral.answered": "Answered the group",
    "referral.asked_again": "The group was asked again",
    "referral.first_visit": "Wrote down a first visit to a group",
    "referral.told": "Noted that the group was told",
    "referral.person_told": "Noted that they were told what a group answered",
    "referral.answer_settled": "Noted that nothing else is wanted after what a group answered",
    "referral.answer_unsettled": "Noted that what a group answered waits again",
    "referral.agreement_withdrawn": "Noted that this group is told no more",
    "referral.agreed_again": "Noted that they agree after all",
    "transfer.asked": "Asked a manager to hand them over to another team",
    "transfer.offered": "Offered them to another team",
    "transfer.accepted": "Said yes to taking them on",
    "transfer.declined": "Said no to taking them on",
    "transfer.withdrawn": "Took back the offer to another team",
    "retention.held": "Had the record kept for longer",
    "retention.let_go": "Let the time of the record count again",
}


@dataclass(frozen=True)
class LookLine:
    """One act: when, by whom, and what."""

    when: str
    who: str
    what: str


@dataclass(frozen=True)
class LooksPage:
    """Acts on one record, newest first. `older` is where to read on, if there is more."""

    name: str
    reference: str
    lines: tuple[LookLine, ...]
    older: int | None
    is_newest: bool


def look_line(event: AuditEvent, names: Mapping[uuid.UUID, str]) -> LookLine:
    at = in_uk(event.at)
    return LookLine(
        f"{uk_short_date(event.at)}, {at:%H:%M}", who_of(event, names), words_of(event.action, event.fields)
    )


def who_of(event: AuditEvent, names: Mapping[uuid.UUID, str]) -> str:
    """Who did it: a colleague, or by a link a group or the person themself, and from where on the network."""
    if event.actor_id:
        who = names.get(event.actor_id, "An account that is gone")
    else:
        who = by_link(event.action) if event.origin else "Nobody signed in"
    return f"{who} ({event.origin})" if event.origin else who


def by_link(action: str) -> str:
    """Who does something without an account."""
    if action.startswith("own_referrals."):
        return BY_REFERRER
    return BY_OWN_LINK if action.startswith(DONE_THEMSELVES) else BY_LINK


def words_of(action: str, fields: Sequence[str]) -> str:
    """What was done, in words, and to which parts; of an act without words, its code: nothing is to be left out."""
    words = ACTS.get(action, action.replace(".", ": ").replace("_", " "))
    return f"{words} ({', '.join(fields).replace('_', ' ')})" if fields else words
