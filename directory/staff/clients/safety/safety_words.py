"""Risks and safeguarding concerns in words of staff pages."""

from directory.casework.safety.kinds import ConcernKind, RiskKind

RISK_WORDS = {
    RiskKind.TO_THEMSELF: "To themself",
    RiskKind.TO_OTHERS: "To others",
    RiskKind.FROM_OTHERS: "From others",
    RiskKind.FALLS: "Falls",
    RiskKind.HOME_VISIT: "Going to their home",
    RiskKind.INFECTION: "Infection",
    RiskKind.OTHER: "Another risk",
}
RISK_HINTS = {
    RiskKind.TO_THEMSELF: "Suicide or self-harm, or not looking after themself",
    RiskKind.FROM_OTHERS: "Somebody may hurt or use them",
    RiskKind.HOME_VISIT: (
        "A dog, stairs, who else is there. Colleagues who visit somebody else at this address read it too, without"
        " the name: write only what awaits them"
    ),
}
CONCERN_WORDS = {
    ConcernKind.PHYSICAL: "Physical abuse",
    ConcernKind.DOMESTIC: "Domestic abuse",
    ConcernKind.SEXUAL: "Sexual abuse",
    ConcernKind.PSYCHOLOGICAL: "Emotional or psychological abuse",
    ConcernKind.FINANCIAL: "Financial or material abuse",
    ConcernKind.SLAVERY: "Modern slavery",
    ConcernKind.DISCRIMINATORY: "Discriminatory abuse",
    ConcernKind.ORGANISATIONAL: "Organisational abuse",
    ConcernKind.NEGLECT: "Neglect and acts of omission",
    ConcernKind.SELF_NEGLECT: "Self-neglect",
    ConcernKind.CHILD: "A child at risk",
    ConcernKind.OTHER: "Something else",
}
