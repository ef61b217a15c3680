"""Who may open what: the reviewed table. A route that is not in it fails the tests.

`everybody` needs no account. For the rest, the roles named may open it in their own scheme; `scoped` means that what
it shows belongs to one scheme, so that the same role of another scheme gets 404. A page that every kind of record has
is one line here, and is tried with a record of each kind.
"""

from dataclasses import dataclass

EVERYBODY = frozenset({"everybody"})
STAFF = frozenset({"coordinator", "champion", "manager", "commissioner", "editor", "administrator"})
MATCHERS = frozenset({"coordinator", "champion", "manager", "editor"})
READERS = frozenset({"coordinator", "manager"})
COORDINATORS = frozenset({"coordinator"})
KEEPERS = frozenset({"champion", "editor"})
EVALUATORS = frozenset({"manager", "commissioner"})


@dataclass(frozen=True)
class Access:
    """Who may open a route, and whether what it shows is one scheme's, or shows a client."""

    roles: frozenset[str]
    is_scoped: bool = False
    shows_client: bool = False
    query: str = ""
    owner: str = ""
    """The only role that finds something of its own there; to the others it looks absent."""
    names: tuple[str, ...] = ()
    """What a POST has to name for there to be something to do it to: `client`, `service_id`."""


TABLE: dict[tuple[str, str], Access] = {
    ("GET", "static"): Access(EVERYBODY),
    ("GET", "public.home"): Access(EVERYBODY),
    ("GET", "public.search"): Access(EVERYBODY, query="?q=walking"),
    ("GET", "public.download_search_calendar"): Access(EVERYBODY, query="?q=walking"),
    ("GET", "public.show_activity"): Access(EVERYBODY),
    ("GET", "public.download_calendar"): Access(EVERYBODY),
    ("GET", "public.show_organization"): Access(EVERYBODY),
    ("GET", "public.whats_on"): Access(EVERYBODY),
    ("GET", "public.download_whats_on_calendar"): Access(EVERYBODY, query="?place=LS11"),
    ("GET", "public.accessibility"): Access(EVERYBODY),
    ("GET", "public.privacy"): Access(EVERYBODY),
    ("GET", "open_data.show_open_data"): Access(EVERYBODY),
    ("GET", "open_data.show_fhir"): Access(EVERYBODY),
    ("GET", "fhir.show_metadata"): Access(EVERYBODY),
    ("GET", "fhir.search_healthcare_services"): Access(EVERYBODY, query="?_include=HealthcareService:organization"),
    ("POST", "fhir.post_healthcare_service_search"): Access(EVERYBODY),
    ("GET", "fhir.read_healthcare_service"): Access(EVERYBODY),
    ("GET", "fhir.search_organizations"): Access(EVERYBODY, query="?_revinclude=HealthcareService:organization"),
    ("POST", "fhir.post_organization_search"): Access(EVERYBODY),
    ("GET", "fhir.read_organization"): Access(EVERYBODY),
    ("GET", "fhir.search_locations"): Access(EVERYBODY, query="?_revinclude=HealthcareService:location"),
    ("POST", "fhir.post_location_search"): Access(EVERYBODY),
    ("GET", "fhir.read_location"): Access(EVERYBODY),
    ("GET", "feed.show_feed"): Access(EVERYBODY),
    ("GET", "feed.show_openapi"): Access(EVERYBODY),
    ("GET", "feed.list_services"): Access(EVERYBODY, query="?full=true"),
    ("GET", "feed.show_service"): Access(EVERYBODY),
    ("GET", "feed.list_service_at_locations"): Access(EVERYBODY, query="?full=true"),
    ("GET", "feed.show_service_at_location"): Access(EVERYBODY),
    ("GET", "feed.list_organizations"): Access(EVERYBODY, query="?full_service=true"),
    ("GET", "feed.show_organization"): Access(EVERYBODY),
    ("GET", "feed.list_taxonomies"): Access(EVERYBODY),
    ("GET", "feed.show_taxonomy"): Access(EVERYBODY),
    ("GET", "feed.list_taxonomy_terms"): Access(EVERYBODY),
    ("GET", "feed.show_taxonomy_term"): Access(EVERYBODY),
    ("GET", "staff.sign_in"): Access(EVERYBODY),
    ("POST", "staff.begin_work"): Access(EVERYBODY),
    ("POST", "staff.sign_out"): Access(EVERYBODY),
    ("GET", "staff.home"): Access(STAFF, shows_client=True),
    ("GET", "staff.match"): Access(MATCHERS),
    ("POST", "staff.ask_match"): Access(MATCHERS),
    ("GET", "staff.show_matches"): Access(MATCHERS, shows_client=True),
    ("POST", "staff.change_heard"): Access(MATCHERS),
    ("POST", "staff.look_for_concepts"): Access(MATCHERS),
    ("GET", "staff.add_concept"): Access(MATCHERS),
    ("GET", "staff.show_clients"): Access(READERS, shows_client=True),
    ("GET", "staff.download_clients"): Access(READERS, shows_client=True),
    ("GET", "staff.new_client"): Access(COORDINATORS),
    ("POST", "staff.create_client"): Access(COORDINATORS),
    ("GET", "staff.show_client"): Access(READERS, is_scoped=True, shows_client=True),
    ("GET", "staff.edit_client"): Access(COORDINATORS, is_scoped=True, shows_client=True),
    ("POST", "staff.save_client"): Access(COORDINATORS, is_scoped=True),
    ("GET", "staff.show_case"): Access(COORDINATORS, is_scoped=True, shows_client=True),
    ("POST", "staff.create_case"): Access(COORDINATORS, is_scoped=True),
    ("POST", "staff.end_case"): Access(COORDINATORS, is_scoped=True),
    ("POST", "staff.create_agreement"): Access(COORDINATORS, is_scoped=True),
    ("POST", "staff.withdraw_agreement"): Access(COORDINATORS, is_scoped=True),
    ("GET", "staff.show_referrals"): Access(READERS, shows_client=True),
    ("GET", "staff.download_referrals"): Access(READERS, shows_client=True),
    ("GET", "staff.new_referral"): Access(COORDINATORS, is_scoped=True, shows_client=True, query="?client={client}"),
    ("POST", "staff.check_referral"): Access(COORDINATORS, is_scoped=True, names=("client", "service_id")),
    ("POST", "staff.create_referral"): Access(COORDINATORS, is_scoped=True, names=("client", "service_id")),
    ("GET", "staff.show_referral"): Access(READERS, is_scoped=True, shows_client=True),
    ("POST", "staff.create_move"): Access(COORDINATORS, is_scoped=True),
    ("GET", "staff.show_last_move"): Access(READERS, is_scoped=True, shows_client=True),
    ("POST", "staff.take_back_last_move"): Access(READERS, is_scoped=True),
    ("GET", "staff.show_domains"): Access(KEEPERS),
    ("GET", "staff.show_domain"): Access(KEEPERS),
    ("GET", "staff.download_domains"): Access(KEEPERS),
    ("GET", "staff.download_domain"): Access(KEEPERS),
    ("GET", "staff.download_sheet_template"): Access(KEEPERS),
    ("GET", "staff.show_sheets"): Access(KEEPERS),
    ("POST", "staff.send_sheet"): Access(KEEPERS),
    ("GET", "staff.show_sheet"): Access(KEEPERS, owner="editor"),
    ("POST", "staff.accept_sheet"): Access(KEEPERS, owner="editor"),
    ("POST", "staff.give_up_sheet"): Access(KEEPERS, owner="editor"),
    ("GET", "staff.download_wrong_rows"): Access(KEEPERS, owner="editor"),
    ("POST", "staff.confirm_listing"): Access(KEEPERS),
    ("GET", "staff.edit_listing"): Access(KEEPERS),
    ("POST", "staff.save_listing"): Access(KEEPERS),
    ("POST", "staff.take_source_value"): Access(KEEPERS),
    ("GET", "staff.show_history"): Access(KEEPERS),
    ("POST", "staff.take_back_change"): Access(KEEPERS),
    ("GET", "staff.new_suggestion"): Access(MATCHERS),
    ("POST", "staff.suggest_change"): Access(MATCHERS),
    ("GET", "staff.show_own_suggestions"): Access(MATCHERS),
    ("GET", "staff.download_own_suggestions"): Access(MATCHERS),
    ("POST", "staff.withdraw_suggestion"): Access(MATCHERS, owner="coordinator"),
    ("GET", "staff.show_suggestions"): Access(KEEPERS),
    ("GET", "staff.download_suggestions"): Access(KEEPERS),
    ("GET", "staff.show_suggestion"): Access(KEEPERS),
    ("POST", "staff.accept_suggestion"): Access(KEEPERS),
    ("POST", "staff.refuse_suggestion"): Access(KEEPERS),
    ("GET", "staff.show_duplicates"): Access(KEEPERS),
    ("GET", "staff.download_duplicates"): Access(KEEPERS),
    ("GET", "staff.show_duplicate"): Access(KEEPERS),
    ("GET", "staff.check_merge"): Access(KEEPERS, query="?keep=first&take=times"),
    ("POST", "staff.merge_duplicate"): Access(KEEPERS),
    ("POST", "staff.dismiss_duplicate"): Access(KEEPERS),
    ("POST", "staff.reopen_duplicate"): Access(KEEPERS),
    ("GET", "staff.show_merges"): Access(KEEPERS),
    ("GET", "staff.download_merges"): Access(KEEPERS),
    ("GET", "staff.show_merge"): Access(KEEPERS),
    ("POST", "staff.split_merge"): Access(KEEPERS),
    ("POST", "staff.preview_suggestion"): Access(KEEPERS),
    ("GET", "staff.new_listing"): Access(MATCHERS, query="?q=Beck"),
    ("POST", "staff.create_listing"): Access(MATCHERS),
    ("GET", "staff.show_organizations"): Access(MATCHERS, query="?q=Beck"),
    ("GET", "staff.show_organization"): Access(MATCHERS),
    ("GET", "staff.confirm_removing"): Access(MATCHERS, owner="editor"),
    ("POST", "staff.take_out_organization"): Access(MATCHERS, owner="editor"),
    ("GET", "staff.new_organization"): Access(MATCHERS, query="?name=Beck+Lane"),
    ("POST", "staff.create_organization"): Access(MATCHERS),
    ("GET", "staff.write_record"): Access(MATCHERS),
    ("POST", "staff.preview_record"): Access(MATCHERS),
    ("POST", "staff.publish_record"): Access(KEEPERS),
    ("POST", "staff.send_record"): Access(MATCHERS),
    ("GET", "staff.confirm_giving_up"): Access(MATCHERS),
    ("POST", "staff.give_up_record"): Access(MATCHERS),
    ("GET", "staff.confirm_archiving"): Access(KEEPERS),
    ("POST", "staff.archive_listing"): Access(KEEPERS),
    ("GET", "staff.write_part"): Access(MATCHERS),
    ("POST", "staff.save_part"): Access(MATCHERS),
    ("GET", "staff.write_times"): Access(MATCHERS),
    ("POST", "staff.remove_time"): Access(MATCHERS),
    ("GET", "staff.write_time"): Access(MATCHERS),
    ("POST", "staff.save_time"): Access(MATCHERS),
    ("POST", "staff.preview_time"): Access(MATCHERS),
    ("GET", "staff.write_tags"): Access(MATCHERS, query="?q=walk"),
    ("POST", "staff.look_for_tags"): Access(MATCHERS),
    ("POST", "staff.save_tags"): Access(MATCHERS),
    ("GET", "staff.show_venues"): Access(MATCHERS, query="?q=Beck"),
    ("GET", "staff.new_venue"): Access(MATCHERS, query="?q=Hall"),
    ("POST", "staff.create_venue"): Access(MATCHERS),
    ("GET", "staff.write_access"): Access(MATCHERS),
    ("POST", "staff.save_access"): Access(MATCHERS),
    ("GET", "staff.new_wellbeing"): Access(COORDINATORS, is_scoped=True, shows_client=True),
    ("POST", "staff.record_wellbeing"): Access(COORDINATORS, is_scoped=True),
    ("GET", "staff.show_evaluation"): Access(EVALUATORS),
}
