"""Words and whole numbers to type."""

import re
from collections.abc import Sequence
from typing import Any

from wtforms import IntegerField, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from directory.translation import lazy_gettext, noted
from directory.web.fields.widgets import CountedTextWidget, PasswordWidget, TextWidget

UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
LONGEST_NUMBER = 18
KEEP_TO = noted("Keep it to %(number)s characters")
WHOLE_NUMBER = noted("Enter a whole number from %(least)s to %(most)s")


def tidy_text(text: str | None) -> str | None:
    """Text as it may be stored: stripped, with plain line ends, without control characters."""
    if text is None:
        return None
    return UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def presence(required: str) -> list[Any]:
    return [DataRequired(required)] if required else [Optional()]


class TextField(StringField):
    """One line of text. `width` is in characters, as GOV.UK has it: 2, 3, 4, 5, 10, 20, or 0 for the full column."""

    widget = TextWidget()

    def __init__(
        self,
        label: str = "",
        *,
        required: str = "",
        hint: str = "",
        width: int = 0,
        longest: int = 500,
        validators: Sequence[Any] = (),
        **kwargs: Any,
    ) -> None:
        limit = Length(max=longest, message=lazy_gettext(KEEP_TO, number=f"{longest:,}"))
        super().__init__(
            label, [*presence(required), limit, *validators], filters=[tidy_text], description=hint, **kwargs
        )
        self.classes = f"govuk-input--width-{width}" if width else ""
        self.longest = longest


class EmailField(TextField):
    """An email address. Whether it looks like one is for the schema."""

    def __init__(self, label: str = lazy_gettext("Email address"), **kwargs: Any) -> None:
        super().__init__(
            label,
            **{
                "longest": 254,
                "render_kw": {"type": "email", "autocomplete": "email", "spellcheck": "false"},
                **kwargs,
            },
        )


class PostcodeField(TextField):
    def __init__(self, label: str = lazy_gettext("Postcode"), **kwargs: Any) -> None:
        attributes = {"autocomplete": "postal-code", "spellcheck": "false"}
        super().__init__(label, **{"longest": 20, "width": 10, "render_kw": attributes, **kwargs})


class LongTextField(TextField):
    """Several lines of text, with a count of characters left near the limit."""

    widget = CountedTextWidget()

    def __init__(self, label: str = "", *, rows: int = 5, longest: int = 4_000, **kwargs: Any) -> None:
        super().__init__(label, longest=longest, **kwargs)
        self.rows = rows


class SecretField(PasswordField):
    """A password, or with `is_new` one to be chosen. It is never stripped, never shown again."""

    widget = PasswordWidget()

    def __init__(
        self,
        label: str = "Password",
        *,
        required: str = "",
        hint: str = "",
        is_new: bool = False,
        **kwargs: Any,
    ) -> None:
        validators = [DataRequired(required) if required else Optional(), Length(max=1_000)]
        attributes = {"autocomplete": "new-password" if is_new else "current-password"}
        super().__init__(label, validators, description=hint, render_kw=attributes, **kwargs)


class NumberField(IntegerField):
    """A whole number, typed as text: spinners lose what people typed."""

    widget = TextWidget()

    def __init__(
        self,
        label: str = "",
        *,
        required: str = "",
        hint: str = "",
        width: int = 4,
        least: int = 0,
        most: int = 1_000_000,
        **kwargs: Any,
    ) -> None:
        limits = NumberRange(least, most, lazy_gettext(WHOLE_NUMBER, least=f"{least:,}", most=f"{most:,}"))
        # DataRequired would refuse nought.
        first = InputRequired(required) if required else Optional()
        attributes = {"inputmode": "numeric", "spellcheck": "false"}
        super().__init__(label, [first, limits], description=hint, render_kw=attributes, **kwargs)
        self.classes = f"govuk-input--width-{width}" if width else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        # WTForms compares numbers as floats, and one of hundreds of digits is none.
        if valuelist and len(valuelist[0]) > LONGEST_NUMBER:
            self.data = None
            raise ValueError(self.gettext("Not a valid integer value."))
        super().process_formdata(valuelist)
