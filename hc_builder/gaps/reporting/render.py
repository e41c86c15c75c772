"""The report as HTML, Markdown and JSON. Customers' text is escaped where it is put into one of these."""

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
import msgspec

from feedback_function.clock import find_day, parse_zone
from feedback_function.shares import Share
from hc_builder.gaps.markdown_text import escape_markdown, fence_code
from hc_builder.gaps.model.change import Change
from hc_builder.gaps.model.report import GapEntry, Proposal, Replay, Report
from hc_builder.yaml_text import read_own_yaml


def render_report(report: Report, format: str, lang: str = "ko") -> str:
    """`md` (for an issue or a mail) or `json` (see `build_schema`)."""
    if format == "json":
        return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"
    words = read_words(lang)
    template = make_environment(format).get_template("report.md.j2")
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
    words: dict[str, Any] = read_own_yaml(files("hc_builder.gaps.reporting").joinpath(name))
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

    def effect(self, proposal: Proposal) -> str:
        """What a proposal would do, by the search itself."""
        answered = self("would_answer", answers=proposal.answers, lost=proposal.lost)
        others = [text for text in proposal.examples if text not in proposal.text]
        examples = f" ({', '.join(others)})" if others else ""
        losses = f" ({', '.join(proposal.losses)})" if proposal.losses else ""
        broken = self("would_break", n=proposal.broken) + losses if proposal.broken else self("would_break_none")
        return f"{answered}{examples} {broken}"

    def local(self, time: str, zone: str) -> str:
        """The shop's day at a UTC time."""
        return find_day(datetime.fromisoformat(time), parse_zone(zone)).isoformat()


@cache
def make_environment(format: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("hc_builder.gaps.reporting"),
        autoescape=format == "html",
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters |= {"md": escape_markdown, "code": fence_code}
    return environment
