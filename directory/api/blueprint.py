"""The blueprints that the modules of this package hang their routes on: the feed, and the page that describes it."""

from flask import Blueprint

feed = Blueprint("feed", "directory.api", url_prefix="/feed")
open_data = Blueprint("open_data", "directory.api", template_folder="templates")
