"""Walking the states of something at random, in the same way each time."""

from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test


def try_lives(begin: Callable[[], RuleBasedStateMachine], examples: int, steps: int) -> None:
    """Begin a life so many times, and let up to so many things happen in each."""
    run_state_machine_as_test(
        begin,
        settings=settings(
            max_examples=examples,
            derandomize=True,  # the same walks each time: a build fails for what was changed
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
