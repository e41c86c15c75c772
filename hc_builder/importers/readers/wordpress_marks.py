"""What WordPress writes into its entries, whether an export file or the REST API gives them."""

import re

from hc_builder.importers.model import Loss

_TYPES = re.compile(
    r"post|page|.*faq.*|docs?|.*knowledge.*|kb|.*_kb|epkb.*|article|help.*|.*accordion.*|manual.*|guide"
)
_NOT_READ = re.compile(
    r"attachment|nav_menu_item|revision|wp_.*|custom_css|oembed_cache|acf-.*|elementor_.*|product.*|shop_.*"
)
_TAXONOMY = re.compile(r"category|.*(?:cat|categor\w*|group|section|topic)$")
_BLOCK_COMMENT = re.compile(r"<!--\s*/?wp:.*?-->", re.S)
_CAPTION = re.compile(r"\[caption[^\]]*\](.*?)\[/caption\]", re.S)
_EMBED = re.compile(
    r"\[(?:embed|video|audio)[^\]]*?(?:(?:src|mp4)=\"([^\"]+)\"[^\]]*)?\](?:(https?://[^\[\s]+)?\s*\[/(?:embed|video|audio)\])?"
)
_SHORTCODE = re.compile(r"\[/?[a-z][\w-]*(?:\s+[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\]]+))*\s*/?\](?!\()")
_BY_NUMBER = re.compile(r"(href=[\"'](?:https?://[^/\"']+)?)(?:/[^\"'?]*)?/\?(?:p|page_id)=(\d+)")
_BLOCK = re.compile(r"<(?:p|div|ul|ol|table|h[1-6]|blockquote|pre|figure|details)\b", re.I)


def is_article_kind(kind: str) -> bool:
    """Posts, pages, and what plug-ins for questions and answers call theirs."""
    return bool(_TYPES.fullmatch(kind)) and not _NOT_READ.fullmatch(kind)


def is_category(taxonomy: str) -> bool:
    """Whether its terms are categories and no tags."""
    return bool(_TAXONOMY.fullmatch(taxonomy))


def is_no_category(title: str) -> bool:
    return title.casefold() in ("uncategorized", "미분류")


def settle_body(text: str, losses: list[Loss], identity: str) -> str:
    """HTML without the marks of blocks and shortcodes; blank lines are paragraphs where no tag says so."""
    plain = _CAPTION.sub(r"\1", _BLOCK_COMMENT.sub("", text))
    plain = _BY_NUMBER.sub(r"\1/\2", plain)
    plain = _EMBED.sub(lambda found: f'<iframe src="{found[1] or found[2] or ""}"></iframe>', plain)

    def drop(found: re.Match[str]) -> str:
        if re.fullmatch(r"\[\w+\]", found[0]) and f"[/{found[0][1:]}" not in text:
            return found[0]  # `[선택]` and the like are words
        losses.append(Loss("a shortcode of WordPress; text inside it stays", identity, 0, found[0][:60]))
        return ""

    plain = _SHORTCODE.sub(drop, plain)
    return plain if _BLOCK.search(plain) else _make_paragraphs(plain)


def _make_paragraphs(text: str) -> str:
    parts = (part.strip() for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")))
    return "\n".join("<p>{}</p>".format(part.replace("\n", "<br>")) for part in parts if part)
