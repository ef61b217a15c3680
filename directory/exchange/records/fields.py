"""What the fields of records have in common: how lines, texts, days and lists are read."""

from datetime import date, time
from typing import Annotated

from directory.exchange.values import (
    MOST,
    SIGNED_NUMBER,
    WrongValue,
    read_count,
    read_day,
    read_description,
    read_email,
    read_line,
    read_list_of,
    read_text,
    read_url,
    read_wall_time,
)

Line = Annotated[str | None, read_line]
Text = Annotated[str | None, read_text]
Description = Annotated[str | None, read_description]
Url = Annotated[str | None, read_url]
Email = Annotated[str | None, read_email]
Day = Annotated[date | None, read_day]
WallTime = Annotated[time | None, read_wall_time]
Count = Annotated[int | None, read_count(1, 100_000)]
Places = Annotated[int | None, read_count(0, MOST)]
Numbers = Annotated[str | None, read_list_of(SIGNED_NUMBER, "1,15,-1")]


def need_order(first_name: str, first: date | None, second_name: str, second: date | None) -> None:
    """Refuse two dates of which the second comes before the first."""
    if first is not None and second is not None and second < first:
        raise WrongValue(f"{second} is before {first_name} {first}", second_name)
