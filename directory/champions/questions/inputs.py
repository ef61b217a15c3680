"""What is asked of champions, and what they answer."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from directory.champions.models import GapReason
from directory.champions.questions.circumstances import Circumstance


@dataclass(frozen=True)
class QuestionInput:
    """What is asked beside needs: the first half of a postcode, what to think of, and what is missing, if that."""

    area: str | None = None
    circumstances: Sequence[Circumstance] = ()
    missing: GapReason | None = None


@dataclass(frozen=True)
class NamedActivity:
    """An activity of an answer, with why."""

    service_id: uuid.UUID
    note: str = ""


@dataclass(frozen=True)
class AnswerInput:
    """An answer. `seen` is the number of the answer that it amends, as it was shown; nought for a first one."""

    activities: Sequence[NamedActivity] = ()
    advice: str = ""
    phone_first: bool = False
    is_nothing_yet: bool = False
    seen: int = 0
