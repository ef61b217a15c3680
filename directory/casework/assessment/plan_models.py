"""Goals, the actions towards them, and every change of a plan."""

import json
import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.assessment.plan_states import ActionState, GoalResult, GoalState, Whose
from directory.casework.models import PlannedActivity, one_of
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText

LOWEST, HIGHEST = 1, 10


def from_one_to_ten(column: str) -> str:
    return f"{column} BETWEEN {LOWEST} AND {HIGHEST}"


class Goal(Base):
    """What a person wants, in their own words, with how much it matters to them and how sure they are, from 1 to 10.

    `importance` and `confidence` are as they said last; `ratings` has all they ever said. `note` is for colleagues
    alone, and `needs` a JSON list of codes of our vocabulary. `result` is written down when the case ends. What was
    removed stays known, so that it can be put back.
    """

    __tablename__ = "goal"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    importance: Mapped[int | None]
    confidence: Mapped[int | None]
    state: Mapped[str] = mapped_column(default=GoalState.OPEN.value)
    needs: Mapped[str] = mapped_column(default="[]")
    is_private: Mapped[bool] = mapped_column(default=False)
    result: Mapped[str | None]
    result_note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    added_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(default=moment)
    removed_at: Mapped[datetime | None]
    submission_key: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    words = SealedText("words_sealed")
    note = SealedText("note_sealed")
    result_note = SealedText("result_note_sealed")

    ratings: Mapped[list["GoalRating"]] = relationship(lazy="raise", order_by="GoalRating.rated_at")
    actions: Mapped[list["PlanAction"]] = relationship(
        lazy="raise", order_by="(PlanAction.added_at, PlanAction.id)", back_populates="goal"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(one_of("state", GoalState), name="known_state"),
        CheckConstraint(one_of("result", GoalResult), name="known_result"),
        CheckConstraint(from_one_to_ten("importance"), name="importance_in_range"),
        CheckConstraint(from_one_to_ten("confidence"), name="confidence_in_range"),
        UniqueConstraint("client_id", "submission_key"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "case_id"),
        Index(None, "added_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def need_codes(self) -> tuple[str, ...]:
        """The codes of the needs that it is about, in order."""
        return tuple(json.loads(self.needs))


class GoalRating(Base):
    """How much a goal mattered to somebody, and how sure they were, when they were asked."""

    __tablename__ = "goal_rating"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    goal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("goal.id"))
    importance: Mapped[int | None]
    confidence: Mapped[int | None]
    rated_on: Mapped[date]
    rated_at: Mapped[datetime] = mapped_column(default=moment)
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))

    __table_args__ = (
        CheckConstraint(from_one_to_ten("importance"), name="importance_in_range"),
        CheckConstraint(from_one_to_ten("confidence"), name="confidence_in_range"),
        CheckConstraint("importance IS NOT NULL OR confidence IS NOT NULL", name="says_something"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "goal_id"),
        Index(None, "recorded_by"),
    )


class PlanAction(Base):
    """One step: what is done, by whom, by when, whose idea it was, and what helps to do it.

    It is an activity that a match found, where `planned_id` names one, or said in words, or both. `who_name` names
    whoever does it where that is neither the person nor their coordinator. `note` is for colleagues alone.
    """

    __tablename__ = "plan_action"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    goal_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("goal.id"))
    planned_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("planned_activity.id"))
    what_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    who: Mapped[str]
    who_name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    idea: Mapped[str]
    helps_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default=ActionState.TO_DO.value)
    ended_on: Mapped[date | None]
    is_private: Mapped[bool] = mapped_column(default=False)
    added_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(default=moment)
    removed_at: Mapped[datetime | None]
    submission_key: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    what = SealedText("what_sealed")
    who_name = SealedText("who_name_sealed")
    helps = SealedText("helps_sealed")
    note = SealedText("note_sealed")

    goal: Mapped[Goal | None] = relationship(lazy="raise", back_populates="actions")
    planned: Mapped[PlannedActivity | None] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint("what_sealed IS NOT NULL OR planned_id IS NOT NULL", name="says_what"),
        CheckConstraint(one_of("who", Whose), name="known_who"),
        CheckConstraint("(who = 'somebody else') = (who_name_sealed IS NOT NULL)", name="names_somebody_else"),
        CheckConstraint(one_of("idea", Whose), name="known_idea"),
        CheckConstraint(one_of("state", ActionState), name="known_state"),
        CheckConstraint("(state = 'to do') = (ended_on IS NULL)", name="ending_has_date"),
        UniqueConstraint("client_id", "submission_key"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "scheme_id", "state", "due_on"),
        Index(None, "case_id"),
        Index(None, "goal_id"),
        Index(None, "planned_id"),
        Index(None, "added_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id


class ChangeKind(StrEnum):
    """What was changed of a plan."""

    GOAL_ADDED = "goal added"
    GOAL_CHANGED = "goal changed"
    GOAL_RATED = "goal rated"
    GOAL_MOVED = "goal moved"
    GOAL_REMOVED = "goal removed"
    GOAL_PUT_BACK = "goal put back"
    ACTION_ADDED = "action added"
    ACTION_CHANGED = "action changed"
    ACTION_MOVED = "action moved"
    ACTION_REMOVED = "action removed"
    ACTION_PUT_BACK = "action put back"


class PlanChange(Base):
    """One change of a plan: of which goal or action, when, by whom. Numbered from 1 within a case, never deleted.

    `to_state` is how a goal or an action stands since, where it was moved.
    """

    __tablename__ = "plan_change"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    number: Mapped[int]
    kind: Mapped[str]
    goal_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("goal.id"))
    action_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plan_action.id"))
    to_state: Mapped[str | None]
    changed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    changed_at: Mapped[datetime] = mapped_column(default=moment)

    goal: Mapped[Goal | None] = relationship(lazy="raise")
    action: Mapped[PlanAction | None] = relationship(lazy="raise")
    changer: Mapped[User] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(one_of("kind", ChangeKind), name="known_kind"),
        CheckConstraint("(goal_id IS NULL) <> (action_id IS NULL)", name="of_one_thing"),
        UniqueConstraint("case_id", "number"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "goal_id"),
        Index(None, "action_id"),
        Index(None, "changed_by"),
    )

    @property
    def thing_id(self) -> uuid.UUID | None:
        """The goal or the action that was changed."""
        return self.goal_id or self.action_id
