"""How often something was asked for lately, counted by all workers of a machine in memory that they share.

It is for what is asked for too often to be written to the database each time: public pages and feeds. A file of a
megabyte is mapped into every worker; whom a count is about stands there as eight bytes of a keyed digest. Where more
are counted than there is room for, the smallest counts nearby give way: a few who ask much are still noticed.
"""

import fcntl
import hashlib
import math
import mmap
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from limits.storage import Storage

from directory import clock

# A count: of what, when its stretch of time ends (seconds since 1970), and how many.
_COUNT = struct.Struct("<8sII")
_NEARBY = 16
_GROUPS = 4_096
_GROUP_BYTES = _NEARBY * _COUNT.size
_MOST = 2**32 - 1


class SharedCounts(Storage):
    """The storage that the library `limits` counts in. May be shared by threads, and by processes that fork."""

    STORAGE_SCHEME = ["lynchpin-shared"]  # noqa: RUF012 - the library's own shape

    def __init__(self, path: Path, secret: str) -> None:
        """Counts in the file at `path`, which is made where there is none."""
        super().__init__()
        self._secret = hashlib.sha256(secret.encode()).digest()
        self._thread = threading.Lock()
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        with self._alone():
            if os.fstat(self._file).st_size != _GROUPS * _GROUP_BYTES:
                os.ftruncate(self._file, 0)
                os.ftruncate(self._file, _GROUPS * _GROUP_BYTES)
        self._memory = mmap.mmap(self._file, _GROUPS * _GROUP_BYTES)

    @property
    def base_exceptions(self) -> type[Exception]:
        return OSError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count one more; a stretch that is over begins anew."""
        digest, now = self._digest(key), clock.now().timestamp()
        with self._alone():
            place, ends_at, count = self._find(digest, now) or (self._room_for(digest, now), 0, 0)
            counted = min(count + amount, _MOST)
            _COUNT.pack_into(self._memory, place, digest, ends_at or math.ceil(now) + expiry, counted)
        return counted

    def get(self, key: str) -> int:
        with self._alone():
            found = self._find(self._digest(key), clock.now().timestamp())
        return found[2] if found else 0

    def get_expiry(self, key: str) -> float:
        now = clock.now().timestamp()
        with self._alone():
            found = self._find(self._digest(key), now)
        return float(found[1]) if found else now

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._alone():
            self._memory[:] = bytes(len(self._memory))
        return 0

    def clear(self, key: str) -> None:
        digest, now = self._digest(key), clock.now().timestamp()
        with self._alone():
            if found := self._find(digest, now):
                _COUNT.pack_into(self._memory, found[0], bytes(8), 0, 0)

    def _digest(self, key: str) -> bytes:
        return hashlib.blake2b(key.encode(), key=self._secret, digest_size=8).digest()

    def _find(self, digest: bytes, now: float) -> tuple[int, int, int] | None:
        """Where a count stands that is still running, when it ends, and how many it counts."""
        for place, (known, ends_at, count) in self._nearby(digest):
            if known == digest and ends_at > now:
                return place, ends_at, count
        return None

    def _room_for(self, digest: bytes, now: float) -> int:
        """Where a new count may stand: in place of one that is over, or else of the smallest."""
        return min(self._nearby(digest), key=lambda each: each[1][2] if each[1][1] > now else -1)[0]

    def _nearby(self, digest: bytes) -> Iterator[tuple[int, tuple[bytes, int, int]]]:
        first = int.from_bytes(digest[:4], "little") % _GROUPS * _GROUP_BYTES
        for place in range(first, first + _GROUP_BYTES, _COUNT.size):
            yield place, _COUNT.unpack_from(self._memory, place)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # A lock of the file belongs to a process, so that its threads need one of their own.
        with self._thread:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
