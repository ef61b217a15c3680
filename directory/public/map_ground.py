"""The map beside a list of results: the ground it is drawn on, where no tiles are set."""

from itertools import pairwise

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.catalogue.map_points import EAST, NORTH, SOUTH, WEST
from directory.errors import WrongInput
from directory.geo.current import current_postcode_file
from directory.geo.lived_in import Box, find_lived_in
from directory.geo.outline import find_outline
from directory.geo.postcode_layout import PostcodeFileUnusable
from directory.public.blueprint import bp

A_DAY = 24 * 60 * 60
# Narrower than this, squares would show single houses.
NARROWEST = 0.02
NO_BOX = "Enter four numbers with commas between: south, west, north and east of a part of Great Britain."


@bp.get("/map/ground.json")
@open_to_all
def download_ground() -> ResponseReturnValue:
    """Where people live inside a box, as differences from one square to the next; nothing where nobody knows."""
    box = read_box(request.args.get("box", ""))
    try:
        file = current_postcode_file()
    except PostcodeFileUnusable:
        return jsonify(across=1, up=1, squares=[], credit="")
    ground = find_lived_in(file, box)
    steps = [after - before for before, after in pairwise((0, *ground.squares))]
    answer = jsonify(across=ground.across, up=ground.up, squares=steps, credit=file.description.licence)
    answer.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    return answer


@bp.get("/map/outline.json")
@open_to_all
def download_outline() -> ResponseReturnValue:
    """The outline of the country, for a map that shows much of it; nothing where nobody knows."""
    try:
        file = current_postcode_file()
    except PostcodeFileUnusable:
        return jsonify(rings=[], credit="")
    answer = jsonify(rings=find_outline(file), credit=file.description.licence)
    answer.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    return answer


def read_box(text: str) -> Box:
    """A box as an address gives it. Raises WrongInput for none, and for what does not lie in the United Kingdom."""
    try:
        south, west, north, east = (float(each) for each in text.split(","))
    except ValueError:
        raise WrongInput(NO_BOX) from None
    is_around = south >= SOUTH - 5 and west >= WEST - 10 and north <= NORTH + 5 and east <= EAST + 10
    # Nothing compares with what is no number, so that this refuses it too.
    if not (is_around and north - south >= NARROWEST and east - west >= NARROWEST):
        raise WrongInput(NO_BOX)
    return Box(south, west, north, east)
