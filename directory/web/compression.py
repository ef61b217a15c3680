"""Smaller answers for slow connections: public pages and the files that all pages share.

A page that holds a secret, such as the token of a form, is never compressed: from its length somebody who can have it
ask for words of their choosing could learn the secret letter by letter (the attack called BREACH).
"""

from flask import Flask, Response, request
from flask_compress import Compress

from directory.security.headers import STATIC_ENDPOINT, is_private

PUBLIC = "public"


def init_compression(app: Flask) -> None:
    """Compress what may be, with Brotli or gzip, for browsers that say they understand it."""
    app.config.update(
        COMPRESS_REGISTER=False, COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_ALGORITHM_STREAMING=["br", "gzip"]
    )
    compress = Compress(app)

    @app.after_request
    def make_smaller(response: Response) -> Response:
        if not may_be_compressed(response):
            return response
        # Read whole, a file is closed in the end; of a stream nobody would close it.
        response.direct_passthrough = False
        response.get_data()
        return compress.after_request(response)


def may_be_compressed(response: Response) -> bool:
    """Whether this is a whole file or page, the same for everybody."""
    is_page = request.blueprint == PUBLIC and not is_private() and "Set-Cookie" not in response.headers
    return response.status_code in (200, 304) and (request.endpoint == STATIC_ENDPOINT or is_page)
