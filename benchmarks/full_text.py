"""The same questions asked of PostgreSQL: full text search with earthdistance and the indexes they call for.

Any of the meaningful words of a statement will do, the best by `ts_rank` come first, and with a place only what lies
within reach. It knows no meaning, no needs and no reasons: it is what a directory without us would do.
"""

import time
from collections.abc import Sequence
from types import TracebackType

import psycopg

from directory.matching.profile import Profile
from directory.search.documents import SearchDocument
from directory.search.text import stems

_REACH_M = 25_000
_TABLE = """
    CREATE EXTENSION IF NOT EXISTS cube;
    CREATE EXTENSION IF NOT EXISTS earthdistance;
    CREATE TABLE bench_listing (id uuid PRIMARY KEY, words tsvector NOT NULL, is_open boolean NOT NULL,
                                latitude float8, longitude float8)
"""
_INDEXES = """
    CREATE INDEX ON bench_listing USING gin (words);
    CREATE INDEX ON bench_listing USING gist (ll_to_earth(latitude, longitude));
    ANALYZE bench_listing
"""
_INSERT = """
    INSERT INTO bench_listing VALUES (%s, setweight(to_tsvector('english', %s), 'A')
        || setweight(to_tsvector('english', %s), 'B') || setweight(to_tsvector('english', %s), 'C'), %s, %s, %s)
"""
_ANYWHERE = """
    SELECT id, ts_rank(words, asked) AS rank FROM bench_listing, to_tsquery('english', %(asked)s) AS asked
    WHERE words @@ asked AND is_open ORDER BY rank DESC, id LIMIT 10
"""
_NEAR = """
    SELECT id, ts_rank(words, asked) AS rank FROM bench_listing, to_tsquery('english', %(asked)s) AS asked
    WHERE words @@ asked AND is_open
      AND earth_box(ll_to_earth(%(latitude)s, %(longitude)s), %(within)s) @> ll_to_earth(latitude, longitude)
      AND earth_distance(ll_to_earth(%(latitude)s, %(longitude)s), ll_to_earth(latitude, longitude)) <= %(within)s
    ORDER BY rank DESC, id LIMIT 10
"""


class FullText:
    """A table of listings in a PostgreSQL database, removed when done with."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)

    def __enter__(self) -> "FullText":
        self._connection.execute("DROP TABLE IF EXISTS bench_listing")
        self._connection.execute(_TABLE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.execute("DROP TABLE bench_listing")
        self._connection.close()

    def fill(self, documents: Sequence[SearchDocument]) -> None:
        """Every listing with its words and its first place."""
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(_INSERT, [_row(each) for each in documents])
        self._connection.execute(_INDEXES)

    def times_ms(self, profiles: Sequence[Profile]) -> list[float]:
        """How long each question takes."""
        taken = []
        for profile in profiles:
            began = time.perf_counter()
            self._ask(profile)
            taken.append((time.perf_counter() - began) * 1_000)
        return taken

    def _ask(self, profile: Profile) -> Sequence[object]:
        asked = " | ".join(sorted({each.replace("'", "") for each in stems(profile.statement)}))
        if profile.point is None:
            return self._connection.execute(_ANYWHERE, {"asked": asked}).fetchall()
        latitude, longitude = profile.point
        where = {"latitude": latitude, "longitude": longitude, "within": profile.within_m or _REACH_M}
        return self._connection.execute(_NEAR, {"asked": asked, **where}).fetchall()


def _row(document: SearchDocument) -> tuple[object, ...]:
    fields = document.fields
    latitude, longitude = document.points[0] if document.points else (None, None)
    about = f"{fields['description']} {fields['organization']}"
    is_open = document.status == "active"
    return document.service_id, fields["name"], fields["tags"], about, is_open, latitude, longitude
