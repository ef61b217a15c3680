"""Complaining, or saying thanks, from one's own page. A complaint about somebody does not reach that person."""

from typing import Any

from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.casework.feedback.inputs import LONGEST_WORDS, FeedbackInput
from directory.casework.feedback.kinds import CameBy, FeedbackAbout, FeedbackKind, GivenBy
from directory.db import transaction
from directory.own_page.blueprint import bp
from directory.own_page.opening import back_to_page, find_opened
from directory.own_page.shown import PartPage, part_page
from directory.own_page.telling import MESSAGES_OF_A_LINK
from directory.rights.own_page import OwnPage, record_own_look, tell_of_support
from directory.security.limits import count_try
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, asks_again, show_form, take_form
from directory.web.pages import render_page, tell

ABOUT_COORDINATOR = FeedbackAbout.COLLEAGUE.value
ABOUT = [
    Choice(FeedbackAbout.SUPPORT.value, "The support I get"),
    Choice(ABOUT_COORDINATOR, "The person who supports me", "They do not read a complaint about them"),
    Choice(FeedbackAbout.WAITING.value, "How long something took"),
    Choice(FeedbackAbout.PRIVACY.value, "What is done with what I told you"),
    Choice(FeedbackAbout.ACCESS.value, "Getting in, or being understood"),
    Choice(FeedbackAbout.GROUP.value, "A group I went to"),
    Choice(FeedbackAbout.OTHER.value, "Something else"),
]


class OwnFeedbackForm(LynchpinForm[FeedbackInput]):
    kind = OneOfField(
        "What would you like to do?",
        [
            Choice(FeedbackKind.COMPLAINT.value, "Complain", "Your support stays the same, whatever you say"),
            Choice(FeedbackKind.COMPLIMENT.value, "Say thanks"),
        ],
        required="Choose whether you complain or say thanks",
    )
    about = OneOfField("What is it about?", ABOUT, required="Choose what it is about")
    words = LongTextField("In your words", required="Write what you want to say", rows=5, longest=LONGEST_WORDS)
    wish = LongTextField("What would put it right for you? (optional)", rows=2, longest=LONGEST_WORDS)

    def to_input(self) -> FeedbackInput:
        return FeedbackInput(
            kind=FeedbackKind(self.kind.data),
            given_by=GivenBy.CLIENT,
            came_by=CameBy.OWN_PAGE,
            about=FeedbackAbout(self.about.data),
            words=str(self.words.data),
            received_on=clock.today(),
            wish=self.wish.data or None,
        )


@bp.get("/<token>/feedback/new")
@open_to_all
def new_own_feedback(token: str) -> ResponseReturnValue:
    page: PartPage | None = None
    with transaction() as db:
        own = find_opened(db, token)
        if own is not None:
            record_own_look(db, own)
            page = part_page(own, token)
    if page is None:
        return back_to_page(token)
    form: Any = show_form(OwnFeedbackForm)
    return render_page("own_page/new_own_feedback.html", page, form=form)


@bp.post("/<token>/feedback")
@open_to_all
@asks_again(new_own_feedback)
def create_own_feedback(token: str) -> ResponseReturnValue:
    """Tell the managers of the team. A second click tells it once."""
    with transaction() as db:
        own: OwnPage | None = find_opened(db, token)
    if own is None:
        return back_to_page(token)
    count_try(MESSAGES_OF_A_LINK, "messages of a link", str(own.link.id))
    with transaction() as db:
        own = find_opened(db, token, to_change=True)
        if own is not None:
            form = take_form(OwnFeedbackForm)
            tell_of_support(db, own, form.load(), str(form.submission_key.data))
    if own is not None:
        tell("Thank you. We have it.")
    return back_to_page(token)
