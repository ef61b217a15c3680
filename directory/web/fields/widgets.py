"""How fields look: the widgets of GOV.UK, with labels in bold and no empty hints."""

from typing import Any

from babel import Locale
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
from wtforms import Field

from directory.translation import ENGLISH, current_language, gettext, noted

Params = dict[str, Any]
DAY_LABELS = (noted("Day"), noted("Month"), noted("Year"))


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
            # A page that only says how a legend looks means the one there is: the widget would leave it out.
            legend.setdefault("text", field.label.text)
            legend.setdefault("classes", "govuk-fieldset__legend--s")
        classes = getattr(field, "classes", "")
        if classes:
            params["classes"] = f"{params.get('classes', '')} {classes}".strip()
        for item, hint in zip(params.get("items") or (), getattr(field, "hints", ()), strict=False):
            if hint:
                item["hint"] = {"text": hint}
        if "errorMessage" in params:
            params["errorMessage"]["visuallyHiddenText"] = gettext("Error")
        return params

    def render(self, params: Params) -> Markup:
        # Flask's render_template would call every context processor again for each box.
        template = current_app.jinja_env.get_template(self.template)
        return Markup(template.render(params=params))  # noqa: S704 - made by a template, which escapes


class TextWidget(Tidy, GovTextInput):
    template = "components/text_box.html"


class CountedTextWidget(Tidy, GovCharacterCount):
    def map_gov_params(self, field: Field, **kwargs: Any) -> Params:
        counted = {"maxlength": field.longest, "threshold": "75", "rows": field.rows}
        return {**super().map_gov_params(field, **kwargs), **counted, **count_words(current_language())}


def count_words(language: str) -> Params:
    """What is said of the characters that are left; the script, which knows the English, puts in the number."""
    if language == ENGLISH:
        return {}
    return {
        "textareaDescriptionText": gettext("You can enter up to %{count} characters"),
        "charactersUnderLimitText": in_every_number(language, gettext("You have %{count} characters remaining")),
        "charactersAtLimitText": gettext("You have 0 characters remaining"),
        "charactersOverLimitText": in_every_number(language, gettext("You have %{count} characters too many")),
    }


def in_every_number(language: str, words: str) -> dict[str, str]:
    """The same words for each kind of number of a language: one, two, few and so on."""
    return dict.fromkeys(("other", *sorted(Locale.parse(language).plural_form.tags)), words)


class MoneyWidget(TextWidget):
    template = GovTextInput.template

    def map_gov_params(self, field: Field, **kwargs: Any) -> Params:
        return {**super().map_gov_params(field, **kwargs), "prefix": {"text": "£"}}


class PasswordWidget(Tidy, GovPasswordInput):
    pass


class SelectWidget(Tidy, GovSelect):
    pass


class ChoicesWidget(Tidy):
    """Many answers at once, by a template of ours that makes the same of them in a tenth of the time."""

    template = "components/choices.html"
    kind: str
    input_type: str

    def render(self, params: Params) -> Markup:
        template = current_app.jinja_env.get_template(self.template)
        made = template.render(params=params, kind=self.kind, type=self.input_type)
        return Markup(made)  # noqa: S704 - made by a template, which escapes


class RadiosWidget(ChoicesWidget, GovRadioInput):
    kind = "radios"


class CheckboxesWidget(ChoicesWidget, GovCheckboxesInput):
    kind = "checkboxes"


class DayWidget(Tidy, GovDateInput):
    def map_gov_params(self, field: Field, **kwargs: Any) -> Params:
        # The widget unpacks three values; a request may bring any number.
        if field.raw_data is not None:
            field.raw_data = [*field.raw_data, "", "", ""][:3]
        params: Params = super().map_gov_params(field, **kwargs)
        for item, label in zip(params["items"], DAY_LABELS, strict=True):
            item["label"] = gettext(label)
        return params
