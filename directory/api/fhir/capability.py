"""The CapabilityStatement: what this server claims, made from the table that the search goes by."""

from importlib.metadata import version

from directory.api.fhir.outcomes import MEDIA_TYPE
from directory.api.fhir.parameters import DEFINITIONS, SEARCHED, Parameter, Searched
from directory.exchange.fhir.values import Element, Resource, kept

FHIR_VERSION = "4.0.1"
PROFILES = "http://hl7.org/fhir/StructureDefinition/"
# The day on which what is claimed here last changed.
CLAIMED_ON = "2026-11-25"
ABOUT = (
    "Activities, groups and help near people, read only. Base FHIR R4 in JSON; no national profile is claimed."
    " Nobody has to sign in, and no cookie is set."
)


def capability_statement(base: str, about: str) -> Resource:
    """What is claimed for the resources below this address; `about` is the page that explains it."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": CLAIMED_ON,
        "kind": "instance",
        "description": f"{ABOUT} It is described at {about}",
        "software": {"name": "Lynchpin", "version": version("lynchpin")},
        "implementation": {"description": "A directory of community activities", "url": base},
        "fhirVersion": FHIR_VERSION,
        "format": [MEDIA_TYPE, "json"],
        "rest": [
            {
                "mode": "server",
                "security": {"cors": True, "description": "Open to everybody; there is nothing private here."},
                "resource": [written(each) for each in SEARCHED],
            }
        ],
    }


def written(searched: Searched) -> Element:
    """What is claimed for a kind."""
    kind = searched.kind.name
    return kept(
        type=kind,
        profile=PROFILES + kind,
        interaction=[{"code": "read"}, {"code": "search-type"}],
        versioning="no-version",
        conditionalRead="not-match",
        searchInclude=list(searched.includes),
        searchRevInclude=list(searched.revincludes),
        searchParam=[written_parameter(kind, each) for each in searched.parameters.values()],
    )


def written_parameter(kind: str, parameter: Parameter) -> Element:
    return {
        "name": parameter.name,
        "definition": parameter.definition or f"{DEFINITIONS}{kind}-{parameter.name}",
        "type": parameter.type,
        "documentation": parameter.about,
    }
