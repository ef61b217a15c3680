"""What happens on bank holidays and in school holidays: as plain questions have it, and as it is kept."""

import uuid
from collections.abc import Mapping, Sequence

from directory.catalogue.history.record_changes import blank_row
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.schedules import Calendar, Observance
from directory.catalogue.timetable.occurrences import stated
from directory.web.fields.choices import Choice

ON_BANK_HOLIDAYS = (
    Choice("", "Not known", "People are told to ask first"),
    Choice(Observance.OPEN.value, "It is on as usual"),
    Choice(Observance.CLOSED.value, "It is not on"),
    Choice(Observance.ASK.value, "It differs", "People are told to ask first"),
)
TERM_TIME, HOLIDAYS_ONLY = "term time", "holidays only"
IN_SCHOOL_HOLIDAYS = (
    Choice("", "It takes no notice of schools"),
    Choice(TERM_TIME, "Only in term time"),
    Choice(HOLIDAYS_ONLY, "Only in school holidays"),
    Choice(Observance.OPEN.value, "In term time and in holidays", "Say so where people may doubt it"),
    Choice(Observance.ASK.value, "It differs", "People are told to ask first"),
)
SCHOOL: Mapping[str, tuple[Calendar, str]] = {
    TERM_TIME: (Calendar.SCHOOL_HOLIDAYS, Observance.CLOSED),
    HOLIDAYS_ONLY: (Calendar.SCHOOL_TERMS, Observance.CLOSED),
    Observance.OPEN.value: (Calendar.SCHOOL_HOLIDAYS, Observance.OPEN),
    Observance.ASK.value: (Calendar.SCHOOL_HOLIDAYS, Observance.ASK),
}


def shown_days(rows: Sequence[Row]) -> dict[str, str]:
    """What is kept about certain days, as answers. What no answer tells about schools differs."""
    kept = stated((row["calendar"], row["observance"]) for row in rows)
    on_bank_holidays = kept.pop(Calendar.BANK_HOLIDAYS, "")
    told = next((answer for answer, pair in SCHOOL.items() if list(kept.items()) == [pair]), Observance.ASK.value)
    return {"bank_holidays": str(on_bank_holidays), "school_holidays": told if kept else ""}


def typed_days(answers: Mapping[str, str], kept: Sequence[Row], schedule_id: uuid.UUID) -> list[Row]:
    """What is to be kept about certain days: as it is, where that is what the answers say."""
    if answers == shown_days(kept):
        return list(kept)
    wanted = [(Calendar.BANK_HOLIDAYS, answers["bank_holidays"])] if answers["bank_holidays"] else []
    wanted += [SCHOOL[answers["school_holidays"]]] if answers["school_holidays"] else []
    known = {(row["calendar"], row["observance"]): row for row in kept}
    return [known.get((str(calendar), str(how))) or new_row(schedule_id, calendar, how) for calendar, how in wanted]


def new_row(schedule_id: uuid.UUID, calendar: str, observance: str) -> Row:
    values = {"calendar": str(calendar), "observance": str(observance)}
    return blank_row("schedule_observance", schedule_id=schedule_id, **values)
