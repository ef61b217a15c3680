"""Choosing several things by looking for them: until somebody saves, the page carries the ids of what is chosen."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from directory.web.fields.text import tidy_text
from directory.web.ids import find_id

LONGEST_SEARCH = 100
SHORTEST_SEARCH = 2


@dataclass(frozen=True)
class Choosing:
    """What is being done on such a page: what is chosen so far, what is looked for, and what was just changed."""

    chosen: Sequence[uuid.UUID]
    asked: str = ""
    added: uuid.UUID | None = None
    removed: uuid.UUID | None = None

    @property
    def taken_out(self) -> list[uuid.UUID]:
        """What was just taken out and can be put back, if anything was."""
        return [self.removed] if self.removed and self.removed not in self.chosen else []


class IdsField(Field):
    """Ids that the page carries in hidden boxes, each once; what is no id is left out."""

    def __init__(self, label: str = "", *, most: int, called: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.most, self.called = most, called

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        found = (find_id(each) for each in valuelist[: self.most + 1])
        self.data = list(dict.fromkeys(each for each in found if each))

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if len(self.data or ()) > self.most:
            raise ValidationError(f"Choose {self.most} {self.called} at most")


def tidy_search(text: str | None) -> str:
    return (tidy_text(text) or "")[:LONGEST_SEARCH]


def with_change(chosen: Sequence[uuid.UUID], added: uuid.UUID | None, removed: uuid.UUID | None) -> list[uuid.UUID]:
    """What is chosen, with what the button that was pressed adds or takes out."""
    left = [each for each in chosen if each != removed]
    return [*left, added] if added and added not in left else left
