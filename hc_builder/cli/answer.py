"""`hc answer`: answers for the shop's app, chatbot and other programs."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hc_builder.cli.help import Group
from hc_builder.cli.main import config_option
from hc_builder.cli.parameters import PORT

if TYPE_CHECKING:
    from feedback_function.settings import EndpointSettings


def parse_rate(ctx: click.Context, param: click.Parameter, text: str) -> str:
    """`60/minute`."""
    from feedback_function.setting_fields import read_rate

    try:
        read_rate(text)
    except ValueError:
        raise click.BadParameter("use a number and a time, such as 60/minute or 1000/day") from None
    return text


def requests_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--requests RATE`, of one client."""
    about = "Questions that one client may ask."
    return click.option(
        "--requests", metavar="RATE", default="60/minute", show_default=True, callback=parse_rate, help=about
    )(command)


def told_events_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--events URL`, the endpoint that is told."""
    about = "The feedback endpoint's /v1/events, which is told what was asked, masked; default: nothing is told."
    return click.option("--events", metavar="URL", default="", help=about)(command)


@click.group(cls=Group)
def answer() -> None:
    """Answers for the shop's app, chatbot and other programs.

    \b
    Example:
      hc answer serve --port 8002
    """


@answer.command("serve")
@config_option
@click.option("--host", help="Address to listen on; default: HC_HOST or 127.0.0.1.")
@click.option("--port", type=PORT, default=8002, show_default=True, help="Port to listen on.")
@requests_option
@click.option("--writer", metavar="URL", help="An OpenAI-compatible address that words answers, key in HC_WRITER_KEY.")
@click.option("--model", metavar="NAME", help="The model at that address.")
@told_events_option
def serve_command(
    config: Path, host: str | None, port: int, requests: str, writer: str | None, model: str | None, events: str
) -> None:
    """Answer questions over HTTP. The search is the browser's own code.

    POST /v1/answer takes a question; POST /v1/kakao is the skill server of a Kakao channel's chatbot, whose header
    Authorization must hold HC_KAKAO_TOKEN if that is set.

    Origins, proxies and limits are those of the endpoint's variables HC_ORIGINS, HC_TRUSTED_PROXIES, HC_LIMITS_URL,
    HC_SECRET, HC_REQUEST_SECONDS and HC_MAX_CONNECTIONS. Questions are neither stored nor logged. With --writer the
    question, masked, and the passages found go to that address; an answer comes of it only if they bear out each of
    its sentences.

    \b
    Example:
      hc answer serve --port 8002
      hc answer serve --writer http://127.0.0.1:11434/v1 --model qwen3
    """
    if bool(writer) != bool(model):
        raise click.UsageError("--writer and --model belong together")
    from hc_builder.answering.kakao_route import TOKEN
    from hc_builder.answering.server import serve_answers
    from hc_builder.answering.service import AnswerService
    from hc_builder.gaps.loop.writer import open_model

    settings = read_served_settings(host, port)
    chosen = open_model(writer, model, os.environ, settings.request_seconds) if writer and model else None
    with AnswerService(config, chosen, events, settings.mask) as service:
        serve_answers(settings, service, requests, os.environ.get(TOKEN, "").strip())


def read_served_settings(host: str | None, port: int) -> "EndpointSettings":
    """Those of the environment, with where to listen."""
    from feedback_function.settings import read_settings

    settings = read_settings()
    return replace(settings, host=host or settings.host, port=port)
