"""Amounts of money, in pounds as people write them and in pence as they are kept."""

import re
from typing import Any

from wtforms.validators import ValidationError

from directory.web.fields.text import TextField
from directory.web.fields.widgets import MoneyWidget

AMOUNT = re.compile(r"£?\s*(?P<pounds>[0-9]{1,6})(?:\.(?P<pence>[0-9]{1,2}))?")
AMOUNT_WANTED = "Enter an amount in pounds, like 3 or 2.50"


class MoneyField(TextField):
    """An amount in pounds, as people write it; `pence` is the answer."""

    widget = MoneyWidget()

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        attributes = {"inputmode": "decimal", "spellcheck": "false"}
        super().__init__(label, **{"width": 5, "longest": 12, "render_kw": attributes, **kwargs})

    @property
    def pence(self) -> int | None:
        """The amount; None where nothing was entered. Ask only of a form that was found to be right."""
        return read_pence(self.data) if self.data else None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.data and not validation_stopped and read_pence(self.data) is None:
            raise ValidationError(AMOUNT_WANTED)


def read_pence(text: str) -> int | None:
    """An amount in pounds as typed, in pence: "£2.50", "3". None for anything else."""
    found = AMOUNT.fullmatch(text)
    return int(found["pounds"]) * 100 + int((found["pence"] or "").ljust(2, "0")) if found else None


def shown_pence(pence: int | None) -> str:
    """An amount as a box for pounds shows it."""
    if pence is None:
        return ""
    return f"{pence // 100}.{pence % 100:02}" if pence % 100 else str(pence // 100)
