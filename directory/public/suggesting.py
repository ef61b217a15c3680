"""Suggesting a group that is missing: by anybody, without an account."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.casework.references import make_reference, read_reference
from directory.catalogue.inputs import LONGEST_NAME
from directory.champions.onboarding.forms import begin_form, make_form_link
from directory.champions.suggesting.group_suggestion_inputs import (
    LONGEST_ABOUT,
    LONGEST_LINE,
    GroupSuggestionInput,
    GroupSuggestionSchema,
)
from directory.champions.suggesting.group_suggestions import suggest_group
from directory.db import transaction
from directory.errors import NotFound
from directory.public.blueprint import bp
from directory.translation import gettext
from directory.translation import lazy_gettext as _
from directory.web.fields.choices import OneOfField
from directory.web.fields.text import EmailField, LongTextField, TextField
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page
from directory.web.spam import OpenForm, count_sending


class SuggestGroupForm(OpenForm[GroupSuggestionInput]):
    schema = GroupSuggestionSchema

    name = TextField(
        _("What is it called?"),
        required=_("Enter the name of the group or activity"),
        longest=LONGEST_NAME,
        render_kw={"autocomplete": "off"},
    )
    about = LongTextField(
        _("What happens there, and when?"),
        required=_("Say what happens there"),
        hint=_("As you would tell a neighbour. Please name nobody without asking them"),
        rows=4,
        longest=LONGEST_ABOUT,
    )
    place = TextField(
        _("Where is it? (optional)"), hint=_("The name of the place, its street or postcode"), longest=LONGEST_LINE
    )
    contact = TextField(
        _("How can we reach the group?"),
        required=_("Say how we can reach the group"),
        hint=_("A phone number, an email address or a web page of the group. We ask them before we list them"),
        longest=LONGEST_LINE,
    )
    is_own = OneOfField(
        _("Do you run it?"),
        [("yes", _("Yes, I am one of those who run it")), ("no", _("No, I know of it"))],
        required=_("Say whether you run it"),
    )
    email = EmailField(_("Your email address, if we may ask you something (optional)"))


@bp.get("/suggest")
@open_to_all
def new_group_suggestion() -> ResponseReturnValue:
    return render_page("public/new_group_suggestion.html", form=show_form(SuggestGroupForm))


@bp.post("/suggest")
@open_to_all
@asks_again(new_group_suggestion)
def create_group_suggestion() -> ResponseReturnValue:
    """Keep what was told. Who runs the group goes on to tell the rest of it, or comes back to that by the link."""
    wanted = load_form(SuggestGroupForm)
    count_sending("suggestions of groups")
    with transaction() as db:
        suggestion = suggest_group(db, make_reference(), wanted)
        if suggestion.is_own and suggestion.is_open:
            token = make_form_link(db, None, begin_form(db, None, suggestion))
            return redirect(url_for("group_form.show_group_form", token=token), 303)
        reference = suggestion.reference
    return redirect(url_for("public.show_suggested", reference=reference), 303)


@bp.get("/suggest/<reference>")
@open_to_all
def show_suggested(reference: str) -> ResponseReturnValue:
    """What happens next, with the reference. The page knows nothing else, whoever opens it."""
    known = read_reference(reference)
    if known is None:
        raise NotFound(gettext("There is no such page."))
    return render_page("public/show_suggested.html", known)
