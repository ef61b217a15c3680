"""Values that a page carries in hidden boxes."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from directory.web.fields.text import tidy_text

MOST = 60
LONGEST = 200
TOO_MANY = f"Choose {MOST} at most"


class CarriedField(Field):
    """Short texts, each once and in their order."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        found = ((tidy_text(each) or "")[:LONGEST] for each in valuelist[: MOST + 1])
        self.data = list(dict.fromkeys(each for each in found if each))

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if len(self.data or ()) > MOST:
            raise ValidationError(TOO_MANY)
