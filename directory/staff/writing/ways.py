"""How else a listing can be had than by going there: online, by telephone, at home. Its times say so.

A way of which no time is known is a time that says nothing else.
"""

import uuid
from collections.abc import Collection, Iterable

from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.field_changes import Plain
from directory.catalogue.models.schedules import WITHOUT_A_PLACE, AttendingType
from directory.errors import WrongInput
from directory.web.fields.choices import Choice

WAYS = (
    Choice(AttendingType.ONLINE.value, "Online"),
    Choice(AttendingType.PHONE.value, "By telephone"),
    Choice(AttendingType.HOME_VISIT.value, "At people’s homes"),
)
NAMES = {each.value: each.label.lower() for each in WAYS}
SAYS_NO_MORE = ("id", "service_id", "service_at_location_id", "attending_type", "timezone", "wkst")


def says_only_how(row: Row) -> bool:
    """Whether a time tells how people take part, and nothing of when."""
    return not any(value for name, value in row.items() if name not in SAYS_NO_MORE)


def ways_in(schedules: Iterable[Plain]) -> list[str]:
    """The ways that times tell of."""
    return sorted({row["attending_type"] for row in schedules} & set(WITHOUT_A_PLACE))


def completed_ways(schedules: Iterable[Plain], service_id: uuid.UUID, wanted: Collection[str]) -> list[Plain]:
    """The times with just these ways. Raises WrongInput where a time that says when would have to go."""
    rows = typed_rows("schedule", schedules).values()
    unwanted = [row for row in rows if row["attending_type"] in NAMES and row["attending_type"] not in wanted]
    if told := next((row for row in unwanted if not says_only_how(row)), None):
        way = NAMES[told["attending_type"]]
        words = f"A time under “When” says that it is also {way}. Change that time first"
        raise WrongInput(words, {"ways": words})
    stay = [row for row in rows if row not in unwanted]
    new = [each for each in NAMES if each in wanted and each not in {row["attending_type"] for row in stay}]
    return plain_rows([*stay, *(blank_row("schedule", service_id=service_id, attending_type=each) for each in new)])
