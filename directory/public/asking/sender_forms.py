"""The questions that are asked of who refers somebody as their work: a professional, or a voluntary organisation."""

from typing import Any, ClassVar

from wtforms import ValidationError

from directory import clock
from directory.casework.inputs import LONGEST_LINE, LONGEST_NOTE, LONGEST_STATEMENT
from directory.casework.nhs_numbers import what_is_wrong_with_nhs_number
from directory.casework.practice_codes import what_is_wrong_with_practice
from directory.casework.referrals_in.referral_details import AgreementSaid, ReferrerKind, SharingSaid, Urgency
from directory.casework.safety.inputs import LONGEST_SAFETY_NOTE
from directory.casework.safety.kinds import ConcernKind, RiskKind, RisksAnswer
from directory.public.asking.forms import (
    NO,
    NOT_OURS,
    YES,
    ReachOtherForm,
    StepForm,
    another_way_to_reach_them,
    good_times,
    help_to_talk,
    how_they_like_it,
    refuse,
    safe_to_leave_them_a_message,
)
from directory.translation import lazy_gettext as _
from directory.web.fields.choices import AnyOfField, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import EmailField, LongTextField, TextField

RISK_WORDS = {
    RiskKind.TO_THEMSELF: _("They may harm themself"),
    RiskKind.TO_OTHERS: _("They may harm others"),
    RiskKind.FROM_OTHERS: _("Others may harm them"),
    RiskKind.FALLS: _("Falls"),
    RiskKind.HOME_VISIT: _("Going to their home: a dog, stairs, who else is there"),
    RiskKind.INFECTION: _("Infection"),
    RiskKind.OTHER: _("Another risk"),
}
CONCERN_WORDS = {
    ConcernKind.PHYSICAL: _("Physical abuse"),
    ConcernKind.DOMESTIC: _("Domestic abuse"),
    ConcernKind.SEXUAL: _("Sexual abuse"),
    ConcernKind.PSYCHOLOGICAL: _("Cruel words or threats"),
    ConcernKind.FINANCIAL: _("Money or belongings taken"),
    ConcernKind.SLAVERY: _("Modern slavery"),
    ConcernKind.DISCRIMINATORY: _("Abuse for who they are"),
    ConcernKind.ORGANISATIONAL: _("Harm where they are cared for"),
    ConcernKind.NEGLECT: _("Neglect by others"),
    ConcernKind.SELF_NEGLECT: _("Not looking after themself"),
    ConcernKind.CHILD: _("A child at risk"),
    ConcernKind.OTHER: _("Something else"),
}
KIND_WORDS = {
    ReferrerKind.GP: _("GP"),
    ReferrerKind.AT_PRACTICE: _("Somebody else at a GP surgery"),
    ReferrerKind.HOSPITAL: _("Hospital, or nurses who visit"),
    ReferrerKind.MENTAL_HEALTH: _("Mental health service"),
    ReferrerKind.SOCIAL_CARE: _("Social care or council"),
    ReferrerKind.HOUSING: _("Housing"),
    ReferrerKind.OTHER: _("Another profession"),
}
URGENCY_WORDS = {
    Urgency.ROUTINE: _("It can wait its turn"),
    Urgency.SOON: _("Soon"),
    Urgency.URGENT: _("Urgent"),
}
AGREEMENT_WORDS = {
    AgreementSaid.AGREED: _("Yes, they know of it and want it"),
    AgreementSaid.KNOWS: _("They know of it, and have not decided yet"),
    AgreementSaid.NOT_TOLD: _("They do not know of it yet"),
    AgreementSaid.BEST_INTERESTS: _("They cannot decide it, and it is best for them"),
}
SHARING_WORDS = {
    SharingSaid.YES: _("Yes"),
    SharingSaid.NO: _("No"),
    SharingSaid.NOT_ASKED: _("I did not ask"),
}


class PersonForm(ReachOtherForm):
    """Who it is, with the number that tells them from everybody else. Every question is asked anew, in order."""

    name = TextField(_("Their name"), required=_("Enter their name"), width=20, longest=200, render_kw=NOT_OURS)
    nhs_number = TextField(
        _("Their NHS number (optional)"),
        hint=_("Ten digits, like 999 012 3454"),
        width=20,
        longest=20,
        render_kw={"inputmode": "numeric", **NOT_OURS},
    )
    phone = TextField(_("Their phone number (optional)"), width=20, longest=50, render_kw={"type": "tel", **NOT_OURS})
    email = EmailField(_("Their email address (optional)"), render_kw={"type": "email", **NOT_OURS})
    safe_contact = another_way_to_reach_them()
    may_leave_message = safe_to_leave_them_a_message()
    contact_by = how_they_like_it()
    contact_times = good_times()

    def validate_nhs_number(self, field: Any) -> None:
        refuse(what_is_wrong_with_nhs_number(field.data) if field.data else "")


class ReasonForm(StepForm):
    """Why somebody is referred: as the sender sees it, and as the person says it, apart."""

    reason = LongTextField(
        _("Why do you refer them?"),
        required=_("Say why you refer them"),
        hint=_("As you see it. They can ask to read this"),
        rows=4,
        longest=LONGEST_STATEMENT,
    )
    statement = LongTextField(
        _("What do they say themself? (optional)"),
        hint=_(
            "In their own words, as far as you can. What is hard just now? What do they enjoy, and what do they not"
            " want?"
        ),
        rows=4,
        longest=LONGEST_STATEMENT,
    )
    urgency = OneOfField(
        _("How urgent is it, as you see it? (optional)"),
        [(each.value, words) for each, words in URGENCY_WORDS.items()],
        small=True,
    )


class TakingPartForm(StepForm):
    """What helps somebody to take part."""

    access_needs = LongTextField(
        _("What helps them to take part? (optional)"),
        hint=_("For example: a step-free way in, a quiet room, somebody to come with them"),
        rows=2,
        longest=LONGEST_NOTE,
    )
    language = TextField(_("The language they speak best (optional)"), width=20, longest=LONGEST_LINE)
    interpreter = help_to_talk()


class RisksForm(StepForm):
    """Whether risks are known. One press answers it, where none are."""

    leads_to: ClassVar = {"risks_answer": {RisksAnswer.TOLD.value: ("risk_kinds", "risk_words", "risk_since")}}

    risks_answer = OneOfField(
        _("Do you know of any risk?"),
        [(RisksAnswer.NONE_KNOWN.value, _("No known risks")), (RisksAnswer.TOLD.value, _("Yes"))],
        hint=_("To them, to others, or to whoever visits them"),
        required=_("Say whether you know of any risk"),
    )
    risk_kinds = AnyOfField(
        _("What kind of risk?"), [(each.value, words) for each, words in RISK_WORDS.items()], small=True
    )
    risk_words = LongTextField(
        _("What should we know?"),
        hint=_("What may happen, and what helps. Everybody of the team who works with them reads this"),
        rows=3,
        longest=LONGEST_SAFETY_NOTE,
    )
    risk_since = DayField(_("Since when, if you know (optional)"), hint=_("For example, 27 3 2026"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether who knows of a risk says which, and who knows of none tells of none."""
        is_valid = bool(super().validate(extra_validators))
        if self.risks_answer.data == RisksAnswer.TOLD.value and not self.risk_kinds.data:
            return complain(self.risk_kinds, _("Choose what kind of risk it is"))
        if self.risks_answer.data == RisksAnswer.NONE_KNOWN.value and (self.risk_kinds.data or self.risk_words.data):
            return complain(
                self.risks_answer, _("You told of a risk under “Yes”. Choose “Yes”, or take it out there first")
            )
        return is_valid

    def validate_risk_since(self, field: Any) -> None:
        refuse_future(field.data)

    def to_input(self) -> dict[str, Any]:
        """The answer, and a risk of each kind with the same words."""
        since = self.risk_since.data.isoformat() if self.risk_since.data else None
        risks = [{"kind": each, "words": self.risk_words.data, "since": since} for each in self.risk_kinds.data or ()]
        return {"risks_answer": self.risks_answer.data, "risks": risks}


class SafeguardingForm(StepForm):
    """Whether there is a worry that somebody is harmed or neglected. Few read it."""

    leads_to: ClassVar = {"has_concern": {YES: ("concern_kind", "concern_words", "concern_on")}}

    has_concern = OneOfField(
        _("Is there a safeguarding concern?"),
        ((NO, _("No, none that I know of")), (YES, _("Yes"))),
        hint=_(
            "That somebody is harmed or neglected, or may be. Only their link worker and the managers read it. It"
            " does not replace your report to the council. In danger now? Ring 999"
        ),
        required=_("Say whether there is a safeguarding concern"),
    )
    concern_kind = PickField(
        _("What may it be?"),
        [(each.value, words) for each, words in CONCERN_WORDS.items()],
        empty=_("Choose what it may be"),
    )
    concern_words = LongTextField(_("What do you know, and what was done?"), rows=3, longest=LONGEST_SAFETY_NOTE)
    concern_on = DayField(_("Since when, if you know (optional)"), hint=_("For example, 27 3 2026"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether who has a concern says what it is, and who has none tells of none."""
        is_valid = bool(super().validate(extra_validators))
        if self.has_concern.data == YES and not self.concern_kind.data:
            is_valid = complain(self.concern_kind, _("Choose what it may be"))
        if self.has_concern.data == YES and not self.concern_words.data:
            is_valid = complain(self.concern_words, _("Say what worries you"))
        if self.has_concern.data == NO and (self.concern_kind.data or self.concern_words.data):
            is_valid = complain(
                self.has_concern, _("You told of a concern under “Yes”. Choose “Yes”, or take it out there first")
            )
        return is_valid

    def validate_concern_on(self, field: Any) -> None:
        refuse_future(field.data)

    def to_input(self) -> dict[str, Any]:
        if self.has_concern.data != YES:
            return {}
        noticed_on = self.concern_on.data.isoformat() if self.concern_on.data else None
        told = {"kind": self.concern_kind.data, "words": self.concern_words.data, "noticed_on": noticed_on}
        return {"concerns": [told]}


class AgreementForm(StepForm):
    """What the person thinks of it, as the sender says. We ask them ourselves all the same."""

    agreement_said = OneOfField(
        _("Do they know of this referral, and want it?"),
        [(each.value, words) for each, words in AGREEMENT_WORDS.items()],
        required=_("Say whether they know of this and want it"),
    )
    sharing_said = OneOfField(
        _("Do they agree that you share this information with us? (optional)"),
        [(each.value, words) for each, words in SHARING_WORDS.items()],
        small=True,
    )
    sharing_why = LongTextField(
        _("If they have not agreed to either: why?"),
        hint=_("For example: they could not be asked, or somebody listened. The team talks with them first"),
        rows=2,
        longest=LONGEST_NOTE,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it is said why, where the person has not agreed."""
        is_valid = bool(super().validate(extra_validators))
        agreed, shared = self.agreement_said.data, self.sharing_said.data
        has_agreed = agreed == AgreementSaid.AGREED.value and shared != SharingSaid.NO.value
        if agreed and not has_agreed and not self.sharing_why.data:
            return complain(self.sharing_why, _("Say why they have not agreed"))
        return is_valid


def sender_name() -> TextField:
    return TextField(
        _("Your name"),
        required=_("Enter your name"),
        width=20,
        longest=LONGEST_LINE,
        render_kw={"autocomplete": "name"},
    )


def sender_organization() -> TextField:
    return TextField(
        _("Your organisation"),
        required=_("Enter your organisation"),
        width=20,
        longest=LONGEST_LINE,
        render_kw={"autocomplete": "organization"},
    )


def sender_contact() -> TextField:
    return TextField(
        _("How can we reach you?"),
        required=_("Enter your phone number or email address"),
        hint=_("A phone number or an email address at work"),
        longest=LONGEST_LINE,
    )


def return_address() -> TextField:
    return TextField(
        _("Where should an answer go? (optional)"),
        hint=_("If not to you: for example a secure email address of your surgery"),
        longest=LONGEST_NOTE,
    )


class ReferrerForm(StepForm):
    """Which professional refers somebody."""

    referrer_kind = PickField(
        _("What are you? (optional)"),
        [(each.value, words) for each, words in KIND_WORDS.items()],
        empty=_("Choose what you are"),
    )
    referrer_name = sender_name()
    referrer_role = TextField(
        _("Your role"),
        required=_("Enter your role"),
        hint=_("For example: practice nurse, social worker"),
        width=20,
        longest=LONGEST_LINE,
        render_kw={"autocomplete": "organization-title"},
    )
    referrer_organization = sender_organization()
    referrer_contact = sender_contact()
    practice_code = TextField(
        _("Code of their GP surgery (optional)"),
        hint=_("A letter and five digits, like A81001"),
        width=10,
        longest=10,
        render_kw=NOT_OURS,
    )
    referred_on = DayField(_("Date of the referral, if not today (optional)"), hint=_("For example, 27 3 2026"))
    return_to = return_address()

    def validate_practice_code(self, field: Any) -> None:
        refuse(what_is_wrong_with_practice(field.data) if field.data else "")

    def validate_referred_on(self, field: Any) -> None:
        refuse_future(field.data)

    def to_input(self) -> dict[str, Any]:
        told = super().to_input()
        day = self.referred_on.data or clock.today()
        return {**told, "referred_on": day.isoformat()}


class OrganizationForm(StepForm):
    """Which voluntary organisation refers somebody."""

    referrer_organization = sender_organization()
    referrer_name = sender_name()
    referrer_role = TextField(
        _("Your role (optional)"), width=20, longest=LONGEST_LINE, render_kw={"autocomplete": "organization-title"}
    )
    referrer_contact = sender_contact()
    return_to = return_address()


def complain(field: Any, words: Any) -> bool:
    """Have a question say what is wrong with its answer; False, as it is."""
    field.errors = [str(words)]
    return False


def refuse_future(day: Any) -> None:
    if day and day > clock.today():
        raise ValidationError(str(_("The date must be today or earlier")))
