"""Fields that are made by templates of ours say what the macros of GOV.UK say."""

from html.parser import HTMLParser

import pytest
from flask import current_app
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from werkzeug.datastructures import MultiDict

from directory.web.fields.choices import AnyOfField, Choice, OneOfField
from directory.web.fields.text import EmailField, NumberField, PostcodeField, TextField
from directory.web.fields.widgets import ChoicesWidget, TextWidget
from directory.web.forms import QueryForm

ANSWERS = [Choice("a & b", "A & <b>"), Choice("c", 'C "quoted"', "Help with <c>"), Choice("d", "D")]
HIDDEN = {"fieldset": {"legend": {"classes": "govuk-visually-hidden"}}}


class AskingForm(QueryForm):
    plain_many = AnyOfField("Which & why?", ANSWERS)
    many = AnyOfField("Which?", ANSWERS, hint="Any <number>", small=True, columns=True)
    plain_one = OneOfField("Which one?", ANSWERS, validate_choice=False)
    one = OneOfField("Which one?", ANSWERS, required="Choose <one>", hint="Only one", inline=True)


class TypingForm(QueryForm):
    plain = TextField("Who & what?")
    hinted = TextField("Who?", hint="Any <name>", width=20, render_kw={"autocomplete": "name"})
    needed = TextField("Where?", required="Say <where>")
    place = PostcodeField("Postcode")
    mail = EmailField()
    people = NumberField("How many?", hint="You & others", most=12)


class Said(HTMLParser):
    """What a page says, whatever spaces stand between."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[object] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.parts.append((tag, sorted((name, " ".join((value or "").split())) for name, value in attrs)))

    def handle_endtag(self, tag):
        self.parts.append(tag)

    def handle_data(self, data):
        if data.strip():
            self.parts.append(" ".join(data.split()))


@pytest.mark.parametrize("params", [{}, HIDDEN], ids=["legend seen", "legend hidden"])
@pytest.mark.parametrize(
    "answered", [{}, {"many": ["c", "d"], "plain_one": "a & b", "one": "c"}], ids=["new", "answered"]
)
@pytest.mark.parametrize("name", ["plain_many", "many", "plain_one", "one"])
def test_choices_say_what_those_of_govuk_say(demo_app, monkeypatch, name, answered, params):
    with demo_app.test_request_context():
        form = AskingForm(MultiDict(answered))
        form.validate()
        made = form[name](params=params)
        monkeypatch.setattr(ChoicesWidget, "render", made_by_govuk)

        theirs = form[name](params=params)

    assert Said(made).parts == Said(theirs).parts


def made_by_govuk(widget, params):
    return current_app.jinja_env.get_template(f"govuk_frontend_wtf/{widget.kind}.html").render(params=params)


@pytest.mark.parametrize("params", [{}, {"label": {"classes": "govuk-visually-hidden"}}], ids=["label seen", "hidden"])
@pytest.mark.parametrize(
    "answered", [{}, {"plain": 'A "B" & <c>', "people": "77", "hinted": "D"}], ids=["new", "answered"]
)
@pytest.mark.parametrize("name", ["plain", "hinted", "needed", "place", "mail", "people"])
def test_boxes_for_words_say_what_those_of_govuk_say(demo_app, monkeypatch, name, answered, params):
    with demo_app.test_request_context():
        form = TypingForm(MultiDict(answered))
        form.validate()
        made = form[name](params=params)
        monkeypatch.setattr(TextWidget, "template", GovTextInput.template)

        theirs = form[name](params=params)

    assert Said(made).parts == Said(theirs).parts
