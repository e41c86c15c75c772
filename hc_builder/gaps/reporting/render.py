"""The report as HTML, Markdown and JSON. Customers' text is escaped here and nowhere else."""

import re
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
import msgspec
import yaml

from feedback_function.clock import find_day, parse_zone
from feedback_function.shares import Share
from hc_builder.gaps.model.change import Change
from hc_builder.gaps.model.report import GapEntry, Replay, Report
from hc_builder.gaps.reporting.charts import build_weekly_shares, describe_chart, render_chart

_MARKDOWN_SIGNS = re.compile(r"[\\`*_\[\]<>#|~&@]|(?<=[A-Za-z]):(?=/)|(?<=www)[.]")


def render_report(report: Report, format: str, lang: str = "ko") -> str:
    """`html` (one self-contained page), `md` (for an issue or a mail) or `json` (see `build_schema`)."""
    if format == "json":
        return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"
    words = read_words(lang)
    template = make_environment(format).get_template(f"report.{format}.j2")
    return template.render(
        report=report, w=words, lang=lang, say=Sayings(words), sentence=build_sentence(report, words)
    )


def render_replay(replay: Replay, format: str, lang: str = "ko") -> str:
    """`text`, `json`, or `md` for a comment on a pull request."""
    if format == "json":
        return msgspec.json.format(msgspec.json.encode(replay), indent=2).decode() + "\n"
    say = Sayings(read_words(lang))
    show = escape_markdown if format == "md" else str
    lines = [say(f"replay_{replay.against}", failed=replay.failed_sessions, answered=replay.answered_sessions)]
    if replay.examples:
        lines += ["", say("replay_examples") + ":", "", *(f"- {show(text)}" for text in replay.examples)]
    lines += ["", say("replay_worse", n=len(replay.worse)) if replay.worse else say("replay_no_worse"), ""]
    lines += [f"- {show(worse.query) or '…'} → {worse.article} ({worse.sessions})" for worse in replay.worse]
    return "\n".join(lines).rstrip() + "\n"


@cache
def read_words(lang: str) -> dict[str, Any]:
    """The report's words; any language but Korean reads English."""
    name = "words.ko.yml" if lang.startswith("ko") else "words.en.yml"
    words: dict[str, Any] = yaml.safe_load(
        files("hc_builder.gaps.reporting").joinpath(name).read_text(encoding="utf-8")
    )
    return words


def build_sentence(report: Report, words: dict[str, Any]) -> str:
    """The week in one sentence."""
    success = report.rates.search_success
    if not success.whole:
        return str(words["sentence_none"])
    first = str(words["sentence"]).format(
        sessions=f"{report.rates.self_service.whole:,}", success=round(100 * success.share)
    )
    if not report.gaps:
        return f"{first} {words['sentence_no_gap']}"
    gap = Sayings(words).title(report.gaps[0])
    share = f"{100 * report.first_ten_share:.0f}%"
    second = str(words["sentence_gap"]).format(gap=gap, first=min(10, len(report.gaps)), share=share)
    return f"{first} {second}"


class Sayings:
    """Small phrases of one language."""

    def __init__(self, words: dict[str, Any]) -> None:
        self._words = words

    def __call__(self, key: str, **values: object) -> str:
        shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        return str(self._words[key]).format(**shown)

    def title(self, gap: GapEntry) -> str:
        """The gap in a customer's words, or its key words, or its kind alone."""
        if gap.titled_by == "wording":
            return gap.title
        if gap.titled_by == "terms":
            return self("terms_title", terms=gap.title)
        return self("hidden_title", kind=self._words[gap.kind], sessions=gap.sessions)

    def share(self, share: Share) -> str:
        """`62.5% (41–80)`."""
        if not share.whole:
            return str(self._words["no_data"])
        return f"{100 * share.share:.1f}% ({100 * share.low:.0f}–{100 * share.high:.0f})"

    def change(self, change: Change) -> str:
        """`62% → 18% (difference −60 to −25 points)`."""
        if not change.before.whole or not change.after.whole:
            return str(self._words["no_data"])
        before, after = (f"{100 * share.share:.0f}%" for share in (change.before, change.after))
        return self(
            "before_after", before=before, after=after, low=f"{100 * change.low:+.0f}", high=f"{100 * change.high:+.0f}"
        )

    def chart(self, report: Report, name: str) -> dict[str, str]:
        """`src` and `alt` of the weekly chart of one rate; empty where there are not two weeks to compare."""
        points = build_weekly_shares(report.days, name)
        if sum(share is not None for _, share in points) < 2:
            return {}
        return {"src": render_chart(points), "alt": f"{self(name)}: {describe_chart(points)}"}

    def local(self, time: str, zone: str) -> str:
        """The shop's day at a UTC time."""
        return find_day(datetime.fromisoformat(time), parse_zone(zone)).isoformat()

    def peak(self, hours: tuple[tuple[int, ...], ...]) -> str:
        """The busiest hour of the week in words; empty where nobody searched."""
        most, weekday, hour = max((n, -d, -h) for d, row in enumerate(hours) for h, n in enumerate(row))
        return self("hours_peak", weekday=self._words["weekdays"][-weekday], hour=str(-hour)) if most else ""


def escape_markdown(text: object) -> str:
    """`text` as plain text in Markdown and in a table cell of it, on one line: no markup, link, mention or HTML.

    Signs become character references, which work where a backslash does not (mentions, autolinks, table cells).
    """
    line = re.sub(r"\s+", " ", str(text)).strip()
    return _MARKDOWN_SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", line)


def fence_code(text: str) -> str:
    """`text` as an inline code span that its own backticks can't end (CommonMark 6.1)."""
    line = re.sub(r"\s+", " ", text).strip()
    ticks = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    return f"{ticks} {line} {ticks}" if "`" in line else f"`{line}`"


@cache
def make_environment(format: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("hc_builder.gaps.reporting"),
        autoescape=format == "html",
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"md": escape_markdown, "code": fence_code}
    return environment
