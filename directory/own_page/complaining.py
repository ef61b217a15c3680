"""Complaining, or saying thanks, from one's own page. A complaint about somebody does not reach that person."""

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import open_to_all
from directory.casework.feedback.inputs import LONGEST_WORDS, FeedbackInput
from directory.casework.feedback.kinds import CameBy, FeedbackAbout, FeedbackKind, GivenBy
from directory.own_page.blueprint import bp
from directory.own_page.opening import back_to_page
from directory.own_page.telling import show_telling, tell_team
from directory.rights.own_page import OwnPage, tell_of_support
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, asks_again, take_form
from directory.web.pages import tell

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
    return show_telling(token, "own_page/new_own_feedback.html", OwnFeedbackForm)


@bp.post("/<token>/feedback")
@open_to_all
@asks_again(new_own_feedback)
def create_own_feedback(token: str) -> ResponseReturnValue:
    """Tell the managers of the team. A second click tells it once."""
    if tell_team(token, keep_feedback):
        tell("Thank you. We have it.")
    return back_to_page(token)


def keep_feedback(db: Session, own: OwnPage) -> None:
    form = take_form(OwnFeedbackForm)
    tell_of_support(db, own, form.load(), str(form.submission_key.data))
