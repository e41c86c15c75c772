"""The endpoint on AWS Lambda, behind API Gateway or a function URL. Handler: `feedback_function.aws_lambda.handler`."""

from mangum import Mangum

from feedback_function.app import create_app
from feedback_function.settings import BadSetting, EndpointSettings, read_settings


def build_handler(settings: EndpointSettings) -> Mangum:
    """The handler for these settings. Raises `BadSetting` for what a Lambda loses: its disk does not outlive it."""
    if settings.database_url.startswith("sqlite"):
        raise BadSetting("HC_DATABASE_URL: a Lambda keeps no files", "use postgresql://user@host/name")
    if settings.meaning:
        raise BadSetting("HC_MEANING: a Lambda would compute the articles anew at each start", "leave it out")
    return Mangum(create_app(settings), lifespan="off")


def __getattr__(name: str) -> Mangum:
    """`handler` is made when Lambda asks for it, so that this module can be imported anywhere."""
    if name != "handler":
        raise AttributeError(name)
    globals()["handler"] = build_handler(read_settings())
    made: Mangum = globals()["handler"]
    return made
