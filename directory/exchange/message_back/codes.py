"""Codes of SNOMED CT that a practice may record: that support was offered, accepted or declined.

Accepted and declined are as practices in England use them. The one for offered is not verified by us, so that whoever
runs Lynchpin sets it, or it is left out.
"""

from collections.abc import Sequence

from directory.casework.closing.reasons import ClosureReason
from directory.casework.message_back.content import CodedConcept

SNOMED_SYSTEM = "http://snomed.info/sct"
ACCEPTED = CodedConcept("871731000000106", "Referral to social prescribing service (procedure)")
DECLINED = CodedConcept("871711000000103", "Social prescribing declined (situation)")
OFFERED_TERM = "Social prescribing offered (finding)"
# Nothing was taken up: it was a mistake, or not for them.
NOT_TAKEN_UP = frozenset({ClosureReason.MISTAKE, ClosureReason.NOT_ELIGIBLE, ClosureReason.DIED})


def codes_for(reason: ClosureReason | None, sessions: int, offered_code: str) -> Sequence[CodedConcept]:
    """What to record of a case that ended for a reason, after so many sessions.

    Whoever came to at least one session accepted; who did not want it and never came declined.
    """
    if reason in NOT_TAKEN_UP:
        return ()
    offered = [CodedConcept(offered_code, OFFERED_TERM)] if offered_code else []
    if sessions or reason in (ClosureReason.COMPLETED, ClosureReason.COMPLETED_EARLY):
        return [*offered, ACCEPTED]
    if reason is ClosureReason.DOES_NOT_WANT:
        return [*offered, DECLINED]
    return offered
