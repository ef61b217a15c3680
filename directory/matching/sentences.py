"""Pieces of the sentences that reasons are told in."""

from collections.abc import Sequence

# A reason is read at a glance.
_MOST_AREAS = 3


def ages(minimum: float | None, maximum: float | None) -> str:
    """Who may come, by age."""
    if minimum is not None and maximum is not None:
        return f"ages {minimum:g} to {maximum:g}"
    if minimum is not None:
        return f"ages {minimum:g} and over"
    return f"ages up to {maximum:g}" if maximum is not None else "all ages"


def listed(words: Sequence[str]) -> str:
    """Words in a row as they are read out: a, b and c."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def among(areas: Sequence[str]) -> str:
    """Where people live whom something is for; of many areas the first few. Empty where no name is known."""
    named = [*areas[:_MOST_AREAS], *(["other areas"] if len(areas) > _MOST_AREAS else [])]
    return f"in {listed(named)}" if areas else ""


def lower_first(name: str) -> str:
    """A name as it stands inside a sentence; names in capitals stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
