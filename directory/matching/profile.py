"""What the matcher is told of one person: only what bears on where they might go."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """One person's words and limits. Nothing in it says who they are.

    `statement` is free speech; `hobbies` are short words of interest; `needs` are short words, or codes of concepts of
    the vocabulary. `point` is (latitude, longitude); `within_m` counts only with a point. `age` is in whole years.
    """

    statement: str = ""
    hobbies: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    within_m: int | None = None
    age: int | None = None
