"""What the operations on a client's record take, and what may be answered to each question."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from directory.casework.record.models import Answers
from directory.casework.record.vocabulary import WOULD_NOT_SAY, Question, Section
from directory.errors import WrongInput

LONGEST_LINE = 200
LONGEST_TEXT = 4_000
LONGEST_NOTE = 10_000
# An organisation code of a GP practice in England and Wales has a letter and five digits (NHS ODS).
GP_CODE = re.compile(r"[A-Z][0-9]{5}")


@dataclass(frozen=True)
class SectionInput:
    """One section of a record: what was answered, and the number of what stood there when somebody looked."""

    section: Section
    answers: Answers
    seen: int


@dataclass(frozen=True)
class NoteInput:
    """A note: what, of which day, whether the person may see it, and the key of the form."""

    words: str
    happened_on: date
    is_shared: bool
    submission_key: str


@dataclass(frozen=True)
class NoteCorrectionInput:
    """What a note should have said, and why it is put right. No words: it does not belong into this record at all."""

    words: str | None
    why: str
    is_shared: bool
    submission_key: str


def read_answers(section: Section, given: Mapping[str, str | Iterable[str] | None]) -> Answers:
    """The answers of a section as they are kept: without what was not answered. Raises WrongInput, by question."""
    wrong: dict[str, str] = {}
    answers: dict[str, str | list[str]] = {}
    for question in section.questions:
        answer = answer_to(question, given.get(question.code))
        problem = what_is_wrong(question, answer)
        if problem:
            wrong[question.code] = problem
        elif answer:
            answers[question.code] = answer
    if wrong:
        raise WrongInput("Check the answers.", wrong)
    return answers


def answer_to(question: Question, given: str | Iterable[str] | None) -> str | list[str]:
    if question.kind == "many":
        chosen = [given] if isinstance(given, str) else list(given or ())
        return list(dict.fromkeys(each for each in chosen if each))
    text = str(given or "").strip()
    return text.replace(" ", "").upper() if question.form == "gp practice" else text


def what_is_wrong(question: Question, answer: str | list[str]) -> str:
    """What of an answer cannot be kept, as a sentence; nothing where all is well."""
    codes = answer if isinstance(answer, list) else [answer] if answer and question.is_chosen else []
    known = {WOULD_NOT_SAY, *(question.answers or {})}
    if any(each not in known for each in codes):
        return "Choose one of the answers"
    if isinstance(answer, list):
        is_both = WOULD_NOT_SAY in answer and len(answer) > 1
        return "Choose what they said, or that they would rather not say, and not both" if is_both else ""
    if question.form == "gp practice" and answer and not GP_CODE.fullmatch(answer):
        return "A practice code has one letter and five digits, like B86001"
    longest = LONGEST_TEXT if question.kind == "text" else LONGEST_LINE
    return f"{question.label}: keep it to {longest:,} characters" if len(answer) > longest else ""
