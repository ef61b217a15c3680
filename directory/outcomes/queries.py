"""Reading outcomes: one client's, and a scheme's as a whole. The whole names nobody."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.models import Case, Client, Purpose
from directory.casework.queries import objects_to, open_case
from directory.errors import NotFound
from directory.outcomes.disclosure import ShownEvaluation, shown_evaluation
from directory.outcomes.evaluation import Evaluation, Pair, paired_change
from directory.outcomes.instruments import swemwbs
from directory.outcomes.models import InstrumentResponse, KeptOutcome, Occasion, score_of
from directory.outcomes.policy import may_see_small_groups
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.queries import is_standing
from directory.referrals.states import ReferralState

T = TypeVar("T", InstrumentResponse, OnwardReferral)


@dataclass(frozen=True)
class CaseOutcome:
    """A case's scores, and how many referrals were attended between the two occasions."""

    baseline: InstrumentResponse | None
    exit: InstrumentResponse | None
    attended: int
    is_open: bool

    @property
    def pair(self) -> Pair | None:
        if self.baseline is None or self.exit is None:
            return None
        return Pair(score_of(self.baseline, "metric"), score_of(self.exit, "metric"))

    @staticmethod
    def metric(response: InstrumentResponse | None) -> float | None:
        """The score of a response; None where there is none."""
        return None if response is None else score_of(response, "metric")


def list_responses(db: Session, actor: Actor, client: Client) -> Sequence[InstrumentResponse]:
    """The wellbeing scores of a client, earliest first. The client was looked up, and so recorded, by the caller."""
    of_client = (InstrumentResponse.scheme_id == actor.scheme_id, InstrumentResponse.client_id == client.id)
    return db.scalars(
        select(InstrumentResponse)
        .where(*of_client, InstrumentResponse.instrument == swemwbs.CODE)
        .options(selectinload(InstrumentResponse.scores))
        .order_by(InstrumentResponse.taken_on)
    ).all()


def case_to_measure(client: Client) -> Case:
    """The spell of support a questionnaire belongs to: the open one, else the last. Raises NotFound."""
    case = open_case(client) or max(client.cases, key=lambda each: each.opened_on, default=None)
    if case is None:
        raise NotFound("This person was never supported here.")
    return case


def case_outcome(
    responses: Sequence[InstrumentResponse], referrals: Sequence[OnwardReferral], case: Case
) -> CaseOutcome:
    """A case's outcome, from what was measured and the case's referrals with their moves."""
    by_occasion = {response.occasion: response for response in responses if response.case_id == case.id}
    baseline, exit_ = by_occasion.get(Occasion.BASELINE), by_occasion.get(Occasion.EXIT)
    between = [
        move
        for each in referrals
        if each.case_id == case.id
        for move in each.standing_moves
        if is_between(move, baseline, exit_)
    ]
    return CaseOutcome(
        baseline=baseline,
        exit=exit_,
        attended=len({move.onward_referral_id for move in between if move.to_state == ReferralState.ATTENDED}),
        is_open=case.closed_on is None,
    )


def is_between(move: ReferralMove, baseline: InstrumentResponse | None, exit_: InstrumentResponse | None) -> bool:
    """Whether a move happened between the two occasions; an occasion that is missing sets no limit."""
    after_start = baseline is None or baseline.taken_on <= move.happened_on
    before_end = exit_ is None or move.happened_on <= exit_.taken_on
    return after_start and before_end


def evaluate(db: Session, actor: Actor) -> Evaluation:
    """The evaluation of the actor's scheme: of all cases that it opened, wherever they went from there.

    Those of people who do not want to count in it are left out, and told as a number. What is kept of people who were
    erased counts as it did before.
    """
    objecting = objecting_clients(actor)
    is_left_out = Case.client_id.in_(objecting)
    counted = select(func.count()).select_from(Case).where(is_counted(actor))
    kept = db.scalars(select(KeptOutcome).where(KeptOutcome.scheme_id == actor.scheme_id)).all()
    cases = (db.scalar(counted.where(~is_left_out)) or 0) + len(kept)
    outcomes: list[CaseOutcome | KeptOutcome] = [*read_outcomes(db, actor), *kept]
    pairs = [(outcome, pair) for outcome in outcomes if (pair := outcome.pair)]
    started = [outcome for outcome in outcomes if outcome.baseline is not None]
    unfinished = [outcome for outcome in started if outcome.exit is None]
    states = Counter(
        db.scalars(
            select(ReferralMove.to_state)
            .join(OnwardReferral, OnwardReferral.id == ReferralMove.onward_referral_id)
            .where(
                OnwardReferral.case_id.in_(counted_cases(actor)),
                ReferralMove.client_id.not_in(objecting),
                ReferralMove.to_state.in_((ReferralState.SENT, ReferralState.ATTENDED)),
                is_standing(),
            )
        )
    )
    return Evaluation(
        cases=cases,
        without_baseline=cases - len(started),
        still_open=sum(outcome.is_open for outcome in unfinished),
        without_exit=sum(not outcome.is_open for outcome in unfinished),
        overall=paired_change([pair for _, pair in pairs]),
        attended=paired_change([pair for outcome, pair in pairs if outcome.attended]),
        not_attended=paired_change([pair for outcome, pair in pairs if not outcome.attended]),
        referrals_made=states[ReferralState.SENT] + sum(each.referrals_made for each in kept),
        referrals_attended=states[ReferralState.ATTENDED] + sum(each.referrals_attended for each in kept),
        referrals_sent_on=count_sent_on(db, actor) + sum(each.referrals_sent_on for each in kept),
        objected=db.scalar(counted.where(is_left_out)) or 0,
    )


def count_sent_on(db: Session, actor: Actor) -> int:
    """How many referrals were made in the place of another, so that a need that was tried twice can count once."""
    wanted = select(func.count()).select_from(OnwardReferral)
    counts = (
        OnwardReferral.case_id.in_(counted_cases(actor)),
        OnwardReferral.client_id.not_in(objecting_clients(actor)),
        OnwardReferral.sent_on_from_id.is_not(None),
    )
    return db.scalar(wanted.where(*counts)) or 0


def is_counted(actor: Actor) -> ColumnElement[bool]:
    """The cases in the figures of the actor's scheme, as a condition: those that it opened."""
    return counted_in() == actor.scheme_id


def counted_in() -> ColumnElement[uuid.UUID]:
    """The scheme in whose figures a case is: the one that opened it."""
    return func.coalesce(Case.counted_scheme_id, Case.scheme_id)


def counted_cases(actor: Actor) -> Select[uuid.UUID]:
    """The ids of these cases."""
    return select(Case.id).where(is_counted(actor))


def objecting_clients(actor: Actor) -> Select[uuid.UUID]:
    """The ids of those who were asked, and do not want to count in the evaluation of the actor's scheme."""
    return select(Client.id).where(Client.cases.any(is_counted(actor)), objects())


def objects() -> ColumnElement[bool]:
    """The clients who were asked, and do not want to count in the evaluation, as a condition."""
    return objects_to(Purpose.EVALUATION, clock.today())


def people_who_object() -> Select[uuid.UUID]:
    """The ids of all who were asked, and do not want to count: they are in no figure of people, whatever it is of."""
    return select(Client.id).where(objects())


def read_evaluation(db: Session, actor: Actor) -> ShownEvaluation:
    """The evaluation as the actor may see it."""
    return shown_evaluation(evaluate(db, actor), hides_small=not may_see_small_groups(actor))


def read_outcomes(db: Session, actor: Actor) -> list[CaseOutcome]:
    """The outcome of every case that has any measurement, of people who did not object to being counted."""
    measured = (InstrumentResponse.case_id.in_(counted_cases(actor)), InstrumentResponse.instrument == swemwbs.CODE)
    responses = group_by_case(
        db.scalars(select(InstrumentResponse).where(*measured).options(selectinload(InstrumentResponse.scores))).all()
    )
    referrals = group_by_case(
        db.scalars(
            select(OnwardReferral)
            .where(OnwardReferral.case_id.in_(counted_cases(actor)))
            .options(selectinload(OnwardReferral.moves))
        ).all()
    )
    have_any = select(InstrumentResponse.case_id).where(*measured)
    wanted = select(Case).where(is_counted(actor), Case.id.in_(have_any))
    cases = db.scalars(wanted.where(Case.client_id.not_in(objecting_clients(actor)))).all()
    return [case_outcome(responses[case.id], referrals.get(case.id, ()), case) for case in cases]


def group_by_case(rows: Sequence[T]) -> Mapping[uuid.UUID, Sequence[T]]:
    grouped: dict[uuid.UUID, list[T]] = {}
    for row in rows:
        grouped.setdefault(row.case_id, []).append(row)
    return grouped
