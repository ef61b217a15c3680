"""Letters about questions: to whoever may answer, and to whoever asked. They hold a link, and nothing of the question.

A letter is about the person it goes to. Which question it leads to stands in its key and in its text.
"""

import uuid

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.letters import SEALED_FOR as SEALED_FOR_STAFF
from directory.accounts.models import User
from directory.champions.messages.letters import KEPT_FOR
from directory.champions.questions.answer_models import Answer
from directory.champions.questions.models import Question
from directory.champions.verification.letters import SITE_TO_COME
from directory.outbox import Letter, OutboxMessage, queue_letter

# The kinds: to who may answer, and to who asked.
TO_ANSWER, TO_ASKER = "question", "question_answered"
TEXT = """Hello {name},

{what}

{site}/staff/questions/{id}

You have to be signed in to read it.

Lynchpin
"""
ASKED = "A colleague does not know where to send somebody, and asks you. Please answer here:"
ASKED_BACK = "A colleague tried what you answered, and asks once more. Please look at it here:"
PASSED_ON = (
    "A colleague asked where to send somebody, and nobody has answered for {days} working days. "
    "Can you? The question is here:"
)
ANSWERED = "There is an answer to what you asked the champion. Read it here:"
AMENDED = "The champion has changed the answer to what you asked. Read it here:"


def queue_question(db: Session, question: Question, user: User) -> None:
    """Tell somebody who may answer that a colleague asks."""
    queue(db, TO_ANSWER, f"asked:{question.id}", question, user, "A colleague asks you something", ASKED)


def queue_asked_back(db: Session, question: Question, user: User) -> None:
    """Tell somebody who may answer that the first answer did not do."""
    queue(db, TO_ANSWER, f"back:{question.id}", question, user, "A colleague asks once more", ASKED_BACK)


def queue_passed_on(db: Session, question: Question, user: User, days: int) -> None:
    """Tell a deputy or editor that nobody answers. One letter for each time that somebody waits."""
    again = "back" if question.asked_back_at else "first"
    what = PASSED_ON.format(days=days)
    queue(db, TO_ANSWER, f"passed-on-{again}:{question.id}", question, user, "A question waits for an answer", what)


def queue_answered(db: Session, question: Question, answer: Answer) -> None:
    """Tell whoever asked that there is an answer, or another one."""
    what, subject = (ANSWERED, "Your question is answered") if answer.number == 1 else (AMENDED, "An answer changed")
    queue(db, TO_ASKER, f"answered:{answer.id}", question, question.asker, subject, what)


def queue(db: Session, kind: str, news: str, question: Question, user: User, subject: str, what: str) -> None:
    letter = Letter(
        kind=kind,
        dedupe_key=f"question:{question.id}:{news}:{user.id}",
        address=user.email,
        subject=subject,
        text=TEXT.format(name=user.name, what=what, site=SITE_TO_COME, id=question.id),
    )
    queue_letter(db, SEALED_FOR_STAFF, user.id, letter)


def may_question_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether somebody may still be asked: they still work here, it is news, and nobody has answered."""
    question = db.get(Question, uuid.UUID(message.dedupe_key.split(":")[1]))
    return is_news_to_somebody(db, message) and question is not None and question.is_waiting


def may_answer_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether whoever asked may still be told: they still work here, and it is news."""
    return is_news_to_somebody(db, message)


def is_news_to_somebody(db: Session, message: OutboxMessage) -> bool:
    user = db.get(User, message.about_id)
    return user is not None and user.is_active and clock.now() - message.made_at <= KEPT_FOR
