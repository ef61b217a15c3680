"""What of the history of a listing a reader would care about: that it is new, has ended, or in what it differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from directory.catalogue.models.field_changes import FieldChange, Plain
from directory.catalogue.models.revisions import RevisionKind
from directory.catalogue.models.services import Stage
from directory.catalogue.publishing import LIVE


class NewsKind(StrEnum):
    """What happened to a listing."""

    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"


# What a changed field means to a reader. A field that is not here is nobody's news: web addresses of logos, who
# checked it, how it is put.
MEANS: Mapping[str, str] = {
    "name": "its name",
    **dict.fromkeys(("schedule", "schedule_exception", "schedule_observance"), "times"),
    **dict.fromkeys(("service_at_location", "address"), "place"),
    **dict.fromkeys(("cost_option", "fees", "fees_description", "cost_help"), "cost"),
    **dict.fromkeys(
        ("minimum_age", "maximum_age", "eligibility_description", "attribute", "service_area", "language"),
        "who it is for",
    ),
    **dict.fromkeys(("contact", "phone", "email", "url", "web_address", "application_process"), "contact"),
    **dict.fromkeys(("closed_from", "back_on"), "when it is closed"),
    "alert": "a notice",
}


@dataclass(frozen=True)
class Step:
    """One change of a listing, or of a place where it happens, in the order in which they were made."""

    kind: str
    changes: Sequence[FieldChange]
    source: str = ""


@dataclass(frozen=True)
class News:
    """What happened to a listing in a week; `source` names where it came from, if that was a list of somebody's."""

    kind: NewsKind
    about: tuple[str, ...] = ()
    source: str = ""


def news_of(steps: Sequence[Step], *, stage: str, status: str) -> News | None:
    """What a week's changes of a listing come to, by how it stands now; None for what no reader would care about.

    A change that was undone is none.
    """
    net = net_changes(step.changes for step in steps)
    source, is_on = steps[-1].source, is_live(stage, status)
    was_on = was_on_before(steps, net, stage, status)
    if is_on and not was_on:
        return News(NewsKind.NEW, source=source)
    if was_on and not is_on:
        return News(NewsKind.ENDED, source=source)
    about = tuple(dict.fromkeys(words for field, words in MEANS.items() if field in net))
    return News(NewsKind.CHANGED, about, source) if is_on and about else None


def net_changes(changes: Iterable[Sequence[FieldChange]]) -> dict[str, FieldChange]:
    """By field, what it held before all of these changes and after them, where that differs."""
    before: dict[str, Plain] = {}
    after: dict[str, Plain] = {}
    for each in (change for some in changes for change in some):
        before.setdefault(each.field, each.before)
        after[each.field] = each.after
    return {name: FieldChange(name, before[name], after[name]) for name in before if before[name] != after[name]}


def was_on_before(steps: Sequence[Step], net: Mapping[str, FieldChange], stage: str, status: str) -> bool:
    """Whether a listing was published and live before these changes: what they do not tell was as it is now."""
    if any(step.kind == RevisionKind.ADDED for step in steps):
        return False
    before = {name: net[name].before if name in net else now for name, now in (("stage", stage), ("status", status))}
    return is_live(before["stage"], before["status"])


def is_live(stage: str, status: str) -> bool:
    return stage == Stage.PUBLISHED and status in LIVE
