"""Where the parts are joined: `create_app`, and errors as pages."""

from collections.abc import Mapping
from datetime import timedelta

import structlog
from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from directory import errors
from directory.accounts.dormancy import use_dormancy
from directory.accounts.guards import (
    ConfirmationNeeded,
    MadeForAnotherScheme,
    SecondStepNeeded,
    SignInNeeded,
    find_current_actor,
)
from directory.accounts.identity_provider import IdentityProvider
from directory.accounts.kept_sessions import KeptSessions, SessionLimits
from directory.accounts.senders.guard import KeyNeeded
from directory.api import pages as api_pages
from directory.api.fhir.outcomes import render_outcome
from directory.api.lists import init_lists
from directory.api.problems import render_problem
from directory.api.referrals.problems import render_api_problem
from directory.api.referrals.reading import NotReadable
from directory.casework.joining.leading import RecordJoined
from directory.casework.references import read_reference
from directory.catalogue.freshness import rhythm_of, use_rhythm
from directory.catalogue.timetable.bank_holidays import Nation
from directory.catalogue.timetable.calendars import read_calendars, use_calendars
from directory.catalogue.timetable.current import TimetableKeeper, use_timetable_keeper
from directory.champions.assurance.rules import require_assurance
from directory.config import Settings
from directory.db import Database, open_database, use_database
from directory.db_errors import constraint_name, is_not_now
from directory.geo.current import use_postcode_file
from directory.links.signed_links import LinkEnded
from directory.matching.current import MatcherKeeper, use_matcher_keeper
from directory.own_page import pages as own_page_pages
from directory.provider import group_form as provider_group_form
from directory.provider import group_page as provider_group_page
from directory.provider import joining as provider_joining
from directory.provider import messages_back as provider_messages_back
from directory.provider import own_listings as provider_own_listings
from directory.provider import own_referrals as provider_own_referrals
from directory.provider import pages as provider_pages
from directory.public import pages as public_pages
from directory.security.headers import API, FHIR, SENT_FHIR, init_headers, is_below, is_open_data
from directory.security.key_tables import KeyLost, PersonErased
from directory.security.keystore import KeyStore, use_key_store
from directory.security.visits import init_visit_limits
from directory.staff import pages as staff_pages
from directory.staff.access import account as staff_account
from directory.staff.access import confirming as staff_confirming
from directory.staff.access import sign_in as staff_sign_in
from directory.staff.access import working_scheme as staff_working_scheme
from directory.translation import gettext, noted
from directory.web.errors import new_reference, render_error
from directory.web.navigation import Navigation, use_navigation
from directory.web.pages import init_web
from directory.web.request_log import Application, init_request_log

LARGEST_REQUEST = 2 * 1024 * 1024
RETRY_AFTER_SECONDS = 10
REFUSED = noted("This was not done")

log = structlog.get_logger()


def create_app(settings: Settings, database: Database | None = None, keeper: MatcherKeeper | None = None) -> Flask:
    """The web application. Raises WrongSettings where something that protects people is not set.

    Opens the database and the key store of the settings, unless it is handed a database.
    """
    settings.require_secrets()
    if database is None:
        use_database(open_database(settings.database_url))
        use_key_store(KeyStore(settings.key_store_url, settings.data_keys))
    use_parts(settings, keeper)
    return join_pages(settings)


def use_parts(settings: Settings, keeper: MatcherKeeper | None = None) -> None:
    """Choose what the pages of this process answer from, besides the database: matches, postcodes and timetables."""
    use_matcher_keeper(keeper or MatcherKeeper(with_semantic=settings.with_semantic, folder=settings.index_folder))
    use_postcode_file(settings.postcode_file)
    use_timetable_keeper(TimetableKeeper())
    use_rhythm(rhythm_of(settings))
    require_assurance(required=settings.assurance_required)
    use_calendars(read_calendars(Nation(settings.nation), settings.terms_file))


def join_pages(settings: Settings) -> Flask:
    """All pages and feeds as one application, which answers from the parts that are in use when it is asked."""
    app = Application("directory", static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=list(settings.allowed_hosts),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        LYNCHPIN_SECOND_STEP_ROLES=settings.second_step_roles,
        LYNCHPIN_SECURITY_CONTACT=settings.security_contact,
        LYNCHPIN_MODE=settings.mode.value,
        LYNCHPIN_SNOMED_OFFERED=settings.snomed_offered,
        LYNCHPIN_KEEP_YEARS=settings.keep_years,
        LYNCHPIN_UPLOAD_MB=settings.upload_megabytes,
        LYNCHPIN_SITE_ADDRESS=settings.site_address,
        LYNCHPIN_EXIT_URL=settings.exit_url,
        LYNCHPIN_MAP_TILES=settings.map_tiles,
        LYNCHPIN_MAP_CREDIT=settings.map_credit,
        LYNCHPIN_SENDS_MAIL=settings.sends_mail,
        LYNCHPIN_IDENTITY_PROVIDER=IdentityProvider(settings.identity) if settings.identity else None,
    )
    init_request_log(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)  # type: ignore[method-assign]
    use_dormancy(settings.dormant_after)
    app.session_interface = KeptSessions(session_limits(settings))
    init_headers(app, behind_https=settings.is_behind_https)
    init_visit_limits(app, settings.visit_file, settings.pages_per_minute, settings.feeds_per_minute)
    init_web(app)
    use_navigation(app, navigation)
    app.register_blueprint(public_pages.bp)
    app.register_blueprint(public_pages.widget)
    app.register_blueprint(staff_pages.bp)
    app.register_blueprint(provider_pages.bp)
    app.register_blueprint(provider_joining.bp)
    app.register_blueprint(provider_messages_back.bp)
    app.register_blueprint(provider_own_referrals.bp)
    app.register_blueprint(provider_own_listings.bp)
    app.register_blueprint(provider_group_page.bp)
    app.register_blueprint(provider_group_form.bp)
    app.register_blueprint(own_page_pages.bp)
    app.register_blueprint(api_pages.feed)
    app.register_blueprint(api_pages.open_data)
    app.register_blueprint(api_pages.fhir)
    # A search may be posted. It changes nothing and knows nobody, so that there is no token to ask for.
    app.extensions["csrf"].exempt(api_pages.fhir)
    app.register_blueprint(api_pages.referral_api)
    # Who sends shows a key with each request, and a browser sends none by itself.
    app.extensions["csrf"].exempt(api_pages.referral_api)
    init_lists(app)
    register_errors(app)
    return app


def session_limits(settings: Settings) -> SessionLimits:
    return SessionLimits(timedelta(minutes=settings.idle_minutes), timedelta(hours=settings.session_hours))


def navigation() -> Navigation:
    """The bar at the top: the public's, or that of the signed-in actor."""
    actor = find_current_actor()
    return staff_pages.navigation_of(actor) if actor else public_pages.navigation()


def register_errors(app: Flask) -> None:
    """Turn errors into pages; the only place that knows which is which."""
    said = {
        errors.NotFound: 404,
        errors.NotAllowed: 403,
        errors.WrongInput: 422,
        NotReadable: 400,
        errors.Conflict: 409,
        errors.Refused: 409,
        errors.NotNow: 503,
    }
    for kind, status in said.items():
        app.register_error_handler(kind, lambda error, status=status: show_refusal(status, error))
    app.register_error_handler(LinkEnded, show_link_ended)
    app.register_error_handler(errors.TooManyTries, show_too_many)
    app.register_error_handler(errors.WrongSettings, show_wrong_settings)
    app.register_error_handler(PersonErased, lambda error: say_no(410, str(error)))
    app.register_error_handler(RecordJoined, lead_on)
    app.register_error_handler(KeyLost, show_lost_key)
    app.register_error_handler(KeyNeeded, ask_for_key)
    app.register_error_handler(SignInNeeded, staff_sign_in.ask_to_sign_in)
    app.register_error_handler(SecondStepNeeded, staff_account.ask_for_second_step)
    app.register_error_handler(MadeForAnotherScheme, staff_working_scheme.show_other_scheme)
    app.register_error_handler(ConfirmationNeeded, staff_confirming.ask_to_confirm)
    app.register_error_handler(StaleDataError, lambda _: say_no(409))
    app.register_error_handler(IntegrityError, show_broken_constraint)
    app.register_error_handler(SecurityError, refuse_host)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(InternalServerError, show_unfinished)
    app.register_error_handler(Exception, show_unforeseen)


def say_no(
    status: int, message: str = "", reference: str = "", fields: Mapping[str, str] | None = None, heading: str = ""
) -> Response:
    """An error as a page or, where programs read, as problem JSON or an OperationOutcome."""
    if is_below(FHIR) or is_below(SENT_FHIR):
        return render_outcome(status, message, fields, reference)
    if is_below(API):
        return render_api_problem(status, message, fields, reference)
    if is_open_data():
        return render_problem(status, message, fields, reference)
    return render_error(status, heading, message, reference)


def show_refusal(status: int, error: errors.LynchpinError) -> Response:
    """An error whose message a person can read."""
    fields = error.fields if isinstance(error, errors.WrongInput) else None
    return say_no(
        status, str(error), fields=fields, heading=gettext(REFUSED) if isinstance(error, errors.Refused) else ""
    )


def lead_on(error: RecordJoined) -> ResponseReturnValue:
    """The reference of a second record that was joined into somebody's: their page, where only that is asked for."""
    part = next((each for each in request.path.split("/") if read_reference(each) == error.old), "")
    if request.method != "GET" or not part or not request.path.startswith("/staff/"):
        return say_no(409, str(error), heading=gettext(REFUSED))
    return redirect(request.path.replace(part, error.reference))


def show_link_ended(error: LinkEnded) -> Response:
    """A link that leads nowhere, whether it never did or does no more: the page is the same."""
    return render_error(404, gettext("This link does not work"), str(error))


def ask_for_key(error: KeyNeeded) -> Response:
    """Somebody asked as a system would, and no system that is known (RFC 6750, section 3)."""
    response = say_no(401, str(error))
    why = ', error="invalid_token"' if error.was_shown else ""
    response.headers["WWW-Authenticate"] = f'Bearer realm="referrals"{why}'
    return response


def show_too_many(error: errors.TooManyTries) -> Response:
    """Something was tried too often: when to try again stands in the page and in the header."""
    response = say_no(429, str(error))
    response.headers["Retry-After"] = str(error.seconds)
    return response


def show_wrong_settings(error: errors.WrongSettings) -> Response:
    """Something the operator has to put right, who finds it in the log by the reference."""
    reference = new_reference()
    log.error("wrong_settings", reference=reference, told=str(error))
    return say_no(503, reference=reference)


def show_lost_key(error: KeyLost) -> Response:
    """Nobody can read this record until its key is put back, which is for whoever runs the installation."""
    log.error("key_lost", person=str(error.person_id))
    return render_error(503, "This record cannot be read just now", f"{error} Tell your administrator.")


def show_broken_constraint(error: IntegrityError) -> ResponseReturnValue:
    """Two requests met, and the database kept one. The constraint's name is logged, never the values."""
    reference = new_reference()
    log.warning("constraint_refused", reference=reference, constraint=constraint_name(error))
    return say_no(409, reference=reference)


def show_database_away(error: Exception) -> ResponseReturnValue:
    """The database is busy or away: ask to try again, and say when."""
    log.error("database_away", kind=type(getattr(error, "orig", error)).__name__)
    response = say_no(503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def refuse_host(_: SecurityError) -> ResponseReturnValue:
    """Somebody asked under a name that is not ours. No page of ours can be built under it, so this is plain text."""
    return "This site does not answer to that name.", 400, {"Content-Type": "text/plain; charset=utf-8"}


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    response = say_no(error.code or 500)
    # Allow of a 405, Retry-After of a 429 and the like are part of the answer.
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def show_unforeseen(error: Exception) -> ResponseReturnValue:
    """What no other handler knows: a database that is away or busy, or else a bug."""
    return show_database_away(error) if is_not_now(error) else show_bug(error)


def show_unfinished(error: InternalServerError) -> ResponseReturnValue:
    """What broke after a page was made, as when the session is saved, or while an error was told."""
    behind = error.original_exception
    return show_unforeseen(behind) if isinstance(behind, Exception) else show_http_error(error)


def show_bug(error: Exception) -> ResponseReturnValue:
    """A bug: logged once with a reference that the page shows too."""
    reference = new_reference()
    log.error("bug", reference=reference, exc_info=error)
    return say_no(500, reference=reference)
