"""Records of arrays, and how they lie in a folder: one file an array, which processes map into memory and share."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.int32]
Marks = NDArray[np.bool_]
Starts = NDArray[np.int64]
Bytes = NDArray[np.bytes_]

Record = TypeVar("Record")


def save_arrays(folder: Path, record: Any, prefix: str = "") -> None:
    """Write every array of a record, and of the records in it, into a folder."""
    for field in fields(record):
        value, name = getattr(record, field.name), f"{prefix}{field.name}"
        if is_dataclass(value):
            save_arrays(folder, value, f"{name}.")
        else:
            np.save(folder / f"{name}.npy", value)


def load_arrays(folder: Path, kind: type[Record], prefix: str = "") -> Record:
    """The record of a folder, its arrays mapped and not read: only what is looked at comes into memory.

    Raises OSError or ValueError where a file is missing or is no array.
    """
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]
        name = f"{prefix}{field.name}"
        if is_dataclass(hints[field.name]):
            values[field.name] = load_arrays(folder, hints[field.name], f"{name}.")
        else:
            values[field.name] = _map(folder / f"{name}.npy")
    return kind(**values)


def _map(path: Path) -> NDArray[Any]:
    try:
        # A plain array over the mapped bytes: every slice of a `memmap` costs more.
        return np.asarray(np.load(path, mmap_mode="r"))
    except EOFError:
        raise ValueError(f"{path.name} is empty.") from None


def group(keys: Ids, size: int) -> Starts:
    """Where each key's run begins in sorted keys from 0 to `size`, and where the last one ends."""
    return np.searchsorted(keys, np.arange(size + 1)).astype(np.int64)


def place_in(table: Bytes, key: bytes) -> int | None:
    """Where a key stands in a sorted table of bytes, if it does."""
    if len(key) > table.itemsize:
        return None
    place = int(np.searchsorted(table, np.bytes_(key)))
    return place if place < len(table) and table[place] == key else None


def ordinals(days: Iterable[date | None]) -> Ids:
    """Days as ordinals, as `date.toordinal` counts them; nought where none is known."""
    return np.array([each.toordinal() if each else 0 for each in days], np.int32)
