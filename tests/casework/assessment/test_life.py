"""Any order of goals, actions, second thoughts and agreements: a plan always agrees with a model of a few lines."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from directory import clock
from directory.casework.assessment.actions import move_action, put_action_back, remove_action
from directory.casework.assessment.agreeing_plan import (
    NothingToAgreeTo,
    PlanAgreementInput,
    agree_plan,
)
from directory.casework.assessment.agreement_models import AgreedHow
from directory.casework.assessment.agreement_queries import (
    find_agreement,
)
from directory.casework.assessment.changes import last_number
from directory.casework.assessment.for_person import plan_for_person
from directory.casework.assessment.goals import move_goal, put_goal_back, remove_goal
from directory.casework.assessment.plan_queries import get_action, get_goal, list_changes
from directory.casework.assessment.plan_states import (
    ACTION_MOVES,
    GOAL_MOVES,
    ActionState,
    GoalState,
    PlanMoveNotAllowed,
)
from directory.casework.assessment.rules import new_to_person
from directory.casework.models import Case, Client
from directory.casework.queries import get_client
from directory.db import make_session
from tests.factories.accounts import make_actor, new_word
from tests.factories.assessments import make_action, make_goal
from tests.factories.casework import make_client
from tests.lives import try_lives

MOST = 4


class PlanLife(RuleBasedStateMachine):
    """One plan, and beside it what each goal and action should be, and what of it was agreed to."""

    def __init__(self, database) -> None:
        super().__init__()
        self.db = make_session(database.write)
        self.actor = make_actor(self.db)
        self.reference = make_client(self.db, self.actor).reference
        # By id: how it stands, whether it is on the plan, and the goal that an action leads to.
        self.goals, self.actions = {}, {}
        self.agreed = None
        self.db.commit()

    @property
    def client(self) -> Client:
        return get_client(self.db, self.actor, self.reference, to_change=True)

    @property
    def case(self) -> Case:
        return self.client.cases[0]

    def shown(self) -> dict:
        """What the person sees: what is on the plan, is not given up, and whose goal is neither."""
        going = {key for key, (state, is_on) in self.goals.items() if is_on and state is not GoalState.LET_GO}
        steps = {
            key
            for key, (state, is_on, goal) in self.actions.items()
            if is_on and state is not ActionState.DROPPED and (goal is None or goal in going)
        }
        return {"goals": going, "actions": steps}

    @precondition(lambda self: len(self.goals) < MOST)
    @rule()
    def add_goal(self) -> None:
        self.goals[make_goal(self.db, self.actor, self.client).id] = (GoalState.OPEN, True)

    @precondition(lambda self: len(self.actions) < MOST)
    @rule(data=st.data())
    def add_action(self, data) -> None:
        on_plan = [None, *(key for key, (_, is_on) in self.goals.items() if is_on)]
        goal_id = data.draw(st.sampled_from(on_plan))
        action = make_action(self.db, self.actor, self.client, goal_id=goal_id)
        self.actions[action.id] = (ActionState.TO_DO, True, goal_id)

    @precondition(lambda self: self.goals)
    @rule(data=st.data(), to=st.sampled_from(sorted(GoalState)))
    def move_goal(self, data, to) -> None:
        key = data.draw(st.sampled_from(list(self.goals)))
        state, is_on = self.goals[key]
        goal = get_goal(self.db, self.actor, self.client, key)
        if to is state or (is_on and to in GOAL_MOVES[state]):
            move_goal(self.db, self.actor, self.client, goal, to, seen=goal.version)
            self.goals[key] = (to, is_on)
            return
        with pytest.raises(PlanMoveNotAllowed):
            move_goal(self.db, self.actor, self.client, goal, to, seen=goal.version)

    @precondition(lambda self: self.actions)
    @rule(data=st.data(), to=st.sampled_from(sorted(ActionState)))
    def move_action(self, data, to) -> None:
        key = data.draw(st.sampled_from(list(self.actions)))
        state, is_on, goal_id = self.actions[key]
        action = get_action(self.db, self.actor, self.client, key)
        if to is state or (is_on and to in ACTION_MOVES[state]):
            move_action(self.db, self.actor, self.client, action, to, seen=action.version)
            self.actions[key] = (to, is_on, goal_id)
            return
        with pytest.raises(PlanMoveNotAllowed):
            move_action(self.db, self.actor, self.client, action, to, seen=action.version)

    @precondition(lambda self: self.goals)
    @rule(data=st.data())
    def take_goal_off_or_put_it_back(self, data) -> None:
        key = data.draw(st.sampled_from(list(self.goals)))
        state, is_on = self.goals[key]
        goal = get_goal(self.db, self.actor, self.client, key)
        if is_on:
            remove_goal(self.db, self.actor, self.client, goal, seen=goal.version)
        else:
            put_goal_back(self.db, self.actor, self.client, goal)
        self.goals[key] = (state, not is_on)

    @precondition(lambda self: self.actions)
    @rule(data=st.data())
    def take_action_off_or_put_it_back(self, data) -> None:
        key = data.draw(st.sampled_from(list(self.actions)))
        state, is_on, goal_id = self.actions[key]
        action = get_action(self.db, self.actor, self.client, key)
        if is_on:
            remove_action(self.db, self.actor, self.client, action, seen=action.version)
        else:
            put_action_back(self.db, self.actor, self.client, action)
        self.actions[key] = (state, not is_on, goal_id)

    @rule()
    def agree(self) -> None:
        number = last_number(self.db, self.case.id)
        said = PlanAgreementInput(clock.today(), AgreedHow.PHONE, number, submission_key=f"agreed-{new_word()}")
        on_plan = [*(is_on for _, is_on in self.goals.values()), *(is_on for _, is_on, _ in self.actions.values())]
        if not any(on_plan):
            with pytest.raises(NothingToAgreeTo):
                agree_plan(self.db, self.actor, self.client, said)
            return
        agree_plan(self.db, self.actor, self.client, said)
        self.agreed = self.as_agreed()

    def as_agreed(self) -> dict:
        """What makes the plan what it is to the person, thing by thing."""
        goals = {key: state is GoalState.LET_GO for key, (state, is_on) in self.goals.items() if is_on}
        actions = {key: state is ActionState.DROPPED for key, (state, is_on, _) in self.actions.items() if is_on}
        return {**goals, **actions}

    @invariant()
    def the_person_sees_what_is_on_the_plan(self) -> None:
        self.db.commit()
        self.db.expire_all()
        plan = plan_for_person(self.db, self.case)
        shown = {"goals": {each.goal.id for each in plan.goals}, "actions": {each.id for each in plan.actions}}
        assert shown == self.shown()

    @invariant()
    def it_is_told_as_changed_exactly_where_it_is_another_plan(self) -> None:
        self.db.expire_all()
        agreement = find_agreement(self.db, self.case)
        assert (agreement is None) == (self.agreed is None)
        if agreement is not None:
            new = new_to_person(list_changes(self.db, self.case), agreement.change_number)
            assert bool(new) == (self.as_agreed() != self.agreed)

    def teardown(self) -> None:
        self.db.close()


def test_whatever_happens_a_plan_agrees_with_what_was_told(database):
    try_lives(lambda: PlanLife(database), examples=3, steps=15)


@pytest.mark.slow
def test_whatever_happens_in_thirty_long_plans(database):
    try_lives(lambda: PlanLife(database), examples=30, steps=40)
