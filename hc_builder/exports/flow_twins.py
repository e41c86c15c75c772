"""A guided flow as one page of Markdown: its questions in order, and where each choice leads."""

from collections.abc import Iterator

from hc_builder.content.flows import Flow, Step
from hc_builder.exports.markdown import build_head, write_line
from hc_builder.exports.source import ExportSource
from hc_builder.pages.places import Stop, stop_url
from hc_builder.pages.stops import build_stop


def list_flows(source: ExportSource, lang: str) -> list[Flow]:
    """Those that stand in lists."""
    return [flow for flow in source.center.flows if flow.lang == lang and not flow.fields.hidden]


def find_start(source: ExportSource, flow: Flow) -> str:
    """The address of its first page under the site's root."""
    return stop_url(source.center, Stop(flow, flow.start))


def build_flow_twin(source: ExportSource, flow: Flow) -> bytes:
    steps = "\n\n".join("\n".join(_write_step(source, flow, step)) for step in flow.steps.values())
    head, place = build_head(flow.fields.title, flow.fields.text), source.find_address(find_start(source, flow))
    return f"{head}{steps}\n\n<{place}>\n".encode()


def _write_step(source: ExportSource, flow: Flow, step: Step) -> Iterator[str]:
    """A choice that leads to a hidden article is told without its address."""
    stop = build_stop(source.center, Stop(flow, step), {})
    yield f"## {write_line(stop.ask)}\n"
    if stop.text:
        yield f"{write_line(stop.text)}\n"
    for choice in stop.choices:
        say, (url, sign, fragment) = write_line(choice.title), choice.url.partition("#")
        is_open = url in source.told_urls if choice.leads_to == "article" else choice.leads_to != "person"
        yield f"- [{say}]({source.find_address(url)}{sign}{fragment})" if is_open else f"- {say}"
