"""Requests that end where they were sent: a redirect is an answer, as `HTTPError`, and is not followed."""

import urllib.request
from http.client import HTTPResponse


def open_direct(request: urllib.request.Request, patience: float) -> HTTPResponse:
    """The answer, waited for as many seconds. Raises `OSError`, of which `HTTPError` is one, and `HTTPException`."""
    answer: HTTPResponse = _OPENER.open(request, timeout=patience)
    return answer


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Python would send on what was sent, a key too, to wherever it is told."""
        return


_OPENER = urllib.request.build_opener(_NoRedirect)
