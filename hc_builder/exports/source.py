"""What exports are made of: the articles that may be told, and every address whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import quote, urljoin

from hc_builder.cache import Cache, make_key
from hc_builder.content.category import Category, CategoryFields
from hc_builder.content.help_center import HelpCenter, Shown, address
from hc_builder.content.links import AddressBook, rewrite
from hc_builder.content.targets import is_external
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.search.synonyms import Synonyms

FOLDER = "exports"
"""Where all of them stand that have no address of their own by custom."""
Link = Callable[[str], str]
"""A target as its writer wrote it → the whole address."""


@dataclass(frozen=True)
class ExportSource:
    """One state of a help center that stands at `site_url`, on the day `today`."""

    center: HelpCenter
    book: AddressBook
    site_url: str
    site_name: str
    today: date
    synonyms: Mapping[str, Synonyms]
    cache: Cache

    @cached_property
    def _told(self) -> dict[str, dict[str, Shown]]:
        """By language and id."""
        return {lang: self._find_told(lang) for lang in self.center.settings.languages}

    def _find_told(self, lang: str) -> dict[str, Shown]:
        """What anybody may find, texts of folders too: no drafts, nothing hidden, no notices, which soon are over."""
        offered = self.center.list_offered(lang)
        return {shown.article.id: shown for shown in offered if shown.article.is_public(self.today)}

    @cached_property
    def told_urls(self) -> frozenset[str]:
        """Where all that stands, in every language."""
        return frozenset(shown.url for told in self._told.values() for shown in told.values())

    def list_articles(self, lang: str) -> tuple[Shown, ...]:
        """The articles that anybody may find, in order."""
        return tuple(shown for shown in self._told[lang].values() if shown.is_in_lists)

    def find_told(self, lang: str, id: str) -> Shown | None:
        """Such an article."""
        shown = self._told[lang].get(id)
        return shown if shown and shown.is_in_lists else None

    def find_head(self, category: Category) -> Shown | None:
        """The text of its `index.md`, if anybody may find it."""
        shown = self._told[category.lang].get(category.id)
        return shown if shown and shown.article.is_head else None

    def list_categories(self, lang: str) -> tuple[Category, ...]:
        """Those that hold such an article or have a text of their own, the home first."""
        held = {""}
        for shown in self._told[lang].values():
            parts = shown.article.category.split("/")
            held |= {"/".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
        return tuple(each for each in self.center.categories if each.lang == lang and each.id in held)

    def name_shop(self, lang: str) -> str:
        """As the pages of that language call it."""
        return self.center.settings.in_language(lang).shop.name or self.site_name

    def find_home(self, lang: str) -> str:
        return self.find_address(address("", lang, self.center.settings))

    def find_address(self, url: str) -> str:
        """Of what stands at `url` under the site's root."""
        return urljoin(self.site_url, quote(url))

    def make_link(self, shown: Shown, asked: dict[str, str] | None = None) -> Link:
        """Of references in that article. What they depend on beside it is added to `asked`."""
        page = self.find_address(shown.url)

        def link(target: str) -> str:
            found = rewrite(self.book, shown, target)
            if asked is not None:
                asked[f"link {target}"] = found
            return found if is_external(found) else urljoin(page, found)

        return link

    def read_home(self, lang: str) -> CategoryFields:
        """What its writer says of the home page; nothing where the language has no article yet."""
        home = self.center.category_by_key.get((lang, ""))
        return home.fields if home else CategoryFields()

    def name_help_center(self, lang: str) -> str:
        """As its home page is called, or else by the shop's name."""
        title = self.read_home(lang).title
        shop, text = self.center.settings.in_language(lang).shop.name, read_interface_text(lang)
        return title or (f"{shop} {text['help_center']}" if shop else self.site_name)

    @cached_property
    def key(self) -> bytes:
        """What stands for all that exports of every language have in common."""
        told = [(lang, *articles) for lang, articles in self._told.items()]
        parts = (self.center.settings, self.center.categories, told, self.site_url, self.site_name)
        return make_key("exports", repr(parts), self.book.key)

    def name_articles(self, lang: str) -> bytes:
        """What stands for all articles of a language."""
        return make_key("exported articles", self.key, *(shown.key for shown in self._told[lang].values()))
