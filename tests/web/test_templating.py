"""Templates know the same, however quickly they are asked."""

from flask import Flask
from jinja2 import DictLoader

from directory.web.templating import TemplateEnvironment


def make_app():
    app = Flask("demo")
    app.jinja_environment = TemplateEnvironment
    return app


def test_a_template_knows_what_all_come_to_know():
    app = make_app()
    made = app.jinja_env.from_string("{{ name }}", {"name": "its own"})

    app.jinja_env.globals.update(name="of all", more="later")

    assert made.render() == "its own"
    assert {"name", "more"} <= made.globals.keys()
    assert app.jinja_env.from_string("{{ name }} {{ more }}").render() == "of all later"


def test_what_one_template_is_given_goes_along_to_the_macros_it_imports():
    app = make_app()
    app.jinja_env.loader = DictLoader({"macros": "{% macro say() %}{{ name }}{% endmacro %}"})
    importing = "{% from 'macros' import say %}{{ say() }}"

    told = app.jinja_env.from_string(importing, {"name": "its own"}).render()
    untold = app.jinja_env.from_string(importing).render()

    assert (told, untold) == ("its own", "")
