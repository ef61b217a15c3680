"""All routes of this package: the feed and FHIR for programs, and the pages about them for people."""

from directory.api import reference, views
from directory.api.blueprint import feed, fhir, open_data
from directory.api.fhir import reference as fhir_reference
from directory.api.fhir import views as fhir_views

__all__ = ["feed", "fhir", "open_data"]

MODULES = (reference, views, fhir_reference, fhir_views)
