"""What a shop says of itself in `mkdocs.yml`, under the plugin `helpcenter`."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from feedback_function.customers import Limits
from hc_builder.content.brand_settings import Brand, Colors, Shop
from hc_builder.content.contact_settings import ContactSettings

LANGUAGE = "^[a-z]{2}(-[A-Z]{2})?$"
Language = Annotated[str, Meta(pattern=LANGUAGE)]
Export = Literal["articles", "llms", "faq", "snippets", "lunr", "holidays"]
SEVERITIES = ("error", "warning", "notice", "off")
"""What a problem may count as."""


class Feedback(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the pages send events: a whole address, or a path below the site's own. An empty `endpoint` sends none and
    shows no vote box, since nobody would hear the vote. `mask` are forms of the shop's own numbers, `ON-########`."""

    endpoint: str = ""
    mask: tuple[str, ...] = ()


class Search(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`meaning: endpoint`: a question that no word answers is sent to the feedback endpoint, masked, for articles that
    are near it in meaning."""

    meaning: Literal["off", "endpoint"] = "off"


class Shortcut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way on from the home page: `link` is an article's id, a category, a guided flow (`flows/refund`) or a whole
    address; `icon` one of Material Design Icons."""

    label: str
    link: str
    icon: str = "material/arrow-right-circle-outline"


class Suggestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the widget shows first on some pages of the shop: `pages` is a pattern of their paths, `/product/*`; `show`
    names articles, categories and guided flows, as `link` of a shortcut does."""

    pages: str
    show: tuple[str, ...]


class Widget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The help center on the shop's own pages, on those of `origins` (`https://shop.example`); without any there is no
    widget."""

    origins: tuple[Annotated[str, Meta(pattern=r"^https?://[^/\s;,'\"]+$")], ...] = ()
    position: Literal["left", "right"] = "right"
    z_index: Annotated[int, Meta(ge=0, le=2147483647)] = 2147483000
    suggestions: tuple[Suggestion, ...] = ()


class Gaps(Limits, frozen=True, forbid_unknown_fields=True):
    """What the report takes for no customer."""


class Font(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A self-hosted font `file` (under the project folder), cut to the glyphs in use; none by default."""

    file: str = ""
    family: str = "HelpCenter"


class Verification(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The codes by which search engines know that the site is the shop's own."""

    google: str = ""
    naver: str = ""
    bing: str = ""

    def list_tags(self) -> list[tuple[str, str]]:
        """Name and code of each tag that the home page needs."""
        names = {"google-site-verification": self.google, "naver-site-verification": self.naver}
        return [(name, code) for name, code in (names | {"msvalidate.01": self.bing}).items() if code]


class GivenSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it, as one language says it. `languages`: the first is that of files without a language tag. `dialect` is
    that of the Markdown, the same for all articles.

    `popular` are the articles that the home page names first, by id; what customers open most comes after them.
    `policies` are the links of the footer (label → URL or article id); `media_roots` maps a URL prefix to a
    folder beside the content (`/assets/: ../assets`); `base_path` is what the articles' own absolute links begin with,
    where the site stood under a path (`/docs/`); `dead_links: warning` lets a build go on with them;
    `foreign_keys` are other tools' front matter keys to pass over; `words` is the user dictionary of brand
    and product names; `terms` maps the shop's word for a thing to those that it does not use; `variables` are what
    articles name as `{{ name }}`; `severities` gives a code of a problem another severity; `show_owner` puts the
    `owner` of an article on its page; `pictures: as-is` makes no lighter forms of them; `exports` are the forms in
    which the site holds its articles for other channels.
    """

    languages: Annotated[tuple[Language, ...], Meta(min_length=1)] = ("ko",)
    dialect: Literal["commonmark", "python-markdown"] = "commonmark"
    shop: Shop = Shop()
    brand: Brand = Brand()
    contact: ContactSettings = ContactSettings()
    feedback: Feedback = Feedback()
    search: Search = Search()
    widget: Widget = Widget()
    gaps: Gaps = Gaps()
    font: Font = Font()
    exports: tuple[Export, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    popular: tuple[str, ...] = ()
    policies: dict[str, str] = {}
    verification: Verification = Verification()
    show_owner: bool = False
    pictures: Literal["light", "as-is"] = "light"
    media_roots: dict[str, str] = {}
    base_path: str = ""
    dead_links: Literal["error", "warning"] = "error"
    foreign_keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    terms: dict[str, tuple[str, ...]] = {}
    severities: dict[str, str] = {}
    variables: dict[str, str | int] = {}

    @property
    def palettes(self) -> Colors:
        """`brand.colors`, in which the light accent is `shop.color` where it is not given."""
        colors = self.brand.colors
        light = msgspec.structs.replace(colors.light, accent=colors.light.accent or self.shop.color)
        return msgspec.structs.replace(colors, light=light)

    @property
    def texts_by_name(self) -> dict[str, str]:
        """The variables, as they are shown."""
        return {name: str(value) for name, value in self.variables.items()}

    @property
    def language(self) -> str:
        """That of files without a language in their name; its pages have no prefix."""
        return self.languages[0]

    @property
    def meaning_endpoint(self) -> str:
        """Where a second look by meaning is asked for, beside the events' address; empty: nowhere."""
        beside, _, _ = self.feedback.endpoint.rpartition("/")
        return f"{beside}/meaning" if self.search.meaning == "endpoint" and self.feedback.endpoint else ""


class Settings(GivenSettings, frozen=True):
    """As the first language says it. `translations` maps another to what it says, where that differs at all: where a
    value stands, there may be a choice by language, `{ko: 전화, en: Phone}`."""

    translations: dict[str, GivenSettings] = {}

    def in_language(self, lang: str) -> GivenSettings:
        return self.translations.get(lang, self)

    @property
    def variables_by_language(self) -> dict[str, dict[str, str]]:
        """Those of the languages that have any."""
        found = {lang: self.in_language(lang).texts_by_name for lang in self.languages}
        return {lang: texts for lang, texts in found.items() if texts}

    @property
    def is_branded(self) -> bool:
        """Whether pages of any language show a logo or links of the brand."""
        return any(self.in_language(lang).brand.has_frame for lang in self.languages)

    def list_policy_targets(self) -> list[str]:
        """Of all languages."""
        return [target for each in (self, *self.translations.values()) for target in each.policies.values()]
