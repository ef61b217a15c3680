"""Choosing several things by looking for them: until somebody saves, the page carries the ids of what is chosen."""

import uuid
from collections.abc import Sequence
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from directory.web.fields.text import tidy_text

LONGEST_SEARCH = 100
SHORTEST_SEARCH = 2


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


def find_id(text: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


def tidy_search(text: str | None) -> str:
    return (tidy_text(text) or "")[:LONGEST_SEARCH]


def with_change(chosen: Sequence[uuid.UUID], added: uuid.UUID | None, removed: uuid.UUID | None) -> list[uuid.UUID]:
    """What is chosen, with what the button that was pressed adds or takes out."""
    left = [each for each in chosen if each != removed]
    return [*left, added] if added and added not in left else left
