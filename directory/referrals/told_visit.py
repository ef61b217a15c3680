"""What a group may be told of the first visit: who comes along, when, and how they get there."""

from collections.abc import Collection

from directory.referrals.told_parts import ToldPart
from directory.referrals.visit_models import Company, FirstVisit, Transport

COMES_ALONG = {
    Company.NOBODY: "Nobody: they come by themselves",
    Company.COORDINATOR: "Somebody of our team",
    Company.VOLUNTEER: "A volunteer of ours",
    Company.GROUP: "Somebody of yours, please",
    Company.OWN: "Somebody they know",
}
GETS_THERE = {
    Transport.BY_THEMSELVES: "On foot, or with what they have",
    Transport.BUS: "By bus or train",
    Transport.LIFT: "Somebody brings them",
    Transport.COMMUNITY_TRANSPORT: "By community transport",
    Transport.TAXI: "By taxi",
}


def visit_told(visit: FirstVisit | None, parts: Collection[ToldPart]) -> list[tuple[str, str]]:
    """What is planned for a first visit that is still to come, as far as it may be told, each with its name."""
    if visit is None or visit.came_about is not None or ToldPart.COMING not in parts:
        return []
    company = COMES_ALONG[Company(visit.company)] if visit.company else ""
    day = f"{visit.visit_on.day} {visit.visit_on:%B %Y}" if visit.visit_on else ""
    told = (
        ("Comes along at first", ": ".join(filter(None, (company, visit.companion)))),
        ("First visit", ". ".join(filter(None, (day, visit.meeting)))),
        ("How they get there", GETS_THERE[Transport(visit.transport)] if visit.transport else ""),
    )
    return [(name, value) for name, value in told if value]
