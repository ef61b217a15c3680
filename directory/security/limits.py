"""How often something may be tried, counted in the database, so that all workers count together.

Whom a count is about (an account, an address on the network) stands there as a keyed digest, not in plain. What is
counted stays counted when the request it belongs to is refused: counting is a transaction of its own.
"""

import hashlib
import hmac
import math
from datetime import datetime, timedelta

from flask import current_app
from limits import RateLimitItem
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from directory import clock
from directory.db import Base, current_database, delete_free, reading, transaction
from directory.errors import TooManyTries


class TryCount(Base):
    """How often something was tried in a stretch of time that ends at `ends_at`."""

    __tablename__ = "try_count"

    key: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)


class TryCounts(Storage):
    """The storage that the library `limits` counts in."""

    STORAGE_SCHEME = ["lynchpin"]  # noqa: RUF012 - the library's own shape

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count one more; a stretch that is over begins anew."""
        now = clock.now()
        insert = postgresql.insert if current_database().dialect == "postgresql" else sqlite.insert
        fresh = insert(TryCount).values(key=key, tries=amount, ends_at=now + timedelta(seconds=expiry))
        is_running = TryCount.ends_at > now
        counted = fresh.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "tries": case((is_running, TryCount.tries + amount), else_=amount),
                "ends_at": case((is_running, TryCount.ends_at), else_=fresh.excluded.ends_at),
            },
        ).returning(TryCount.tries)
        with transaction() as db:
            # What this waits for comes first, and what comes after waits for nobody: no two can wait for one another.
            tries = db.execute(counted).scalar_one()
            delete_free(db, TryCount.key, TryCount.ends_at <= now)
            return tries

    def get(self, key: str) -> int:
        with reading() as db:
            return db.scalar(select(TryCount.tries).where(TryCount.key == key, TryCount.ends_at > clock.now())) or 0

    def get_expiry(self, key: str) -> float:
        with reading() as db:
            ends_at = db.scalar(select(TryCount.ends_at).where(TryCount.key == key))
        return (ends_at or clock.now()).timestamp()

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with transaction() as db:
            before = db.scalar(select(func.count()).select_from(TryCount)) or 0
            db.execute(delete(TryCount))
            return before

    def clear(self, key: str) -> None:
        with transaction() as db:
            db.execute(delete(TryCount).where(TryCount.key == key))


_limiter = FixedWindowRateLimiter(TryCounts())


def count_try(limit: RateLimitItem, *about: str) -> None:
    """Count one more try about somebody or something. Raises TooManyTries where that is one too many."""
    if not _limiter.hit(limit, digest(*about)):
        raise too_many(_limiter, limit, digest(*about))


def check_tries(limit: RateLimitItem, *about: str) -> None:
    """Count nothing, but raise TooManyTries where the next try is one too many."""
    if not _limiter.test(limit, digest(*about)):
        raise too_many(_limiter, limit, digest(*about))


def forget_tries(limit: RateLimitItem, *about: str) -> None:
    """Begin to count anew, after a try that went well."""
    _limiter.clear(limit, digest(*about))


def too_many(limiter: FixedWindowRateLimiter, limit: RateLimitItem, *counted: str) -> TooManyTries:
    """What is said of one try too many: how long it is until the next may be made."""
    ends_at, _ = limiter.get_window_stats(limit, *counted)
    return TooManyTries(max(1, math.ceil(ends_at - clock.now().timestamp())))


def digest(*about: str) -> str:
    key = str(current_app.secret_key).encode()
    return hmac.new(key, "\0".join(about).encode(), hashlib.sha256).hexdigest()
