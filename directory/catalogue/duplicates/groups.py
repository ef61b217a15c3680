"""Who stands behind two records: the numbers that organizations are registered under, and who runs two services."""

from directory.catalogue.duplicates.compared import Commonness, Subject
from directory.catalogue.duplicates.names import similarity
from directory.catalogue.duplicates.reasons import Reason, ReasonKind
from directory.catalogue.duplicates.weights import ALIKE_GROUPS_FROM, OTHER_GROUPS_BELOW, reason


def identifiers_alike(one: Subject, other: Subject) -> tuple[Reason, ...]:
    """A number they share settles it nearly alone; two numbers of one register speak strongly against it."""
    if both := one.identifiers & other.identifiers:
        scheme, number = min(both)
        return (reason(ReasonKind.SAME_IDENTIFIER, f"{scheme} {number}"),)
    mine, theirs = dict(one.identifiers), dict(other.identifiers)
    if registers := mine.keys() & theirs.keys():
        register = min(registers)
        detail = f"{register} {mine[register]} | {register} {theirs[register]}"
        return (reason(ReasonKind.OTHER_IDENTIFIER, detail),)
    return ()


def is_one_group(one: Subject, other: Subject, common: Commonness) -> float:
    """How sure it is that one organization runs both services: 0 for organizations themselves."""
    if not one.group or not other.group:
        return 0.0
    if one.group_id == other.group_id or one.identifiers & other.identifiers:
        return 1.0
    return similarity(one.group_words, other.group_words, common)


def groups_alike(one: Subject, other: Subject, are_one: float) -> tuple[Reason, ...]:
    if not one.group or not other.group:
        return ()
    if are_one == 1.0:
        return (reason(ReasonKind.SAME_GROUP, one.group),)
    detail = f"{one.group} | {other.group}"
    if are_one >= ALIKE_GROUPS_FROM:
        return (reason(ReasonKind.ALIKE_GROUPS, detail, are_one),)
    return (reason(ReasonKind.OTHER_GROUP, detail),) if are_one < OTHER_GROUPS_BELOW else ()
