"""How fields look: the widgets of GOV.UK, with labels in bold and no empty hints."""

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
from wtforms import Field

Params = dict[str, Any]


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
