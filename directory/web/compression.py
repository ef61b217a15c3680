"""Smaller answers for slow connections: public pages and the files that all pages share.

A page that holds a secret, such as the token of a form, is never compressed: from its length somebody who can have it
ask for words of their choosing could learn the secret letter by letter (the attack called BREACH).
"""

from functools import lru_cache

import brotli
from flask import Flask, Response, request
from flask_compress import Compress

from directory.security.headers import STATIC_ENDPOINT, is_private

PUBLIC = "public"
WORDS = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})


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
        if is_file_for_brotli(response):
            send_smallest(response)
        return compress.after_request(response)


def may_be_compressed(response: Response) -> bool:
    """Whether this is a whole file or page, the same for everybody."""
    is_page = request.blueprint == PUBLIC and not is_private() and "Set-Cookie" not in response.headers
    return response.status_code in (200, 304) and (request.endpoint == STATIC_ENDPOINT or is_page)


def is_file_for_brotli(response: Response) -> bool:
    """Whether this is a whole file of words, for a browser that says it understands Brotli."""
    is_whole = request.endpoint == STATIC_ENDPOINT and response.status_code == 200
    return is_whole and response.mimetype in WORDS and request.accept_encodings.quality("br") > 0


def send_smallest(response: Response) -> None:
    """Send a file as small as it can be made; not at all to who has it already."""
    response.set_data(smallest(response.get_data()))
    response.headers["Content-Encoding"] = "br"
    etag, _ = response.get_etag()
    if etag:
        response.set_etag(f"{etag}:br")
    response.make_conditional(request)


@lru_cache(maxsize=32)
def smallest(content: bytes) -> bytes:
    """The content of a file, made a fifth smaller than pages are. It takes a tenth of a second, and so is done once."""
    return bytes(brotli.compress(content, quality=11))
