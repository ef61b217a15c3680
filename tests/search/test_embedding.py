"""The language model: what is checked before it is used, and that it knows what things mean."""

import json
import subprocess
import sys

import numpy as np
import pytest

from directory.search import embedding
from directory.search.embedding import SemanticUnavailable, load_embedder, read_vocabulary
from tests.conftest import leave_out


@pytest.fixture(scope="module")
def embedder():
    try:
        return load_embedder()
    except SemanticUnavailable as missing:
        leave_out(str(missing))


def test_model_knows_what_is_meant(embedder):
    offers = ["Men's shed: woodwork and repairs", "Bereavement cafe", "Debt advice drop-in", "Ladies' swimming"]
    said = ["I was a joiner for fifty years", "my wife died last spring", "letters from bailiffs"]

    nearest = np.argmax(embedder.embed(said) @ embedder.embed(offers).T, axis=1)

    assert nearest.tolist() == [0, 1, 2]


def test_texts_keep_their_order_and_neighbours_do_not_matter(embedder):
    texts = ["a much longer text about gardening and growing vegetables", "yoga", "walking group", ""]
    heard: list[int] = []

    together = embedder.embed(texts, heard.append)

    assert sum(heard) == len(texts)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for text, row in zip(texts, together, strict=True):
        assert float(row @ embedder.embed([text])[0]) > 0.97


def test_no_texts_give_no_rows(embedder):
    assert embedder.embed([]).shape == (0, 384)


def test_model_brings_a_list_of_english_words(embedder):
    assert {"garden", "lonely"} <= embedder.known_words
    assert "gardning" not in embedder.known_words


def test_vocabulary_is_read_from_its_odd_spelling(tmp_path, monkeypatch):
    monkeypatch.setattr(embedding, "VOCABULARY_SIZE", 5)
    path = tmp_path / "vocab.json"
    path.write_text(json.dumps(["[PAD]", "▁odd", "▁word", "ing", "["]), encoding="utf-8")

    assert read_vocabulary(path) == ["[PAD]", "[unused0]", "word", "##ing", "##["]


@pytest.mark.parametrize(
    "content", [pytest.param(None, id="missing"), pytest.param('["▁word"]', id="another vocabulary")]
)
def test_wrong_vocabulary_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "vocab.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(SemanticUnavailable, match=r"Matching by meaning is off: vocab\.json .*\."):
        read_vocabulary(path)


def test_missing_package_is_told(monkeypatch):
    monkeypatch.setattr(embedding, "find_spec", lambda name: None)

    with pytest.raises(SemanticUnavailable, match="onnxruntime is not installed"):
        load_embedder()


def test_changed_model_file_is_refused(tmp_path, monkeypatch):
    model = tmp_path / "model.onnx"
    model.write_bytes(b"something else")
    monkeypatch.setattr(embedding, "_model_path", lambda: model)

    with pytest.raises(SemanticUnavailable, match="not the one that was checked"):
        load_embedder()


def test_importing_the_module_loads_nothing_heavy():
    told = "import sys, directory.search.embedding; print({'onnxruntime', 'tokenizers'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
