"""Real help centers of five tools, moved in by one command each: no article lost, no other tool's syntax left, links
and pictures where they were, titles that people read."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

import pytest

from hc_builder.checks import check_help_center
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.links import AddressBook
from hc_builder.content.markup import Renderer
from hc_builder.content.settings_reading import parse_settings
from hc_builder.importers.importing import Plan, Request, apply_plan, plan_import
from hc_builder.importers.model import Export
from hc_builder.problems import Problem

pytestmark = pytest.mark.shared
TODAY = date(2026, 11, 30)

SOURCES = {
    "adobe-commerce-kb-ko": ("learn", 210, ["ko"]),
    "login-gov-help": ("jekyll", 220, ["en", "es", "fr", "zh"]),
    "plausible-docs": ("docusaurus", 132, ["en"]),
    "arduino-help": ("markdown", 414, ["en"]),
}


@dataclass(frozen=True)
class Moved:
    """A corpus after its import."""

    name: str
    plan: Plan
    center: HelpCenter
    problems: list[Problem]

    @property
    def export(self) -> Export:
        return self.plan.export

    @cached_property
    def book(self) -> AddressBook:
        return AddressBook(self.center)

    def list_dead(self) -> Iterator[str]:
        """Targets of our own site that lead nowhere."""
        for shown in self.center.articles:
            for reference in shown.rendered.references:
                if (
                    not re.match(r"[a-z]+:|//|#", reference.target)
                    and self.book.resolve(shown, reference.target) is None
                ):
                    yield reference.target


@pytest.fixture(scope="module", params=SOURCES)
def moved(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Moved:
    name: str = request.param
    source, _, languages = SOURCES[name]
    folder = tmp_path_factory.mktemp(name)
    plan = plan_import(Request(source, shared / "corpora" / name, folder / "content"))
    apply_plan(plan)
    settings, _ = parse_settings({"languages": languages, "dead_links": "warning"}, "mkdocs.yml")
    center = read_help_center(folder / "content", settings, Renderer(), TODAY)
    return Moved(name, plan, center, check_help_center(center, TODAY))


def test_no_article_is_lost_and_none_is_wrong(moved: Moved) -> None:
    drafts = sum(article.draft for article in moved.export.articles)
    assert len(moved.export.articles) == SOURCES[moved.name][1] == len(moved.center.articles) + drafts
    assert [problem for problem in moved.problems if problem.severity == "error" and problem.code != "HC20"] == []


def test_no_syntax_of_another_tool_is_left(moved: Moved) -> None:
    foreign = [one for shown in moved.center.articles for one in shown.rendered.foreign]
    assert [one for one in foreign if one.tool not in ("Markdown", "")] == []


def test_what_is_dead_was_dead_before_and_is_told(moved: Moved) -> None:
    told = {unquote(loss.sample) for loss in moved.export.losses}
    dead = [target for target in moved.list_dead() if not any(unquote(target)[:75] in sample for sample in told)]
    links = sum(len(shown.rendered.references) for shown in moved.center.articles)
    assert len(dead) <= links * 0.02
    assert len(dead) <= 3


def test_every_picture_that_an_article_shows_and_the_source_has_is_there(moved: Moved, shared: Path) -> None:
    files = {path.name.casefold() for path in (shared / "corpora" / moved.name).rglob("*") if path.is_file()}
    lost = [loss.sample for loss in moved.export.losses if "picture or film" in loss.what]
    assert [sample for sample in lost if posixpath.basename(unquote(sample)).casefold() in files] == []


def test_titles_are_for_people(moved: Moved) -> None:
    titles = [article.title for article in moved.export.articles]
    titles += [category.title for category in moved.export.categories]
    assert [
        title for title in titles if not title or re.search(r"\[!|(?<!\$)\{|<|^[a-z0-9]+(?:-[a-z0-9]+)+$", title)
    ] == []


def test_a_second_run_finds_nothing_to_do(moved: Moved, shared: Path) -> None:
    if len(moved.export.articles) > 300:
        return  # what it would show, smaller sources do
    source = SOURCES[moved.name][0]
    again = plan_import(Request(source, shared / "corpora" / moved.name, moved.plan.content))
    assert {step.fate for step in again.steps} == {"same"}
