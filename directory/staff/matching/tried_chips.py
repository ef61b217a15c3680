"""What somebody tried before, and what was learnt from it, as chips that the coordinator takes out or puts back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.matching.learnt import Learnt, LearntKind
from directory.matching.profile import Profile
from directory.matching.sentences import lower_first
from directory.referrals.states import ReferralState
from directory.referrals.tried import Tried, learn_from, list_tried_before
from directory.staff.matching.heard_chips import Chip, HeardPart
from directory.staff.matching.match_question import MatchQuestion
from directory.staff.referrals.referral_forms import REASON_WORDS
from directory.staff.referrals.referral_words import HISTORY_WORDS

# What was wrong with an activity, and what follows from it.
LEARNT_WORDS = {
    LearntKind.TOO_FAR: "{name} was too far: nearer first",
    LearntKind.WRONG_TIME: "{name} was at the wrong time: other times first",
    LearntKind.COST: "{name} was too dear: cheaper first",
    LearntKind.NOT_MY_THING: "{name} was not their thing: less like it",
    LearntKind.PEOPLE: "They did not feel at home at {name}: other groups first",
    LearntKind.TOO_MANY_PEOPLE: "Too many people at {name}: for one or few first",
}


@dataclass(frozen=True)
class KnownBefore:
    """What a client tried, and what was learnt from it; both empty for nobody in particular."""

    tried: Sequence[Tried] = ()
    learnt: Sequence[Learnt] = ()


def find_known(db: Session, actor: Actor, client: Client | None) -> KnownBefore:
    if client is None:
        return KnownBefore()
    tried = list_tried_before(db, actor, client)
    return KnownBefore(tried, learn_from(db, tried))


def heeding(profile: Profile, question: MatchQuestion, known: KnownBefore) -> Profile:
    """The profile with what was tried before and what was learnt from it, but for what does not count now."""
    counts = tuple(each for each in known.learnt if code_of(each) not in question.not_learnt)
    again = {each.service.id for each in known.tried if str(each.service.id) in question.again}
    return replace(profile, learnt=counts, tried=profile.tried - again)


def with_tried(part: HeardPart, question: MatchQuestion, known: KnownBefore) -> HeardPart:
    """What was heard, with what is known from before; nothing is said to be left out where all of it may come."""
    learnt = [(each, code_of(each) in question.not_learnt) for each in known.learnt]
    tried = [] if question.tried_too else [(each, str(each.service.id) in question.again) for each in known.tried]
    return replace(
        part,
        learnt=[learnt_chip(each, "unlearn") for each, is_out in learnt if not is_out],
        tried=[tried_chip(each, "try_again") for each, is_out in tried if not is_out],
        taken_out=[
            *part.taken_out,
            *(learnt_chip(each, "learn") for each, is_out in learnt if is_out),
            *(tried_chip(each, "leave_out") for each, is_out in tried if is_out),
        ],
    )


def code_of(learnt: Learnt) -> str:
    """What names a thing learnt in a question that is kept."""
    return f"{learnt.kind}:{learnt.service_id}"


def learnt_chip(learnt: Learnt, action: str) -> Chip:
    tone = "calm" if action == "unlearn" else ""
    return Chip(LEARNT_WORDS[learnt.kind].format(name=learnt.name), tone, action, code_of(learnt))


def tried_chip(tried: Tried, action: str) -> Chip:
    told = HISTORY_WORDS.get(ReferralState(tried.state), tried.state)
    why = f": {lower_first(REASON_WORDS[tried.reason])}" if tried.reason else ""
    return Chip(f"{tried.service.name} ({told}{why})", "", action, str(tried.service.id))
