"""Writing what came with a referral into the record of who is taken on with it, so that nobody is asked twice."""

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.record.inputs import SectionInput, read_answers
from directory.casework.record.sections import list_current, record_section
from directory.casework.record.vocabulary import vocabulary
from directory.casework.referrals_in.referral_models import Referral
from directory.errors import WrongInput

# Where it stands in the record: the section, and its question.
GP_PRACTICE, ACCESS = ("identity", "gp_code"), ("requirements", "adjustments_detail")


def fill_in_record(db: Session, actor: Actor, referral: Referral, client: Client) -> None:
    """Write the practice and what helps to take part into the record of a client who is new, where no referral told of
    it before.

    What cannot stand there is left out: it can still be read where the referral stands.
    """
    begun = list_current(db, client)
    for (section, question), words in ((GP_PRACTICE, referral.practice_code), (ACCESS, referral.access_needs)):
        if words and section not in begun:
            write_down(db, actor, client, section, question, words)


def write_down(db: Session, actor: Actor, client: Client, section_code: str, question: str, words: str) -> None:
    section = vocabulary().get(section_code)
    try:
        answers = read_answers(section, {question: words})
    except WrongInput:
        return
    record_section(db, actor, client, SectionInput(section, answers, seen=0))
