"""What the page of funding shows of the help that groups need: each kind of help, with who needs it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from directory.champions.capacity.strength_models import Help
from directory.exchange.sheets.writing import Page
from directory.reporting.help_wanted import GroupInNeed
from directory.staff.downloads import list_table
from directory.web.strength_form import HELP_WORDS, INCOME_WORDS

# The sheet names all of them.
MOST_NAMED = 5
COLUMNS = (("Group", 40), ("Size", 24), ("What would help", 50), ("Said on", 14))


@dataclass(frozen=True)
class NamedGroup:
    """A group, and its page."""

    name: str
    href: str


@dataclass(frozen=True)
class HelpRow:
    """A kind of help, how many groups need it, and the first of them; `more` counts the others."""

    text: str
    groups: str
    named: Sequence[NamedGroup]
    more: int


def help_rows(groups: Sequence[GroupInNeed]) -> list[HelpRow]:
    """Each kind of help that somebody needs: first what most do."""
    needing = {each: [group for group in groups if each in group.helps] for each in Help}
    most_first = sorted((each for each in Help if needing[each]), key=lambda each: -len(needing[each]))
    return [help_row(each, needing[each]) for each in most_first]


def help_row(help_wanted: Help, groups: Sequence[GroupInNeed]) -> HelpRow:
    named = [
        NamedGroup(each.name, url_for("public.show_organization", organization_id=each.organization_id))
        for each in groups[:MOST_NAMED]
    ]
    return HelpRow(HELP_WORDS[help_wanted], f"{len(groups):,}", named, len(groups) - len(named))


def help_sheet(groups: Sequence[GroupInNeed]) -> Page:
    """Every group that needs help, with what would help."""
    rows = [
        (
            each.name,
            INCOME_WORDS[each.income] if each.income else "Not known",
            "; ".join(words for kind, words in HELP_WORDS.items() if kind in each.helps),
            each.said_on,
        )
        for each in groups
    ]
    return list_table("Help that groups need", COLUMNS, rows)
