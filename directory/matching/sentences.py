"""Pieces of the sentences that reasons are told in."""

from collections.abc import Sequence

from directory.translation import gettext

# A reason is read at a glance.
_MOST_AREAS = 3


def ages(minimum: float | None, maximum: float | None) -> str:
    """Who may come, by age."""
    if minimum is not None and maximum is not None:
        return gettext("ages %(from)s to %(to)s", **{"from": f"{minimum:g}", "to": f"{maximum:g}"})
    if minimum is not None:
        return gettext("ages %(from)s and over", **{"from": f"{minimum:g}"})
    return gettext("ages up to %(to)s", to=f"{maximum:g}") if maximum is not None else gettext("all ages")


def listed(words: Sequence[str]) -> str:
    """Words in a row as they are read out: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(others)s and %(last)s", others=", ".join(words[:-1]), last=words[-1])


def either(words: Sequence[str]) -> str:
    """Words of which one will do: a, b or c."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(others)s or %(last)s", others=", ".join(words[:-1]), last=words[-1])


def among(areas: Sequence[str]) -> str:
    """Where people live whom something is for; of many areas the first few. Empty where no name is known."""
    named = [*areas[:_MOST_AREAS], *([gettext("other areas")] if len(areas) > _MOST_AREAS else [])]
    return gettext("in %(places)s", places=listed(named)) if areas else ""


def note_words(what: str, words: str = "", *, is_overdue: bool = False) -> str:
    """A champion's note for staff in a sentence, which says where somebody should have looked at it again."""
    said = f"{what}: {words}" if words else what
    ending = "" if said.endswith((".", "!", "?")) else "."
    return f"{said}{ending} This note is due to be looked at again." if is_overdue else f"{said}{ending}"


def lower_first(name: str) -> str:
    """A name as it stands inside a sentence; names in capitals stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
