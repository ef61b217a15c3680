"""The blueprints that the modules of this package hang their routes on: the feed, FHIR, and the pages about them."""

from flask import Blueprint

feed = Blueprint("feed", "directory.api", url_prefix="/feed")
fhir = Blueprint("fhir", "directory.api", url_prefix="/fhir")
open_data = Blueprint("open_data", "directory.api", template_folder="templates")
