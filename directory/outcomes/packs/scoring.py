"""From answers to scores, by the rules of a pack."""

from collections.abc import Callable, Iterable

from directory.errors import WrongInput
from directory.outcomes.packs.shape import Answers, Direction, Item, Pack, ScoreKind


def score_answers(pack: Pack, answers: Answers) -> dict[str, float] | None:
    """The scores of a questionnaire; None where more was left out than its rule allows, or it has no total.

    Raises WrongInput for an answer that is outside its range or to no item.
    """
    for number, value in answers.items():
        check_answer(pack, number, value)
    left_out = len(pack.items) - len(answers)
    if pack.from_total is None or not pack.items or left_out > pack.may_be_missing:
        return None
    return pack.from_total(sum(answers.values()) * len(pack.items) / len(answers))


def check_answer(pack: Pack, number: int, value: float) -> None:
    """Raises WrongInput, naming the item."""
    item = next((each for each in pack.items if each.number == number), None)
    if item is None:
        raise WrongInput(f"{pack.name} has no item {number}.")
    if value != int(value) or not item.lowest <= value <= item.highest:
        raise WrongInput(f"{item.label}: a whole number from {item.lowest} to {item.highest}.")


def named(name: str) -> Callable[[float], dict[str, float]]:
    """The rule of a pack whose total is its only score."""
    return lambda total: {name: total}


def numbered_items(labels: Iterable[str], lowest: int, highest: int, direction: Direction) -> tuple[Item, ...]:
    """Items that are all answered alike, numbered from 1."""
    return tuple(
        Item(number, f"item_{number}", label, lowest, highest, direction) for number, label in enumerate(labels, 1)
    )


def score_range(items: tuple[Item, ...], name: str, label: str, direction: Direction) -> ScoreKind:
    """The score that is the sum of items."""
    lowest, highest = sum(each.lowest for each in items), sum(each.highest for each in items)
    return ScoreKind(name, label, lowest, highest, direction)
