"""Referrals to us: somebody asks for support, for themselves or for somebody else. A person decides about each."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from directory.casework.models import one_of
from directory.casework.named_person import NamedPerson
from directory.casework.referrals_in.referral_details import (
    AgreementSaid,
    ReferralMethod,
    ReferrerKind,
    SharingSaid,
    Urgency,
)
from directory.casework.referrals_in.referral_states import DeclineReason, GpAnswer, ReferralInState, ReferralSource
from directory.casework.safety.kinds import RisksAnswer
from directory.casework.triage.kinds import Gender
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText, sealed_texts_of

# What a friend or relative may not tell of somebody before they have said themselves what they want.
NOT_FROM_FRIENDS = (
    "born_on",
    "phone",
    "email",
    "postcode",
    "access_needs",
    "statement",
    "referrer_name",
    "reason",
    "nhs_number",
    "sharing_why",
    "return_to",
)


class Referral(NamedPerson, Base):
    """Somebody who asks a team for support, or for whom another person asks.

    Sealed under a key of its own, `person_id`, until they are taken on: then under that of the client they are.
    `sounds_urgent` where words of danger were heard; `is_out_of_area` where no team is known for where they live.
    `reason` is why, as whoever sends them sees it, and `statement` what the person says. What they agreed to is there
    as the sender says it. `joined_to_id` is the referral of the same person that came before this one.
    How urgent it is, a person judges in `triaged_as`. Who supports them is theirs to say: a woman or a man, or somebody
    new to them. `taken_out_at` is when it was found to be of somebody else than whom it had been taken on as.
    """

    __tablename__ = "referral"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    person_id: Mapped[uuid.UUID]
    client_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client.id"))
    reference: Mapped[str]
    source: Mapped[str]
    state: Mapped[str]
    state_at: Mapped[datetime] = mapped_column(default=moment)
    submission_key: Mapped[str]
    replays: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=moment)
    sounds_urgent: Mapped[bool] = mapped_column(default=False)
    is_out_of_area: Mapped[bool] = mapped_column(default=False)
    has_gp: Mapped[str | None]
    may_leave_message: Mapped[bool | None]
    agreed_wording_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agreement_wording.id"))
    decline_reason: Mapped[str | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    joined_to_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("referral.id"))
    referrer_kind: Mapped[str | None]
    practice_code: Mapped[str | None]
    risks_answer: Mapped[str | None]
    agreement_said: Mapped[str | None]
    sharing_said: Mapped[str | None]
    urgency: Mapped[str | None]
    referred_on: Mapped[date | None]
    method: Mapped[str | None]
    triaged_as: Mapped[str | None]
    triaged_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    triaged_at: Mapped[datetime | None]
    unanswered_told_at: Mapped[datetime | None]
    contact_told_at: Mapped[datetime | None]
    contact_late_told_at: Mapped[datetime | None]
    coordinator_gender: Mapped[str | None]
    wants_somebody_new: Mapped[bool] = mapped_column(default=False, server_default=false())
    taken_out_at: Mapped[datetime | None]
    taken_out_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    born_on_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    postcode_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    safe_contact_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_by_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_times_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    language_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    interpreter_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    access_needs_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    statement_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    referrer_name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    referrer_role_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    referrer_organization_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    referrer_contact_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    nhs_number_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sharing_why_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    return_to_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    postcode = SealedText("postcode_sealed")
    phone = SealedText("phone_sealed")
    email = SealedText("email_sealed")
    safe_contact = SealedText("safe_contact_sealed")
    contact_by = SealedText("contact_by_sealed")
    contact_times = SealedText("contact_times_sealed")
    language = SealedText("language_sealed")
    interpreter = SealedText("interpreter_sealed")
    access_needs = SealedText("access_needs_sealed")
    statement = SealedText("statement_sealed")
    referrer_name = SealedText("referrer_name_sealed")
    referrer_role = SealedText("referrer_role_sealed")
    referrer_organization = SealedText("referrer_organization_sealed")
    referrer_contact = SealedText("referrer_contact_sealed")
    note = SealedText("note_sealed")
    nhs_number = SealedText("nhs_number_sealed")
    reason = SealedText("reason_sealed")
    sharing_why = SealedText("sharing_why_sealed")
    return_to = SealedText("return_to_sealed")

    __table_args__ = (
        CheckConstraint(one_of("source", ReferralSource), name="known_source"),
        CheckConstraint(one_of("state", ReferralInState), name="known_state"),
        CheckConstraint(one_of("has_gp", GpAnswer), name="known_gp_answer"),
        CheckConstraint(one_of("decline_reason", DeclineReason), name="known_decline_reason"),
        CheckConstraint(one_of("triaged_as", Urgency), name="known_triage"),
        CheckConstraint("(triaged_as IS NULL) = (triaged_by IS NULL)", name="triaged_by_somebody"),
        CheckConstraint("(triaged_as IS NULL) = (triaged_at IS NULL)", name="triaged_at_a_time"),
        CheckConstraint(one_of("coordinator_gender", Gender), name="known_coordinator_gender"),
        CheckConstraint("(taken_out_at IS NULL) = (taken_out_by IS NULL)", name="taken_out_by_somebody"),
        CheckConstraint("(state = 'declined') = (decline_reason IS NOT NULL)", name="declined_for_a_reason"),
        CheckConstraint(
            "(state <> 'accepted' OR client_id IS NOT NULL) AND (client_id IS NULL OR state IN ('accepted', 'joined'))",
            name="accepted_as_a_client",
        ),
        CheckConstraint("(state = 'joined') = (joined_to_id IS NOT NULL)", name="joined_to_another"),
        CheckConstraint(one_of("referrer_kind", ReferrerKind), name="known_referrer_kind"),
        CheckConstraint(one_of("risks_answer", RisksAnswer), name="known_risks_answer"),
        CheckConstraint(one_of("agreement_said", AgreementSaid), name="known_agreement_said"),
        CheckConstraint(one_of("sharing_said", SharingSaid), name="known_sharing_said"),
        CheckConstraint(one_of("urgency", Urgency), name="known_urgency"),
        CheckConstraint(one_of("method", ReferralMethod), name="known_method"),
        CheckConstraint(
            "source <> 'friend or family' OR (has_gp IS NULL AND "
            + " AND ".join(f"{each}_sealed IS NULL" for each in NOT_FROM_FRIENDS)
            + ")",
            name="friends_tell_no_more",
        ),
        UniqueConstraint("scheme_id", "reference"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "scheme_id", "state"),
        Index(None, "scheme_id", "practice_code"),
        Index(None, "person_id"),
        Index(None, "client_id"),
        Index(None, "agreed_wording_id"),
        Index(None, "answered_by"),
        Index(None, "joined_to_id"),
        Index(None, "triaged_by"),
        Index(None, "taken_out_by"),
    )

    def belong_to(self, person_id: uuid.UUID) -> None:
        """Seal all that is told under the key of another person, who is found to be the one it is about."""
        told = {text.name: getattr(self, text.name) for text in sealed_texts_of(type(self))}
        self.person_id = person_id
        for name, value in told.items():
            setattr(self, name, value)
