"""Form fields with the GOV.UK widgets, set up as our pages want them.

Every field takes `required=` with the sentence shown where nothing was entered; without it the field may be left
empty. Text comes stripped, with plain line ends and without characters a database would refuse.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from govuk_frontend_wtf.wtforms_widgets import (
    GovCharacterCount,
    GovCheckboxesInput,
    GovDateInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextInput,
)
from markupsafe import Markup
from wtforms import (
    DateField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from directory.web.messages import PlainWords

Params = dict[str, Any]
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
LONGEST_NUMBER = 18
AMOUNT = re.compile(r"£?\s*(?P<pounds>[0-9]{1,6})(?:\.(?P<pence>[0-9]{1,2}))?")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
AMOUNT_WANTED = "Enter an amount in pounds, like 3 or 2.50"
REAL_DATE = "Enter a real date, like 27 3 2026"


@dataclass(frozen=True)
class Choice:
    """One answer to choose, with a line of help under it where it needs one."""

    value: str
    label: str
    hint: str = ""


Choices = Sequence[Choice | tuple[str, str]]


def offered(choices: Choices) -> list[SelectChoice]:
    """Choices as WTForms wants them."""
    return [SelectChoice(*plain_choice(each)) for each in choices]


def plain_choice(choice: Choice | tuple[str, str] | SelectChoice) -> tuple[str, str]:
    if isinstance(choice, tuple):
        return choice
    return choice.value, choice.label


def tidy_text(text: str | None) -> str | None:
    """Text as it may be stored: stripped, with plain line ends, without control characters."""
    if text is None:
        return None
    return UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def presence(required: str) -> list[Any]:
    return [DataRequired(required)] if required else [Optional()]


class Tidy:
    """Labels in bold, no empty hint, and what the field itself says about its width and answers' help."""

    template: str

    def map_gov_params(self, field: Field, **kwargs: Any) -> Params:
        params: Params = super().map_gov_params(field, **kwargs)  # type: ignore[misc]
        if not (params.get("hint") or {}).get("text"):
            params["hint"] = None
        if "label" in params and isinstance(params["label"], dict):
            params["label"].setdefault("classes", "govuk-label--s")
        legend = (params.get("fieldset") or {}).get("legend")
        if legend is not None:
            legend.setdefault("classes", "govuk-fieldset__legend--s")
        classes = getattr(field, "classes", "")
        if classes:
            params["classes"] = f"{params.get('classes', '')} {classes}".strip()
        for item, hint in zip(params.get("items") or (), getattr(field, "hints", ()), strict=False):
            if hint:
                item["hint"] = {"text": hint}
        return params

    def render(self, params: Params) -> Markup:
        # Flask's render_template would call every context processor again for each box.
        template = current_app.jinja_env.get_template(self.template)
        return Markup(template.render(params=params))  # noqa: S704 - made by a template, which escapes


class TextWidget(Tidy, GovTextInput):
    pass


class CountedTextWidget(Tidy, GovCharacterCount):
    def map_gov_params(self, field: Field, **kwargs: Any) -> Params:
        counted = {"maxlength": field.longest, "threshold": "75", "rows": field.rows}
        return {**super().map_gov_params(field, **kwargs), **counted}


class MoneyWidget(TextWidget):
    def map_gov_params(self, field: Field, **kwargs: Any) -> Params:
        return {**super().map_gov_params(field, **kwargs), "prefix": {"text": "£"}}


class PasswordWidget(Tidy, GovPasswordInput):
    pass


class SelectWidget(Tidy, GovSelect):
    pass


class RadiosWidget(Tidy, GovRadioInput):
    pass


class CheckboxesWidget(Tidy, GovCheckboxesInput):
    pass


class DayWidget(Tidy, GovDateInput):
    def map_gov_params(self, field: Field, **kwargs: Any) -> Params:
        # The widget unpacks three values; a request may bring any number.
        if field.raw_data is not None:
            field.raw_data = [*field.raw_data, "", "", ""][:3]
        return super().map_gov_params(field, **kwargs)


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
        limit = Length(max=longest, message=f"Keep it to {longest:,} characters")
        super().__init__(
            label, [*presence(required), limit, *validators], filters=[tidy_text], description=hint, **kwargs
        )
        self.classes = f"govuk-input--width-{width}" if width else ""
        self.longest = longest


class EmailField(TextField):
    """An email address. Whether it looks like one is for the schema."""

    def __init__(self, label: str = "Email address", **kwargs: Any) -> None:
        super().__init__(
            label,
            **{
                "longest": 254,
                "render_kw": {"type": "email", "autocomplete": "email", "spellcheck": "false"},
                **kwargs,
            },
        )


class PostcodeField(TextField):
    def __init__(self, label: str = "Postcode", **kwargs: Any) -> None:
        attributes = {"autocomplete": "postal-code", "spellcheck": "false"}
        super().__init__(label, **{"longest": 20, "width": 10, "render_kw": attributes, **kwargs})


class LongTextField(TextField):
    """Several lines of text, with a count of characters left near the limit."""

    widget = CountedTextWidget()

    def __init__(self, label: str = "", *, rows: int = 5, longest: int = 4_000, **kwargs: Any) -> None:
        super().__init__(label, longest=longest, **kwargs)
        self.rows = rows


class SecretField(PasswordField):
    """A password. It is never stripped, never shown again."""

    widget = PasswordWidget()

    def __init__(
        self,
        label: str = "Password",
        *,
        required: str = "",
        hint: str = "",
        **kwargs: Any,
    ) -> None:
        validators = [DataRequired(required) if required else Optional(), Length(max=1_000)]
        super().__init__(label, validators, description=hint, render_kw={"autocomplete": "current-password"}, **kwargs)


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
        limits = NumberRange(least, most, f"Enter a whole number from {least:,} to {most:,}")
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


class RowForm(Form):
    """One row of a form with rows. `row_id` says which of the rows there are it is; a new one has none."""

    class Meta(Form.Meta):
        def get_translations(self, form: Any) -> PlainWords:
            return PlainWords()

    row_id = HiddenField()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered in it."""
        return not any(field.data for field in self if not isinstance(field, HiddenField))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the row can be used; an empty one is left out, and nothing is missing in it."""
        is_valid = super().validate(extra_validators)
        wrong = {} if self.is_empty else self.what_is_wrong()
        for name, message in wrong.items():
            self[name].errors = self[name].errors or [message]
        return is_valid and not wrong

    def what_is_wrong(self) -> dict[str, str]:
        """By question, what the answers of a row say together that cannot be."""
        return {}


class RowsField(FieldList):
    """Rows of a small form, one after another."""

    def __init__(self, row: type[RowForm], *, most: int = 20, **kwargs: Any) -> None:
        super().__init__(FormField(row), max_entries=most, **kwargs)

    def _extract_indices(self, prefix: str, formdata: Any) -> Any:
        # WTForms takes "²" for a number and counts as far as the sender likes.
        beginning = f"{prefix}-"
        sent = {key.removeprefix(beginning).split("-", 1)[0] for key in formdata if key.startswith(beginning)}
        return sorted(int(each) for each in sent if each.isascii() and each.isdecimal() and len(each) < 4)


class ChoosingField:
    """What fields with answers to choose share: plain choices in, help under each answer."""

    hints: Sequence[str] = ()

    def offer(self, choices: Choices) -> None:
        """Set the answers, where a page has to find them first."""
        self.choices = offered(choices)
        self.hints = [each.hint if isinstance(each, Choice) else "" for each in choices]


class OneOfField(ChoosingField, RadioField):
    """Radio buttons. `inline` puts two short answers side by side, `small` is for filters."""

    widget = RadiosWidget()

    def __init__(
        self,
        label: str = "",
        choices: Choices = (),
        *,
        required: str = "",
        hint: str = "",
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, presence(required), description=hint, choices=offered(choices), **kwargs)
        self.offer(choices)
        self.classes = " ".join(["govuk-radios--inline"] * inline + ["govuk-radios--small"] * small)


class AnyOfField(ChoosingField, SelectMultipleField):
    """Check boxes; the answer is a list. `columns` puts short answers beside one another."""

    widget = CheckboxesWidget()

    def __init__(
        self,
        label: str = "",
        choices: Choices = (),
        *,
        required: str = "",
        hint: str = "",
        small: bool = False,
        columns: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, presence(required), description=hint, choices=offered(choices), **kwargs)
        self.offer(choices)
        self.classes = " ".join(["govuk-checkboxes--small"] * small + ["lp-columns"] * columns)


class PickField(ChoosingField, SelectField):
    """A drop-down, for lists too long for radio buttons. `empty` is the words of the first, empty answer."""

    widget = SelectWidget()

    def __init__(
        self,
        label: str = "",
        choices: Choices = (),
        *,
        required: str = "",
        hint: str = "",
        empty: str = "",
        **kwargs: Any,
    ) -> None:
        self.empty = empty
        super().__init__(label, presence(required), description=hint, choices=[], **kwargs)
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        super().offer([("", self.empty), *map(plain_choice, choices)] if self.empty else choices)


class DayField(DateField):
    """A date in three boxes. Months may be written as words. A single ISO date is understood too."""

    widget = DayWidget()

    def __init__(self, label: str = "", *, required: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(label, (), format="%d %m %Y", description=hint, **kwargs)
        self.required = required

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        parts = [each.strip() for each in valuelist if isinstance(each, str)]
        self.data = read_day(parts) if any(parts) else None

    def pre_validate(self, form: Any) -> None:
        # Not a validator: the ones of WTForms look only at the first box.
        if self.required and self.data is None and not self.process_errors:
            raise StopValidation(self.required)


def read_day(parts: Sequence[str]) -> date:
    """The date of day, month and year as typed. Raises ValueError with a sentence for the person."""
    try:
        if len(parts) == 1:
            return date.fromisoformat(parts[0])
        day, month, year = parts
        if len(year) != 4:
            raise ValueError
        return date(int(year), read_month(month), int(day))
    except ValueError:
        raise ValueError(REAL_DATE) from None


def read_month(text: str) -> int:
    return MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in MONTHS else int(text)
