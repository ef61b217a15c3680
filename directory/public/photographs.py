"""The files of photographs, each at an address that never shows anything else."""

from flask import request
from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.catalogue.photographs.keeping import get_published_file
from directory.db import reading
from directory.public.blueprint import bp
from directory.web.photographs import FILE, file_answer

# Kept by browsers alone: what is shared by many would go on showing somebody who is taken out.
KEPT = "private, max-age=31536000, immutable"


@bp.get(f"/photographs/{FILE}")
@open_to_all
def download_photograph(digest: str, width: int) -> ResponseReturnValue:
    """A picture that a published listing shows, in one width."""
    with reading() as db:
        answer = file_answer(get_published_file(db, digest, width))
    answer.headers["Cache-Control"] = KEPT
    return answer.make_conditional(request)
