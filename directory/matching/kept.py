"""What a matcher works out from a settled segment and a vocabulary, kept beside the segment for other workers.

It says for itself what it was made from: what does not fit the vocabulary any more is worked out again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from directory.matching.scaling import Scale
from directory.matching.serving import KeptServing, Localness, Meanings, Worth
from directory.search.arrays import Floats, Ids, Starts, load_arrays, save_arrays
from directory.search.embedding import DIMENSIONS, Vectors

_PLACE = "matching"
_WORDS = "words.json"


class Words(msgspec.Struct, frozen=True):
    """The texts whose meanings are kept, in order, the offers whose worths are, and what slips are mended to."""

    texts: list[str]
    offers: list[str]
    targets: list[str]


@dataclass(frozen=True, eq=False)
class KeptArrays:
    """Worths of all offers in one array, run by run, and the scales of each; localness and its scale; meanings."""

    starts: Starts
    rows: Ids
    worths: Floats
    scales: NDArray[np.float64]
    localness: Floats
    localness_scale: NDArray[np.float64]
    meanings: Vectors


@dataclass(frozen=True)
class KeptMatching:
    """What a matcher starts with. An empty one makes it work out everything."""

    meanings: Meanings = field(default_factory=dict)
    serving: KeptServing = field(default_factory=lambda: KeptServing({}))
    targets: Sequence[str] | None = None


def save_kept(folder: Path, kept: KeptMatching) -> None:
    """Write it beside a segment."""
    place = folder / _PLACE
    place.mkdir()
    worths = list(kept.serving.worths.values())
    lengths = [len(each.rows) for each in worths]
    localness = kept.serving.localness or Localness(np.zeros(0, np.float32), Scale(0, 0))
    arrays = KeptArrays(
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        rows=np.concatenate([*(each.rows for each in worths), np.zeros(0, np.int32)]),
        worths=np.concatenate([*(each.worths for each in worths), np.zeros(0, np.float32)]),
        scales=np.array([_scales(each) for each in worths], np.float64).reshape(-1, 4),
        localness=localness.shares,
        localness_scale=np.array([localness.scale.lowest, localness.scale.highest]),
        meanings=np.array(list(kept.meanings.values()), np.float32).reshape(-1, DIMENSIONS),
    )
    save_arrays(place, arrays)
    words = Words(list(kept.meanings), list(kept.serving.worths), list(kept.targets or ()))
    (place / _WORDS).write_bytes(msgspec.json.encode(words))


def load_kept(folder: Path) -> KeptMatching:
    """What lies beside a segment, its arrays mapped. An empty one where there is nothing that can be read."""
    place = folder / _PLACE
    try:
        words = msgspec.json.decode((place / _WORDS).read_bytes(), type=Words)
        arrays = load_arrays(place, KeptArrays)
    except (OSError, ValueError, msgspec.DecodeError):
        return KeptMatching()
    worths = {offer: _worth(arrays, number) for number, offer in enumerate(words.offers)}
    localness = Localness(arrays.localness, Scale(*arrays.localness_scale.tolist()))
    meanings: Mapping[str, Vectors] = dict(zip(words.texts, arrays.meanings, strict=True))
    return KeptMatching(meanings, KeptServing(worths, localness), words.targets)


def _scales(worth: Worth) -> tuple[float, float, float, float]:
    return (worth.lexical.lowest, worth.lexical.highest, worth.semantic.lowest, worth.semantic.highest)


def _worth(arrays: KeptArrays, number: int) -> Worth:
    span = slice(arrays.starts[number], arrays.starts[number + 1])
    scales = arrays.scales[number].tolist()
    return Worth(arrays.rows[span], arrays.worths[span], Scale(*scales[:2]), Scale(*scales[2:]))
