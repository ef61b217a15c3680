"""What was answered, what was accepted, and what went wrong, while many write it down at once."""

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    """A page or an answer to a form: of what kind of work, how long somebody waited, and its status."""

    kind: str
    waited_ms: float
    status: int


@dataclass(frozen=True)
class Write:
    """Something that somebody wrote: of what kind, with which mark, about what, and whether it was accepted.

    `seen` says which version it was to change, where two may have looked at the same one.
    """

    kind: str
    mark: str
    about: str
    is_accepted: bool
    seen: str = ""


@dataclass
class Ledger:
    """Kept by all people together. `refused` are the words of each refusal, by the kind of work."""

    answers: list[Answer] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    second_clicks: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note_answer(self, answer: Answer) -> None:
        with self._lock:
            self.answers.append(answer)

    def note_write(self, write: Write, statuses: Sequence[int], words: str = "") -> None:
        """Note what became of a form: `statuses` are two where it was sent twice, `words` what a refusal said."""
        with self._lock:
            self.writes.append(write)
            if len(statuses) > 1:
                self.second_clicks[write.kind] += 1
            if not write.is_accepted:
                self.refused[write.kind, words] += 1

    def note_problem(self, words: str) -> None:
        with self._lock:
            self.problems.append(words)

    def note_refusal(self, kind: str, words: str) -> None:
        """Note that something was refused before it was sent."""
        with self._lock:
            self.refused[kind, words] += 1
