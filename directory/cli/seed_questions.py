"""What coordinators of the fictional town asked the champions, and what they answered."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.accounts.queries import actor_of
from directory.catalogue.term_queries import terms_by_code
from directory.champions.models import GapReason
from directory.champions.questions.answering import answer_question, note_use
from directory.champions.questions.asking import ask_question, get_question, get_to_answer
from directory.champions.questions.circumstances import Kind
from directory.champions.questions.inputs import AnswerInput, NamedActivity, QuestionInput
from directory.champions.questions.models import Question
from directory.cli.town import Record, Town, key_id, read_seed
from directory.clock import UK

# When in the day people of the town ask and answer: ten in the morning.
TEN = time(10)


def load_questions(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    """Questions and answers, on the days on which they were given."""
    actors = {key: actor_of(db, user.email) for key, user in staff.items() if user.is_active}
    for row in read_seed("questions.toml")["question"]:
        asker = actors[row["by"]]
        question = ask_question(db, asker, terms_by_code(db, row["needs"]), asked(row))
        db.flush()  # what is asked is read again to be answered
        question.asked_at = question.waits_since = moment(town, row["asked_days_ago"])
        if "answered_by" in row:
            load_answer(db, town, actors, question, row)


def asked(row: Record) -> QuestionInput:
    return QuestionInput(
        row["area"],
        [(Kind(kind), code) for kind, code in row.get("circumstances", ())],
        GapReason(row["missing"]) if "missing" in row else None,
    )


def load_answer(db: Session, town: Town, actors: Mapping[str, Actor], question: Question, row: Record) -> None:
    """An answer of a champion, and who says that it helped."""
    champion = actors[row["answered_by"]]
    wanted = AnswerInput(
        [
            NamedActivity(key_id("activity", each["activity"]), each.get("note", ""))
            for each in row.get("activities", ())
        ],
        row.get("advice", ""),
        row.get("phone_first", False),
        row.get("nothing_yet", False),
    )
    answer = answer_question(db, champion, get_to_answer(db, champion, question.id, to_change=True), wanted)
    given_at = moment(town, row["answered_days_ago"]) + timedelta(hours=3)
    answer.answered_at = question.first_answered_at = question.confirmed_at = given_at
    db.flush()  # who used it reads the answer
    db.expire(question)
    for key in row.get("used_by", ()):
        note_use(db, actors[key], get_question(db, actors[key], question.id))


def moment(town: Town, days_ago: int) -> datetime:
    """A moment of a day, never one that is still to come."""
    return min(datetime.combine(town.day(days_ago), TEN, UK), clock.now())
