"""What hangs on a case that is to be closed: what is open, goals, scores, and each try to reach its client."""

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.queries import names_of_users
from directory.casework.closing.drafts import find_draft
from directory.casework.closing.goal_results import goals_to_close
from directory.casework.closing.models import ClosingDraft
from directory.casework.closing.reasons import ClosureReason
from directory.casework.models import Case, Client
from directory.casework.triage.attempts import list_attempts, list_triers
from directory.casework.triage.passing_on import find_handed_over
from directory.casework.triage.stopping import Tries, needs_manager, tries_of
from directory.outcomes.closing import is_giving_up, is_passing_on, list_open_things
from directory.outcomes.queries import list_responses
from directory.staff.cases.closing.closing_pages import Known, Reaching
from directory.staff.cases.wellbeing_page import OCCASIONS, response_words
from directory.staff.triage.triage_part import try_moment
from directory.web.components import Moment
from directory.web.words import counted, uk_short_date


def what_is_known(db: Session, actor: Actor, client: Client, case: Case) -> Known:
    return Known(
        list_open_things(db, actor, client, case),
        goals_to_close(db, case),
        scores_of(db, actor, client, case),
        reaching_of(db, actor, client, case),
        may_pass_on=is_passing_on(db, case, ClosureReason.NEEDS_MORE),
        handed_over=find_handed_over(db, client, case),
    )


def reaching_of(db: Session, actor: Actor, client: Client, case: Case) -> Reaching:
    attempts, tries = list_attempts(db, client), tries_of(db, client)
    names = names_of_users(db, list_triers(attempts))
    return Reaching(
        words=tries_words(tries),
        lines=[line_of(try_moment(each, names)) for each in attempts],
        are_enough=tries.are_enough,
        needs_manager=needs_manager(db, actor, client),
        is_new=is_giving_up(db, case, ClosureReason.NOT_REACHED),
        asked=asked_words(find_draft(db, actor, case)),
    )


def tries_words(tries: Tries) -> str:
    tried = f"Tried {counted(tries.in_vain, 'time', 'times')} in vain since they were reached last"
    return f"{tried}; your team means to try {counted(tries.wanted, 'time', 'times')} before it stops."


def line_of(moment: Moment) -> str:
    return ". ".join(filter(None, (f"{moment.when}, {moment.who}: {moment.what}", moment.detail)))


def asked_words(draft: ClosingDraft | None) -> str:
    """How it stands with a manager, in a sentence."""
    if draft is None:
        return ""
    if draft.put_to_manager_on:
        return f"You asked a manager on {uk_short_date(draft.put_to_manager_on)}. The case is open until they decide."
    back = draft.sent_back_on
    return f"A manager decided on {uk_short_date(back)} that you go on trying to reach them." if back else ""


def scores_of(db: Session, actor: Actor, client: Client, case: Case) -> list[str]:
    """What was measured in a case, in words."""
    labels = {each.value: each.label for each in OCCASIONS}
    found = [each for each in list_responses(db, actor, client) if each.case_id == case.id]
    return [f"{labels[each.occasion]}: {response_words(each)}" for each in found]
