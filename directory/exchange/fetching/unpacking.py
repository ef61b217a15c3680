"""The bytes of an answer as they come in, unpacked and counted, so that a small answer cannot become a huge one."""

import zlib
from collections.abc import Iterable, Iterator

from directory.exchange.fetching.failures import FetchFailed

CHUNK_BYTES = 64 * 1024
GZIP_WINDOW = 16 + zlib.MAX_WBITS
PACKINGS = ("", "identity", "gzip", "x-gzip")


class TooMuch(FetchFailed):
    """The answer is longer than anything that may be read in one piece."""


def unpack(chunks: Iterable[bytes], packing: str, most: int) -> Iterator[bytes]:
    """The bytes of an answer. Raises TooMuch after `most` of them, and FetchFailed where they cannot be unpacked."""
    if packing not in PACKINGS:
        raise FetchFailed(f"The answer is packed as {packing[:40]!r}, which was not asked for.")
    total = 0
    for chunk in gunzip(chunks) if packing.endswith("gzip") else chunks:
        total += len(chunk)
        if total > most:
            raise TooMuch(f"The answer is longer than {most:,} bytes.")
        yield chunk


def gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpacked bytes, never more than a chunk of them at a time."""
    unpacker = zlib.decompressobj(GZIP_WINDOW)
    for chunk in chunks:
        waiting = chunk
        while waiting:
            try:
                yield unpacker.decompress(waiting, CHUNK_BYTES)
            except zlib.error:
                raise FetchFailed("The answer cannot be unpacked: its gzip data is damaged.") from None
            if unpacker.eof:
                return
            waiting = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise FetchFailed("The answer is cut short in the middle of its gzip data.")
