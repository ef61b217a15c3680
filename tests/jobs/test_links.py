"""Looking for the pages that listings lead to, of a real server."""

from dataclasses import replace
from ipaddress import ip_network

import pytest
from sqlalchemy import select

from directory.champions.findings.models import Found, LinkCheck
from directory.config import read_settings
from directory.errors import WrongSettings
from directory.exchange.fetching.fetcher import Fetcher, FetchLimits
from directory.exchange.fetching.probing import Prober
from directory.exchange.fetching.reach import Reach
from directory.jobs.links import LinksLooked, LinkTools, by_turns, link_tools, look_for_pages
from tests.factories.catalogue import make_service
from tests.plugins.web_server import Reply

QUICK = FetchLimits(connect_seconds=1, read_seconds=1, answer_seconds=1)


def resolve(host: str, port: int) -> list[str]:
    if host.endswith("gone.example"):
        raise OSError
    return ["127.0.0.1"]


@pytest.fixture
def tools():
    reach = Reach((ip_network("127.0.0.0/8"),), resolve)
    with Fetcher(reach, "Lynchpin/1", QUICK) as fetcher:
        yield LinkTools(Prober(fetcher, 0), most=10)


def kept(db) -> dict[str, str | None]:
    db.expire_all()
    return {each.url: each.found for each in db.scalars(select(LinkCheck))}


def test_what_came_of_each_page_is_kept(db, tools, serve_web):
    server = serve_web(lambda asked: Reply(status=200 if asked.path == "/there" else 404))
    there, missed = f"{server.address}/there", f"{server.address}/missed"
    for url in (there, missed, "http://www.gone.example/"):
        make_service(db, url=url)
    db.commit()

    done = look_for_pages(tools)

    assert done == LinksLooked(asked=3, missed=2)
    assert kept(db) == {there: None, missed: Found.NOT_THERE, "http://www.gone.example/": Found.NO_SUCH_HOST}


def test_run_again_the_same_day_only_what_is_new_is_asked(db, tools, serve_web):
    server = serve_web(lambda asked: Reply(status=404))
    make_service(db, url=f"{server.address}/missed")
    db.commit()
    look_for_pages(tools)
    before = len(server.asked)

    assert look_for_pages(tools).asked == 0
    assert len(server.asked) == before


def test_where_nobody_answers_nothing_is_held_against_anybody(db, tools):
    for name in ("a", "b"):
        make_service(db, url=f"http://{name}.gone.example/")
    db.commit()

    assert look_for_pages(tools) == LinksLooked(asked=2, missed=0)
    assert kept(db) == {}


def test_a_night_has_an_end_in_number_and_in_time(db, tools, serve_web):
    server = serve_web(lambda asked: Reply())
    for number in range(3):
        make_service(db, url=f"{server.address}/{number}")
    db.commit()

    assert look_for_pages(replace(tools, run_seconds=-1)).asked == 0
    assert look_for_pages(replace(tools, most=2)).asked == 2


def test_no_server_is_asked_twice_in_a_row_where_that_can_be():
    urls = ["http://a.example/1", "http://a.example/2", "http://b.example/1", "http://["]

    assert list(by_turns(urls)) == ["http://a.example/1", "http://b.example/1", "http://[", "http://a.example/2"]


def test_nobody_is_asked_by_somebody_who_cannot_be_reached(tmp_path):
    set_up = {"LYNCHPIN_INSTANCE": str(tmp_path), "LYNCHPIN_LINKS_A_NIGHT": "500"}

    with pytest.raises(WrongSettings, match="LYNCHPIN_CONTACT"), link_tools(read_settings(set_up)):
        pass


def test_no_site_is_asked_unless_that_is_set(tmp_path):
    assert read_settings({"LYNCHPIN_INSTANCE": str(tmp_path)}).links_a_night is None
