"""What somebody agreed to on a day, beside the plan as it is now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from directory.accounts.queries import names_of_users
from directory.casework.assessment.agreed_words import PlanWords, read
from directory.casework.assessment.agreement_models import PlanAgreement
from directory.casework.assessment.for_person import PlanForPerson, plan_for_person
from directory.casework.assessment.plan_queries import list_changes
from directory.casework.assessment.rules import new_to_person
from directory.casework.models import Client
from directory.casework.queries import get_case
from directory.staff.cases.agreed_plan.plan_standing import agreed_words, change_lines
from directory.staff.cases.goals.whole_plan_page import need_names
from directory.web.person_plan import PlanInWords, plan_in_words
from directory.web.words import uk_date


@dataclass(frozen=True)
class AgreedPage:
    """One time that they agreed: how, what to, what has changed for them since, and the plan as it is now.

    `kept` is None of agreements from before the words were kept.
    """

    name: str
    reference: str
    title: str
    agreed: str
    written_by: str
    note: str
    is_void: bool
    kept: PlanInWords | None
    changed: Sequence[str]
    now: PlanInWords


def agreed_page(db: Session, client: Client, agreement: PlanAgreement, now: datetime) -> AgreedPage:
    case, words, needs = get_case(client, agreement.case_id), read(agreement.words), need_names(db)
    names = names_of_users(db, {agreement.recorded_by})
    plan = plan_for_person(db, case)
    changed = new_to_person(list_changes(db, case), agreement.change_number)
    return AgreedPage(
        name=client.listed_name,
        reference=client.reference,
        title=f"What was agreed on {uk_date(agreement.agreed_on)}",
        agreed=agreed_words(agreement),
        written_by=names.get(agreement.recorded_by, "Somebody who has left"),
        note=agreement.note or "",
        is_void=agreement.undone_at is not None,
        kept=plan_in_words(as_kept(words), words.coordinator, {}, now, needs) if words else None,
        changed=change_lines(db, changed),
        now=plan_in_words(plan, client.coordinator.name, {}, now, needs),
    )


def as_kept(words: PlanWords) -> PlanForPerson:
    """The kept words as a plan, with nothing of today in it."""
    return replace(PlanForPerson([], []), **vars(words))
