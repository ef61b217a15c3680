"""The moments that a calendar and a clock in the United Kingdom name, also in the nights when clocks change."""

from datetime import UTC, date, datetime, time, timedelta

from directory.clock import UK
from directory.errors import WrongInput


def moment_of(day: date, at: time) -> datetime:
    """The moment of a time of day here, in UTC. Raises WrongInput for a time that the clocks skip, or show twice."""
    named = datetime.combine(day, at)
    first = named.replace(tzinfo=UK).astimezone(UTC)
    if first.astimezone(UK).replace(tzinfo=None) != named:
        raise no_such_time(f"The clocks go forward that night, and there is no {at:%H:%M}")
    if named.replace(tzinfo=UK, fold=1).astimezone(UTC) != first:
        raise no_such_time(f"The clocks go back that night, and it is {at:%H:%M} twice")
    return first


def no_such_time(why: str) -> WrongInput:
    return WrongInput("Check the time.", {"at": f"{why}. Choose another time"})


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The moments at which a day begins and ends here: 23 or 25 hours apart where the clocks change."""
    return midnight(day), midnight(day + timedelta(days=1))


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=UK).astimezone(UTC)
