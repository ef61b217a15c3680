"""Browsing asked of PostgreSQL: how many listings there are by each tag, day, part of the day, price and access.

Of what is open, near enough, and on and affordable as was asked, in one statement: what is found is written down once
and counted in passes over that. `Matcher.count_choices` counts more: each question within the answers to the others,
and ways and languages too.
"""

from collections.abc import Sequence

from benchmarks.full_text import IN_BOX, FullText, where_of
from directory.catalogue.timetable.slots import DAY_PARTS, slots_on
from directory.matching.profile import Profile

_DAYS, _PARTS = range(7), range(len(DAY_PARTS))
_SLOTS = [*(slots_on([day], _PARTS) for day in _DAYS), *(slots_on(_DAYS, [part]) for part in _PARTS)]
_PRICES = ("pence = 0", "pence BETWEEN 1 AND 500", "pence > 500", "pence IS NULL", "slots = 0")
_COUNTED = ", ".join(
    f"count(*) FILTER (WHERE {each})" for each in (*(f"slots & {mask} <> 0" for mask in _SLOTS), *_PRICES)
)
_AWAY = "earth_distance(ll_to_earth(%(latitude)s, %(longitude)s), ll_to_earth(latitude, longitude))"
_FITTING = """(%(slots)s = 0 OR slots = 0 OR slots & %(slots)s <> 0)
    AND (%(pence)s::int IS NULL OR pence IS NULL OR pence <= %(pence)s)"""
_ANYWHERE = f"SELECT number, slots, pence FROM bench_listing WHERE is_open AND {_FITTING}"
_NEAR = f"""
    SELECT number, slots, pence FROM bench_listing
    WHERE is_open AND {IN_BOX} AND {_AWAY} <= %(within)s AND {_FITTING}
    UNION ALL SELECT number, slots, pence FROM bench_listing WHERE is_open AND latitude IS NULL AND {_FITTING}
"""
_COUNT = f"""
    WITH found AS MATERIALIZED ({{}})
    SELECT NULL::boolean, NULL, ARRAY[count(*), {_COUNTED}] FROM found
    UNION ALL SELECT is_access, code, ARRAY[count(*)] FROM found JOIN bench_label USING (number) GROUP BY 1, 2
"""
_COUNT_ANYWHERE, _COUNT_NEAR = _COUNT.format(_ANYWHERE), _COUNT.format(_NEAR)


def count_in_sql(database: FullText, profile: Profile) -> Sequence[object]:
    """The counts for a profile, whatever it says."""
    asked = {"slots": profile.slots, "pence": profile.most_pence, **where_of(profile)}
    return database.connection.execute(_COUNT_NEAR if profile.point else _COUNT_ANYWHERE, asked).fetchall()
