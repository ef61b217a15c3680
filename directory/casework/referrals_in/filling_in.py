"""Writing what came with a referral into the record of who is taken on with it, so that nobody is asked twice."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.record.inputs import SectionInput, read_answers
from directory.casework.record.sections import record_section
from directory.casework.record.vocabulary import vocabulary
from directory.casework.referrals_in.referral_models import Referral
from directory.errors import WrongInput

# Where it stands in the record: the section, and its question.
GP_PRACTICE, ACCESS = ("identity", "gp_code"), ("requirements", "adjustments_detail")


def fill_in_record(db: Session, actor: Actor, told: Sequence[Referral], client: Client) -> None:
    """Write the practice and what helps to take part, as they came first, into the record of a client who is new.

    What cannot stand there is left out: it can still be read where the referral stands.
    """
    write_down(db, actor, client, GP_PRACTICE, first_of(each.practice_code for each in told))
    write_down(db, actor, client, ACCESS, first_of(each.access_needs for each in told))


def first_of(words: Iterable[str | None]) -> str | None:
    return next(filter(None, words), None)


def write_down(db: Session, actor: Actor, client: Client, where: tuple[str, str], words: str | None) -> None:
    section = vocabulary().get(where[0])
    if not words:
        return
    try:
        answers = read_answers(section, {where[1]: words})
    except WrongInput:
        return
    record_section(db, actor, client, SectionInput(section, answers, seen=0))
