"""The same questions asked of PostgreSQL: full text search with earthdistance and the indexes they call for.

Asked are any of the meaningful words of a statement, of what is open. With a limit, of what lies within it and of what
names no place; with a place and no limit the same within 25 kilometres, where ours goes on until a thousand listings
are looked at; without a place, of everything. The best ten by `ts_rank`, less what distance takes off, are answered
with their names, how far away they are, and the words that met (`ts_headline`, of these ten only). It knows no meaning,
no needs, no limits and no reasons: it is what a directory without us would do.

What is slower here was left out: a GiST index on the earth or on points instead of one on latitude and longitude, the
nearest thousand by index, a filter by place before that by words where 25 kilometres are asked, or after it where
eight are, and several processes for one question.
"""

import time
from collections.abc import Sequence
from math import cos, degrees, radians
from pathlib import Path
from types import TracebackType

import psycopg

from directory.matching.profile import Profile
from directory.search.documents import SearchDocument
from directory.search.hard_limits import OPEN_STATUSES
from directory.search.text import stems

REACH_M = 25_000
_EARTH_M = 6_371_008.8
# A little more than enough: what lies in the box is measured.
_BOX_ROOM = 1.02
_TABLE = """
    CREATE EXTENSION IF NOT EXISTS cube;
    CREATE EXTENSION IF NOT EXISTS earthdistance;
    SET jit = off; SET work_mem = '64MB'; SET random_page_cost = 1.1; SET max_parallel_workers_per_gather = 0;
    DROP TABLE IF EXISTS bench_label, bench_listing;
    CREATE TABLE bench_listing (number int PRIMARY KEY, id uuid NOT NULL, is_open boolean NOT NULL, latitude float8,
                                longitude float8, slots int NOT NULL, pence int, words tsvector NOT NULL,
                                name text NOT NULL, text text NOT NULL);
    CREATE TABLE bench_label (number int NOT NULL, is_access boolean NOT NULL, code text NOT NULL)
"""
_INDEXES = """
    CREATE INDEX ON bench_listing USING gin (words) WHERE is_open;
    CREATE INDEX ON bench_listing USING gin (words) WHERE is_open AND latitude IS NULL;
    CREATE INDEX ON bench_listing (number) WHERE is_open AND latitude IS NULL;
    CREATE INDEX ON bench_listing (latitude, longitude) WHERE is_open;
    CREATE INDEX ON bench_label (number) INCLUDE (is_access, code);
"""
_INSERT = """
    INSERT INTO bench_listing VALUES (%s, %s, %s, %s, %s, %s, %s, setweight(to_tsvector('english', %s), 'A')
        || setweight(to_tsvector('english', %s), 'B') || setweight(to_tsvector('english', %s), 'C'), %s, %s)
"""
_ASKED = "to_tsquery('english', %(asked)s)"
_AWAY = "earth_distance(ll_to_earth(%(latitude)s, %(longitude)s), ll_to_earth(latitude, longitude))"
IN_BOX = "latitude BETWEEN %(south)s AND %(north)s AND longitude BETWEEN %(west)s AND %(east)s"
# `OFFSET 0` has the few in the box looked at before their words are.
_WITHIN_LIMIT = f"""
    SELECT number, ts_rank(words, {_ASKED}) AS rank, metres
    FROM (SELECT number, words, {_AWAY} AS metres FROM bench_listing WHERE is_open AND {IN_BOX} OFFSET 0) AS near
    WHERE metres <= %(within)s AND words @@ {_ASKED}
"""
_WITHIN_REACH = f"""
    SELECT number, rank, metres
    FROM (SELECT number, ts_rank(words, {_ASKED}) AS rank, {_AWAY} AS metres FROM bench_listing
          WHERE is_open AND {IN_BOX} AND words @@ {_ASKED}) AS near
    WHERE metres <= %(within)s
"""
_WITHOUT_PLACE = f"""
    SELECT number, ts_rank(words, {_ASKED}) AS rank, NULL::float8 AS metres FROM bench_listing
    WHERE is_open AND latitude IS NULL AND words @@ {_ASKED}
"""
_NEAR = f"""
    SELECT number, rank, metres FROM ({{}} UNION ALL {_WITHOUT_PLACE}) AS found
    ORDER BY rank - 0.05 * coalesce(metres / (metres + 5000), 0.5) DESC, number LIMIT 10
"""
_ANYWHERE = f"""
    SELECT number, ts_rank(words, {_ASKED}) AS rank, NULL::float8 AS metres FROM bench_listing
    WHERE is_open AND words @@ {_ASKED} ORDER BY rank DESC, number LIMIT 10
"""
_ANSWER = f"""
    SELECT id, name, rank, metres, ts_headline('english', text, {_ASKED}, 'MaxFragments=3')
    FROM ({{}}) AS best JOIN bench_listing USING (number) ORDER BY rank DESC
"""
_ASKED_WITH_LIMIT = _ANSWER.format(_NEAR.format(_WITHIN_LIMIT))
_ASKED_WITHIN_REACH = _ANSWER.format(_NEAR.format(_WITHIN_REACH))
_ASKED_ANYWHERE = _ANSWER.format(_ANYWHERE)


class FullText:
    """Tables of listings in a PostgreSQL database, removed when done with."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)

    def __enter__(self) -> "FullText":
        self.connection.execute(_TABLE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.execute("DROP TABLE bench_label, bench_listing")
        self.connection.close()

    def fill(self, documents: Sequence[SearchDocument]) -> None:
        """Every listing with its words, its first place, its times and price, and beside it its tags and access."""
        with self.connection.transaction(), self.connection.cursor() as cursor:
            cursor.executemany(_INSERT, [_row(number, each) for number, each in enumerate(documents)])
            with cursor.copy("COPY bench_label FROM STDIN") as copy:
                for number, each in enumerate(documents):
                    for is_access, codes in ((False, each.codes), (True, each.access)):
                        for code in sorted(codes):
                            copy.write_row((number, is_access, code))
        self.connection.execute(_INDEXES)
        self.connection.execute("VACUUM ANALYZE bench_listing, bench_label")

    def ask(self, profile: Profile) -> Sequence[object]:
        """The answer to a question."""
        asked = " | ".join(sorted({each.replace("'", "") for each in stems(profile.statement)}))
        if profile.point is None:
            return self.connection.execute(_ASKED_ANYWHERE, {"asked": asked}).fetchall()
        question = _ASKED_WITHIN_REACH if profile.within_m is None else _ASKED_WITH_LIMIT
        return self.connection.execute(question, {"asked": asked, **where_of(profile)}).fetchall()

    def processor_seconds(self) -> float:
        """The processor time that its process and this one have taken so far."""
        of_server = Path(f"/proc/{self.connection.info.backend_pid}/schedstat").read_text()
        return int(of_server.split()[0]) / 1e9 + time.process_time()


def where_of(profile: Profile) -> dict[str, float]:
    """Where a profile asks about: a point, how far around it, and the box that holds all of that."""
    if profile.point is None:
        return {}
    (latitude, longitude), within_m = profile.point, profile.within_m or REACH_M
    high = degrees(within_m / _EARTH_M) * _BOX_ROOM
    wide = high / cos(radians(abs(latitude) + high))
    box = {"south": latitude - high, "north": latitude + high, "west": longitude - wide, "east": longitude + wide}
    return {"latitude": latitude, "longitude": longitude, "within": within_m, **box}


def _row(number: int, document: SearchDocument) -> tuple[object, ...]:
    fields = document.fields
    latitude, longitude = document.points[0] if document.points else (None, None)
    about = f"{fields['description']} {fields['organization']}"
    is_open = document.status in OPEN_STATUSES
    said = (fields["name"], fields["tags"], about, fields["name"], "\n".join(fields.values()))
    return (
        number,
        document.service_id,
        is_open,
        latitude,
        longitude,
        document.slots,
        document.cheapest_pence,
        *said,
    )
