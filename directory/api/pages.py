"""All routes of this package: the feed and FHIR for programs, the pages about them, and referrals from systems."""

from directory.api import reference, views
from directory.api.blueprint import feed, fhir, open_data
from directory.api.fhir import reference as fhir_reference
from directory.api.fhir import views as fhir_views
from directory.api.referrals import describing, webhook_views
from directory.api.referrals import fhir_views as sent_fhir_views
from directory.api.referrals import views as referral_views
from directory.api.referrals.blueprint import referral_api

__all__ = ["feed", "fhir", "open_data", "referral_api"]

MODULES = (reference, views, fhir_reference, fhir_views, sent_fhir_views, describing, referral_views, webhook_views)
