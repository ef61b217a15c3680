"""A tiny app with the real layout, components and headers, for the tests of pages."""

from dataclasses import dataclass

from flask import Blueprint, Flask, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields, post_load, validate

from directory.errors import WrongInput
from directory.security.headers import init_headers
from directory.web.components import Card, Fact, Moment, Paging, Tag
from directory.web.errors import new_reference, render_error
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, NumberField, PostcodeField, SecretField, TextField
from directory.web.forms import LynchpinForm, QueryForm, asks_again, load_form, load_query, show_form
from directory.web.navigation import Navigation, NavItem, use_navigation
from directory.web.pages import init_web, render_page, tell
from directory.web.spam import OpenForm


@dataclass(frozen=True)
class Wish:
    """What the demo's operation takes."""

    name: str
    submission_key: str
    cost: str
    born_on: object = None
    group: str | None = None


class WishSchema(Schema):
    name = fields.String(required=True)
    submission_key = fields.String(required=True, validate=validate.Length(8, 64))
    cost = fields.String(required=True)
    born_on = fields.Date(load_default=None)
    group = fields.String(
        load_default=None, validate=validate.OneOf(["walking", "singing"], error="Choose a group we run")
    )

    @post_load
    def build(self, data: dict[str, object], **_: object) -> Wish:
        return Wish(**data)  # type: ignore[arg-type]


class WishForm(LynchpinForm[Wish]):
    schema = WishSchema

    name = TextField("Your name", required="Enter your name", hint="As you would like to be called", width=20)
    postcode = PostcodeField("Postcode", hint="For example, LS1 4DY. We do not keep it.")
    born_on = DayField("Date of birth (optional)", hint="For example, 27 3 1950")
    people = NumberField("How many people are coming?", hint="You and anyone with you", width=2, least=1, most=12)
    cost = OneOfField(
        "What can you pay?",
        [Choice("free", "Nothing", "Only activities that are free"), Choice("any", "A few pounds", "£5 at most")],
        required="Choose what you can pay",
    )
    needs = AnyOfField(
        "What do you need there? (optional)", [("step_free", "Step-free access"), ("bsl", "A BSL interpreter")]
    )
    group = PickField("Which group?", [("walking", "Walking"), ("singing", "Singing")], empty="Choose one")
    about = LongTextField("Anything else we should know? (optional)", longest=400)
    secret = SecretField("Your password (optional)")


class NoteForm(OpenForm[str]):
    words = TextField("Your words", required="Write something")

    def to_input(self) -> str:
        return str(self.words.data)


class SearchForm(QueryForm):
    what = TextField("What would you like to do?", width=20)
    postcode = PostcodeField("Your postcode", hint="For example, LS1 4DY")
    within = PickField("How far away?", [("1", "1 mile"), ("3", "3 miles"), ("10", "10 miles")])


CARDS = [
    Card(
        "Chair yoga for beginners",
        "/activities/1",
        "Holbeck Together",
        "Gentle stretching on a chair, with tea afterwards. No need to book.",
        (Tag("Tue 24 Nov, 10:30am", "calendar"), Tag("0.8 miles", "pin"), Tag("Free", "pound", "good")),
        ("You said you would like gentle movement", "Step-free, and near the number 1 bus"),
        ("Bring a bottle of water",),
        ("whether a hearing loop is fitted",),
    ),
    Card(
        "Men’s Shed: woodwork, repairs and a-very-long-word-Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "/activities/2",
        "Armley Helping Hands",
        "",
        (Tag("Thu 26 Nov, 1pm", "calendar"), Tag("2.1 miles", "pin"), Tag("£2 a visit", "pound")),
        ("Making things with others", "Open to men who live alone"),
    ),
    Card(
        "Singing for the joy of it",
        "/activities/3",
        "St Mary’s Community Choir",
        "Songs from films and shows. You do not need to read music.",
        (Tag("No date known", "calendar", "warn"), Tag("3.4 miles", "pin"), Tag("Full until January", "people", "bad")),
        (),
        (),
        ("the cost", "whether there is parking"),
    ),
]
FACTS = [
    Fact("Name", "Ada Okafor", "/name"),
    Fact("Telephone", ""),
    Fact("Likes", ["Gardening", "Being outdoors", "Company"], "/likes"),
    Fact("Sessions used", 2),
]
HISTORY = [
    Moment("Tue 24 Nov, 10:30am", "Met at home", "Talked about getting out more. Would like to try the allotment."),
    Moment("Tue 17 Nov", "Referral accepted by Green Fingers"),
    Moment("Mon 9 Nov", "Referred by Dr Shah’s surgery", "Lonely since moving house."),
]
STATES = ["draft", "sent", "accepted", "waiting", "declined", "withdrawn", "attended", "not attended", "going"]
STATES += ["ended", "not for me"]
ROWS = [("Ada Okafor", "9 November 2026", "sent", 2), ("Bill Shaw", "30 October 2026", "waiting", 5)]

public = Blueprint("public", __name__, template_folder="templates")
staff = Blueprint("staff", __name__, template_folder="templates")


@public.get("/")
def home() -> ResponseReturnValue:
    form = load_query(SearchForm)
    return render_page("demo/home.html", CARDS, form=form)


@public.get("/wish")
def new_wish() -> ResponseReturnValue:
    return render_page("demo/wish.html", form=show_form(WishForm, {"name": "Ada"}))


@public.post("/wish")
@asks_again(new_wish)
def create_wish() -> ResponseReturnValue:
    wish = load_form(WishForm)
    if wish.name == "Nobody":
        raise WrongInput("This name cannot be used.", {"name": "Enter the name of a real person"})
    if wish.name == "Full":
        raise WrongInput("The group is full today.")
    tell(f"Thank you, {wish.name}. We sent your wish.")
    return redirect(url_for("public.home"), 303)


@public.get("/note")
def new_note() -> ResponseReturnValue:
    return render_page("demo/note.html", form=show_form(NoteForm))


@public.post("/note")
@asks_again(new_note)
def create_note() -> ResponseReturnValue:
    tell(f"Noted: {load_form(NoteForm)}")
    return redirect(url_for("public.home"), 303)


@staff.get("/staff/client")
def show_client() -> ResponseReturnValue:
    session["user"] = "someone"
    return render_page("demo/client.html", {"facts": FACTS, "history": HISTORY, "states": STATES, "rows": ROWS})


@staff.get("/staff/list")
def show_list() -> ResponseReturnValue:
    return render_page("demo/list.html", Paging(5, 10, 96, lambda number: f"?page={number}"))


@staff.post("/staff/close")
def close_client() -> ResponseReturnValue:
    return {"key": request.form["submission_key"]}


@public.get("/broken")
def broken() -> ResponseReturnValue:
    return render_error(500, reference=new_reference())


def find_navigation() -> Navigation:
    if "user" not in session:
        return Navigation((NavItem("Find something to do", "/"), NavItem("Ask for help", "/wish")))
    items = (
        NavItem("Today", "/staff"),
        NavItem("Clients", "/staff/client"),
        NavItem("Find activities", "/staff/list"),
        NavItem("Questions", "/staff/questions"),
        NavItem("Reports", "/staff/reports"),
    )
    return Navigation(items, person="Priya Nair", sign_out_href="/sign-out")


def create_demo_app(behind_https: bool = False) -> Flask:
    app = Flask("demo", static_folder=None, template_folder=None)
    app.config.update(SECRET_KEY="a secret of the demo app", TESTING=True)
    init_headers(app, behind_https)
    init_web(app)
    use_navigation(app, find_navigation)
    app.register_blueprint(public)
    app.register_blueprint(staff)
    app.register_error_handler(404, lambda _: render_error(404))
    app.register_error_handler(WrongInput, lambda error: render_error(422, message=str(error)))
    return app
