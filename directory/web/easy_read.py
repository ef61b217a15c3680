"""Text in easy read: a sentence a line, for people who find reading hard."""

import re

# A sentence ends before a capital letter, but not after a title: "Dr. Patel".
SENTENCE_END = re.compile(r"(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bSt\.)(?<=[.!?])\s+(?=[A-Z])")


def easy_lines(text: str | None) -> tuple[str, ...]:
    """The sentences of a text in their order. A line that is told as one may hold several."""
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return tuple(sentence for line in lines if line for sentence in SENTENCE_END.split(line))
