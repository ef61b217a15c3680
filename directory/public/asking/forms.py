"""The questions that are asked of who asks for support, a page each."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import ValidationError

from directory import clock
from directory.casework.inputs import LONGEST_LINE, LONGEST_NOTE, LONGEST_STATEMENT, ContactBy
from directory.casework.referrals_in.referral_states import GpAnswer
from directory.casework.rules import what_is_wrong_with_birth, what_is_wrong_with_phone
from directory.catalogue.inputs import is_email
from directory.geo.postcodes import Postcode, PostcodeNotUnderstood, parse_postcode
from directory.translation import lazy_gettext as _
from directory.web.fields.choices import AnyOfField, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import EmailField, LongTextField, PostcodeField, TextField
from directory.web.forms import LynchpinForm
from directory.web.spam import OpenForm

YES, NO = "yes", "no"
YES_NO = ((YES, _("Yes")), (NO, _("No")))
NO_WAY_TO_REACH = _("Give us one way to reach you: a phone number, an email address, or another way")
# A browser would fill in who sits before it, and not who is asked about.
NOT_OURS = {"autocomplete": "off", "spellcheck": "false"}
CONTACT_WORDS = {
    ContactBy.CALL: _("Phone call"),
    ContactBy.MESSAGE: _("Text message"),
    ContactBy.EMAIL: _("Email"),
    ContactBy.LETTER: _("Letter"),
}
GP_WORDS = ((GpAnswer.YES.value, _("Yes")), (GpAnswer.NO.value, _("No")), (GpAnswer.NOT_SURE.value, _("I am not sure")))


def own_phone() -> TextField:
    return TextField(
        _("Your phone number (optional)"),
        width=20,
        longest=50,
        render_kw={"type": "tel", "autocomplete": "tel", "spellcheck": "false"},
    )


def good_times() -> TextField:
    return TextField(
        _("When is a good time? (optional)"), hint=_("For example: Tuesdays after 2pm"), longest=LONGEST_LINE
    )


def help_to_talk() -> TextField:
    return TextField(
        _("Interpreter, or other help to talk (optional)"),
        hint=_("For example: an Urdu interpreter, British Sign Language, large print"),
        longest=LONGEST_LINE,
    )


def safe_to_leave_message() -> OneOfField:
    return OneOfField(
        _("Is it safe to leave a message?"),
        YES_NO,
        hint=_("On your voicemail, or with somebody who answers"),
        required=_("Say whether it is safe to leave a message"),
        inline=True,
    )


def safe_to_leave_them_a_message() -> OneOfField:
    """The same of somebody else, of whom one may not know it."""
    return OneOfField(
        _("Is it safe to leave them a message?"),
        (*YES_NO, ("", _("I do not know"))),
        hint=_("On their voicemail, or with somebody who answers"),
        default="",
        small=True,
    )


def another_way_to_reach_them() -> LongTextField:
    return LongTextField(
        _("Another way to reach them, or something we must take care of (optional)"),
        hint=_("For example: only text, others read their email; or through the school nurse"),
        rows=2,
        longest=LONGEST_NOTE,
    )


def how_they_like_it() -> OneOfField:
    return OneOfField(
        _("How would they like us to get in touch? (optional)"),
        [(each.value, words) for each, words in CONTACT_WORDS.items()],
        small=True,
    )


class StepForm(LynchpinForm[dict[str, Any]]):
    """The questions of one page. What they say is put together once all are answered.

    `leads_to` has, for a question with answers to choose from, which more are asked under which answer.
    """

    leads_to: ClassVar[Mapping[str, Mapping[str, Sequence[str]]]] = {}

    def to_input(self) -> dict[str, Any]:
        return {field.name: field.data for field in self.questions if field.data not in (None, "", [])}

    @property
    def questions(self) -> list[Any]:
        """What people see of it, in order."""
        return [field for field in self if field.name not in ("csrf_token", "submission_key")]

    @property
    def blocks(self) -> list[tuple[Any, list[list[Any]]]]:
        """The questions as they stand on the page: each with those under its answers, answer by answer."""
        inner = {name for answers in self.leads_to.values() for names in answers.values() for name in names}
        return [(each, self.under(each)) for each in self.questions if each.name not in inner]

    def under(self, field: Any) -> list[list[Any]]:
        answers = self.leads_to.get(field.name)
        if answers is None:
            return []
        return [[self[name] for name in answers.get(value, ())] for value, *_rest in field.iter_choices()]


class PlaceQuestion:
    """Where somebody lives."""

    postcode: PostcodeField

    def validate_postcode(self, field: Any) -> None:
        """Keep the postcode in its usual form."""
        field.data = str(read_postcode(field.data))

    def find_outward(self) -> str:
        """The first half of the postcode."""
        return parse_postcode(self.postcode.data or "").outward


def read_postcode(typed: str) -> Postcode:
    try:
        return parse_postcode(typed)
    except PostcodeNotUnderstood as error:
        raise ValidationError(str(error)) from None


class PlaceForm(PlaceQuestion, StepForm):
    """Whether the service is likely the right one; nobody is turned away by what they answer."""

    postcode = PostcodeField(
        _("Your postcode"),
        required=_("Enter your postcode, or the first half of it"),
        hint=_("The first half, like LS11, is enough. If you have no address, give one where you often are"),
    )
    born_on = DayField(_("Your date of birth (optional)"), hint=_("For example, 27 3 1950"))
    has_gp = OneOfField(
        _("Are you registered with a GP surgery?"), GP_WORDS, required=_("Say whether you are registered with a GP")
    )

    def validate_born_on(self, field: Any) -> None:
        refuse(what_is_wrong_with_birth(field.data, clock.today()))


class PlaceOfOtherForm(PlaceForm):
    postcode = PostcodeField(
        _("Their postcode"),
        required=_("Enter their postcode, or the first half of it"),
        hint=_("The first half, like LS11, is enough. If they have no address, give one where they often are"),
        render_kw=NOT_OURS,
    )
    born_on = DayField(_("Their date of birth (optional)"), hint=_("For example, 27 3 1950"))
    has_gp = OneOfField(
        _("Are they registered with a GP surgery?"),
        (*GP_WORDS[:2], (GpAnswer.NOT_SURE.value, _("I do not know"))),
        required=_("Say whether they are registered with a GP"),
    )


class ReachForm(StepForm):
    """Who it is, and how to reach them without putting them in danger."""

    name = TextField(
        _("Your name"), required=_("Enter your name"), width=20, longest=200, render_kw={"autocomplete": "name"}
    )
    phone = own_phone()
    email = EmailField(_("Your email address (optional)"))
    safe_contact = LongTextField(
        _("Another way to reach you, or something we must take care of (optional)"),
        hint=_("For example: only text, my husband reads my email; or ask for me at the library"),
        rows=2,
        longest=LONGEST_NOTE,
    )
    may_leave_message = safe_to_leave_message()
    contact_by = OneOfField(
        _("How would you like us to get in touch? (optional)"),
        [(each.value, words) for each, words in CONTACT_WORDS.items()],
        small=True,
    )
    contact_times = good_times()

    def validate_phone(self, field: Any) -> None:
        refuse(what_is_wrong_with_phone(field.data))

    def validate_email(self, field: Any) -> None:
        if not is_email(field.data):
            raise ValidationError(str(_("Enter an email address, like name@example.org")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all can be used, and there is one way to reach somebody."""
        is_valid = bool(super().validate(extra_validators))
        if any(self[name].data or self[name].errors for name in ("phone", "email", "safe_contact")):
            return is_valid
        self.phone.errors = [str(NO_WAY_TO_REACH)]
        return False


class ReachOtherForm(ReachForm):
    """The same of somebody else. Every question is asked anew, so that they stay in their order."""

    name = TextField(_("Their name"), required=_("Enter their name"), width=20, longest=200, render_kw=NOT_OURS)
    phone = TextField(_("Their phone number (optional)"), width=20, longest=50, render_kw={"type": "tel", **NOT_OURS})
    email = EmailField(_("Their email address (optional)"), render_kw={"type": "email", **NOT_OURS})
    safe_contact = another_way_to_reach_them()
    may_leave_message = safe_to_leave_them_a_message()
    contact_by = how_they_like_it()
    contact_times = good_times()


class NeedsForm(StepForm):
    """What would help, in somebody's own words, and what they need to come and talk."""

    statement = LongTextField(
        _("What would you like help with? (optional)"),
        hint=_(
            "Say as much or as little as you like. What is hard just now? What do you enjoy, and what do you not want?"
        ),
        rows=6,
        longest=LONGEST_STATEMENT,
    )
    access_needs = LongTextField(
        _("What helps you to take part? (optional)"),
        hint=_("For example: a step-free way in, a quiet room, somebody to come with you"),
        rows=2,
        longest=LONGEST_NOTE,
    )
    language = TextField(_("The language you speak best (optional)"), width=20, longest=LONGEST_LINE)
    interpreter = help_to_talk()


class KnowsForm(StepForm):
    """Whether the person knows, before anything is asked about them."""

    knows = OneOfField(
        _("Have you asked them, and do they want us to get in touch?"),
        YES_NO,
        required=_("Say whether they want us to get in touch"),
    )


class FriendForm(PlaceQuestion, StepForm):
    """All that a friend or relative may tell: who it is, and how to reach them safely."""

    name = TextField(_("Their name"), required=_("Enter their name"), width=20, longest=200, render_kw=NOT_OURS)
    safe_contact = LongTextField(
        _("How can we reach them safely?"),
        required=_("Say how we can reach them safely"),
        hint=_("A phone number, an email address or a place, and what to take care of. Please tell us nothing else"),
        rows=3,
        longest=LONGEST_NOTE,
    )
    may_leave_message = safe_to_leave_them_a_message()
    postcode = PostcodeField(
        _("The first half of their postcode"),
        required=_("Enter the first half of their postcode, like LS11"),
        hint=_("Like LS11. It tells us which team helps there, and we do not keep it"),
        render_kw=NOT_OURS,
    )


class AgreeForm(OpenForm[bool]):
    """The last page: somebody has read everything, and agrees."""

    agree = AnyOfField(_("Do you agree?"), [(YES, _("Yes, I agree"))], required=_("Tick the box if you agree"))

    def to_input(self) -> bool:
        return True


def refuse(problem: str) -> None:
    if problem:
        raise ValidationError(problem)
