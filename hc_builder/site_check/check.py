"""All that is looked at, in one list."""

from collections.abc import Iterator
from urllib.parse import urljoin

from hc_builder.problems import Problem
from hc_builder.project import Project
from hc_builder.site_check.crawl import Crawled, check_references, crawl
from hc_builder.site_check.headers import check_headers, check_missing
from hc_builder.site_check.redirects import check_redirects
from hc_builder.site_check.search import check_search
from hc_builder.site_check.sources import Source, open_source


def check_site(site: str, project: Project) -> tuple[list[Problem], str]:
    """What is wrong with the site of a project, in a folder or at an address, and what was looked at. Raises
    `SiteUnreachable`."""
    source = open_source(site, project.config.base)
    crawled = crawl(source)
    problems = [
        *_check_home(crawled, source),
        *check_references(crawled, source.base),
        *check_headers(crawled, source),
        *check_missing(source),
        *check_redirects(project, source),
        *_check_searches(crawled, source, project),
        *_check_feedback(source, project),
    ]
    return sorted(problems), f"{len(crawled.pages):,} pages, {len(crawled.answers):,} files"


def _check_home(crawled: Crawled, source: Source) -> Iterator[Problem]:
    """HC81: without it there is nothing to follow."""
    if source.base not in crawled.pages:
        answer = crawled.answers[source.base]
        leads = answer.headers.get("location", "")
        what = f"the home page answers {answer.status}" + (f" and leads to {leads}" if leads else "")
        yield Problem(source.base, 0, "HC81", what, "name the address of the site's home page, with its path")


def _check_searches(crawled: Crawled, source: Source, project: Project) -> Iterator[Problem]:
    for lang in project.settings.languages:
        urls = {shown.article.title: shown.url for shown in project.center.list_public(lang)}
        if urls:
            yield from check_search(crawled, source, lang, urls)


def _check_feedback(source: Source, project: Project) -> Iterator[Problem]:
    """HC85: a browser on these pages can send events to the endpoint."""
    from feedback_function.checking import Unreachable, check_endpoint

    endpoint = project.settings.feedback.endpoint
    if not endpoint or not source.origin:
        return
    address = urljoin(source.origin + source.base, endpoint.lstrip("/") if endpoint.startswith("/") else endpoint)
    try:
        for finding in check_endpoint(address, source.origin):
            if not finding.is_good:
                yield Problem(address, 0, "HC85", f"{finding.tried}: {finding.met}", finding.cure, "warning")
    except Unreachable as error:
        yield Problem(address, 0, "HC85", error.what, error.hint)
