"""What each host must be told of old addresses and headers, in its own form; and how many rules it takes.

Where a host takes no more, or has no word for a rule, the pages of `redirect_pages` lead on in its place.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hc_builder.content.redirects import join_redirects, list_own_rules, list_redirects
from hc_builder.pages.places import find_places
from hc_builder.project import Project
from hc_builder.site.host_forms import (
    Addresses,
    HostFiles,
    write_apache,
    write_github_pages,
    write_nginx,
    write_redirects,
    write_s3,
    write_vercel,
)
from hc_builder.site.host_headers import Headers


@dataclass(frozen=True)
class Host:
    """How a host is told; `most` is the number of rules that it takes (`None`: no bound is known)."""

    title: str
    write: Callable[[Addresses, Headers, int | None], HostFiles]
    most: int | None = None
    reads_redirects: bool = False
    answers_gone: bool = False
    cant: str = ""


HOSTS = {
    "github-pages": Host(
        "GitHub Pages",
        write_github_pages,
        cant="GitHub Pages takes neither redirects nor headers: pages at old addresses lead on, and all is kept for "
        "10 minutes.",
    ),
    "netlify": Host("Netlify", write_redirects, 10_000, reads_redirects=True),  # above that it advises against them
    "cloudflare": Host("Cloudflare Pages", write_redirects, 2_000, reads_redirects=True),
    "vercel": Host("Vercel", write_vercel, 2_048),
    "nginx": Host("nginx", write_nginx, answers_gone=True),
    "apache": Host("Apache", write_apache, answers_gone=True),
    "s3": Host(
        "Amazon S3",
        write_s3,
        50,
        cant="A bucket sets no headers but Cache-Control: cloudfront-headers.json is for the CloudFront before it.",
    ),
}


def build_host_files(name: str, project: Project, headers: Headers, gone: tuple[str, ...] = ()) -> HostFiles:
    """The files for one of `HOSTS`, that of redirects first; `gone` are addresses that were taken away on purpose."""
    center, base, host = project.center, project.config.base, HOSTS[name]
    lines = join_redirects(center, base, force=name == "netlify") if host.reads_redirects else ""
    pages = frozenset(place.url for place in find_places(center))
    others = center.settings.languages[1:]
    return host.write(Addresses(base, list_redirects(center), gone, lines, pages, others), headers, host.most)


def count_untranslated(name: str, project: Project) -> int:
    """The writer's own rules that the host can't be told: for many addresses, for some requests, or leading nowhere."""
    return 0 if HOSTS[name].reads_redirects else sum(not rule.is_plain for rule in list_own_rules(project.center))
