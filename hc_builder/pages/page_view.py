"""What a page shows around its text, as the theme's templates read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from hc_builder.content.settings import GivenSettings
from hc_builder.pages.inquiry_form import describe_form, find_inquiry_endpoint, leads_to_form, list_file_types
from hc_builder.pages.interface_text import format_date
from hc_builder.pages.opening_hours import OpeningHours, describe_hours
from hc_builder.pages.page_parts import (
    Alternate,
    ArticleView,
    CategoryLink,
    Group,
    Link,
    LinkColumn,
    Logo,
    NoticeView,
    Pages,
    Row,
    Shelf,
    Shortcut,
    StopView,
    WayOut,
    group_rows,
)
from hc_builder.pages.places import PageKind
from hc_builder.pages.script_settings import find_endpoint, pack_script
from hc_builder.pages.theme_assets import ThemeAssets


@dataclass(frozen=True)
class PageView:
    """One page. `alternates` are this page in other languages, `fallbacks` what stands for it in those that lack it;
    `search` is the folder of the index files, `inquiry_page` the address of the form, if there is one; `topics` maps
    the id of a top category to its title. `children` and `articles` are a category's lists; of one that is too long for
    a page there are the `child_shelves` or `article_shelves` instead, below the `articles` that are pinned. Search
    engines may list the page where it `is_listed`; `audience` says whom it is for, if not for everybody; `picture` is
    what stands for it elsewhere, by path in the site; `has_markdown`: its text stands beside it as Markdown, where the
    site has an address. `logo`, on dark pages `logo_dark`, `header_links` and `footer_columns` are the brand's, and may
    be none."""

    kind: PageKind | Literal["error"]
    lang: str
    title: str
    description: str
    url: str
    text: Mapping[str, str]
    settings: GivenSettings
    assets: ThemeAssets
    hours: OpeningHours
    home: str
    search: str
    search_page: str
    inquiry_page: str
    policies: tuple[Link, ...]
    alternates: tuple[Alternate, ...]
    topics: Mapping[str, str]
    popular: tuple[Row, ...]
    settings_script: str
    breadcrumbs: tuple[Link, ...] = ()
    category: CategoryLink | None = None
    children: tuple[CategoryLink, ...] = ()
    articles: tuple[Row, ...] = ()
    child_shelves: tuple[Shelf, ...] = ()
    article_shelves: tuple[Shelf, ...] = ()
    pages: Pages | None = None
    siblings: tuple[Row, ...] = ()
    article: ArticleView | None = None
    stop: StopView | None = None
    flows: tuple[Link, ...] = ()
    notices: tuple[NoticeView, ...] = ()
    fallbacks: tuple[Alternate, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    is_listed: bool = True
    audience: str = ""
    picture: str = ""
    has_markdown: bool = False
    logo: Logo | None = None
    logo_dark: Logo | None = None
    header_links: tuple[Link, ...] = ()
    footer_columns: tuple[LinkColumn, ...] = ()

    @property
    def versions(self) -> tuple[Alternate, ...]:
        """This page in every language in which search engines may list it, its own first; none where no other has."""
        own = Alternate("", self.url, self.lang)
        others = [other for other in self.alternates if other.is_listed]
        return (own, *others) if others and self.is_listed else ()

    @property
    def default_url(self) -> str:
        """For readers of languages that the site does not have: the page in the first one, if it is there."""
        first = (version.url for version in self.versions if version.lang == self.settings.language)
        return next(first, self.url)

    @property
    def article_groups(self) -> tuple[Group, ...]:
        """`articles` under the headings that their writers gave them."""
        return group_rows(self.articles)

    @property
    def sibling_groups(self) -> tuple[Group, ...]:
        """`siblings`, in the same way."""
        return group_rows(self.siblings)

    @property
    def feedback(self) -> str:
        return find_endpoint(self.settings)

    @property
    def channels(self) -> tuple[WayOut, ...]:
        """The ways to a person; one that leads to the form of the help center itself `is_own`."""
        own = partial(leads_to_form, settings=self.settings)
        return tuple(
            WayOut(
                each.label or self.text[f"contact_{each.type}"],
                self.inquiry_page if own(each) else each.href,
                each.type,
                each.value,
                own(each),
                each.summary_href,
            )
            for each in self.settings.contact.channels
        )

    @property
    def inquiry_endpoint(self) -> str:
        return find_inquiry_endpoint(self.settings)

    @property
    def file_types(self) -> str:
        """That may go along with an inquiry."""
        return list_file_types(self.settings)

    @property
    def hours_lines(self) -> tuple[str, ...]:
        """The opening hours in words."""
        return describe_hours(self.hours, self.text)

    @property
    def updated(self) -> str:
        """`2026년 10월 12일 업데이트`, or `""` where the article does not say."""
        day = self.article.updated if self.article else None
        return self.text["updated"].format(date=format_date(day, self.text)) if day else ""

    @property
    def owner(self) -> str:
        """`담당: 환불팀`, or `""` where the article names nobody, or the shop does not show it."""
        name = self.article.owner if self.article and self.settings.show_owner else ""
        return self.text["owner"].format(owner=name) if name else ""

    @property
    def script(self) -> str:
        """What the page's elements need to know beside the settings that pages share, as JSON."""
        article = self.article.id if self.article else None
        form = {"inquiry": describe_form(self.settings, self.text)} if self.kind == "inquiry" else {}
        return pack_script({"lang": self.lang, "kind": self.kind, "article": article, **form})
