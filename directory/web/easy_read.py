"""Text in easy read: a sentence a line, for people who find reading hard."""

import re
from collections.abc import Iterator

from directory.translation import FIRST, LAST

# A sentence ends before a capital letter, but not after a title: "Dr. Patel".
SENTENCE_END = re.compile(rf"(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bSt\.)(?<=[.!?])\s+(?={FIRST}?[A-Z])")


def easy_lines(text: str | None) -> tuple[str, ...]:
    """The sentences of a text in their order. A line that is told as one may hold several."""
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return tuple(whole(sentence for line in lines if line for sentence in SENTENCE_END.split(line)))


def whole(sentences: Iterator[str]) -> Iterator[str]:
    """Sentences of which each has the signs around the words of others that stood around several."""
    goes_on = False
    for sentence in sentences:
        said = f"{FIRST}{sentence}" if goes_on else sentence
        goes_on = said.rfind(FIRST) > said.rfind(LAST)
        yield f"{said}{LAST}" if goes_on else said
