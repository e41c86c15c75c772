"""The endpoint on AWS Lambda, behind API Gateway or a function URL. Handler: `feedback_function.aws_lambda.handler`.

Invoked with `{"hc": ["purge", "--older-than", "90d"]}`, which takes the right to invoke the function itself, it runs an
operator's command: by hand, or daily by a schedule.
"""

import io
import re
from collections.abc import Callable
from typing import Any

from mangum import Mangum
from mangum.types import ASGI as ASGIApp
from mangum.types import Receive, Scope, Send

from feedback_function.app import create_app
from feedback_function.cli import run_words
from feedback_function.setting_fields import BadSetting
from feedback_function.settings import EndpointSettings, read_settings

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]
_BEFORE_ROUTE = re.compile(r"^.*?(?=/v1/|/metrics$|/openapi\.json$)")
"""A named stage or a mapped base path of API Gateway."""


def build_handler(settings: EndpointSettings) -> Handler:
    """The handler for these settings. Raises `BadSetting` for what a Lambda loses: its disk does not outlive it."""
    if settings.database_url.startswith("sqlite"):
        raise BadSetting("HC_DATABASE_URL: a Lambda keeps no files", "use postgresql://user@host/name")
    if settings.meaning:
        raise BadSetting("HC_MEANING: a Lambda would compute the articles anew at each start", "leave it out")
    if settings.inquiry_site:
        raise BadSetting("HC_INQUIRY_SITE: a Lambda sends no mail between requests", "run the endpoint on a server")
    web = Mangum(_cut_stage(create_app(settings)), lifespan="off")

    def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
        if "hc" in event and "requestContext" not in event:
            return _run_command(event["hc"])
        return web(event, context)

    return handle


def _cut_stage(app: ASGIApp) -> ASGIApp:
    """`app` as it knows its paths, whatever stands before them."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        path = _BEFORE_ROUTE.sub("", scope["path"])
        await app({**scope, "path": path, "raw_path": path.encode()}, receive, send)

    return answer


def _run_command(words: Any) -> dict[str, Any]:
    out = io.BytesIO()
    told = run_words([str(word) for word in words] if isinstance(words, list) else [], out)
    return {"exit_code": told.exit_code, "told": [*told.lines], "data": told.data + out.getvalue().decode()}


def __getattr__(name: str) -> Handler:
    """`handler` is made when Lambda asks for it, so that this module can be imported anywhere."""
    if name != "handler":
        raise AttributeError(name)
    globals()["handler"] = build_handler(read_settings())
    made: Handler = globals()["handler"]
    return made
