"""`llms.txt` in the form of llmstxt.org: a list of all articles for language models, `llms-full.txt` with their texts,
and a page of Markdown beside each page of the site."""

from collections.abc import Iterable, Iterator

from hc_builder.content.category import Category
from hc_builder.content.contact_settings import Channel
from hc_builder.content.help_center import Shown, address
from hc_builder.exports.flow_twins import find_start, list_flows
from hc_builder.exports.markdown import build_head, build_twin, write_body, write_line
from hc_builder.exports.source import ExportSource
from hc_builder.pages.inquiry_form import find_inquiry_page, leads_to_form
from hc_builder.pages.interface_text import name_language, read_interface_text
from hc_builder.pages.opening_hours import build_opening_hours, describe_hours

LIST, FULL = "llms.txt", "llms-full.txt"
_TWIN = "index.md"


def name_file(source: ExportSource, lang: str, name: str) -> str:
    """`llms.txt`, `en/llms.txt`: path in the site."""
    return f"{address('', lang, source.center.settings)}{name}"


def name_twin(url: str) -> str:
    """Of the page at `refund/when/`: `refund/when/index.md`."""
    return f"{url}{_TWIN}"


def build_list(source: ExportSource, lang: str) -> bytes:
    sections = [_list_section(source, top) for top in _list_tops(source, lang)]
    flows = _list_flow_section(source, lang)
    return _join(
        [_build_head(source, lang), *_list_notes(source, lang), *sections, flows, _list_optional(source, lang)]
    )


def build_full(source: ExportSource, lang: str) -> bytes:
    heads = filter(None, map(source.find_head, source.list_categories(lang)))
    twins = (build_twin(source, shown) for shown in (*heads, *source.list_articles(lang)))
    return _join([_build_head(source, lang), *(f"---\n\n{twin}" for twin in twins)])


def build_category_twin(source: ExportSource, category: Category) -> bytes:
    """The page of a category: its own text, and what is in it, each by its own Markdown."""
    below = [each for each in source.list_categories(category.lang) if each.parent == category.id]
    own = [shown for shown in source.list_articles(category.lang) if shown.article.category == category.id]
    links = [*(_link_category(source, each) for each in below), *(_link_article(source, shown) for shown in own)]
    if not category.id:
        return _join([_build_head(source, category.lang), "".join(links)])
    head = source.find_head(category)
    text = write_body(source, head) if head else ""
    return _join([build_head(category.title, category.fields.description), text, "".join(links)])


def _join(parts: Iterable[str]) -> bytes:
    return ("\n\n".join(part.strip("\n") for part in parts if part) + "\n").encode()


def _build_head(source: ExportSource, lang: str) -> str:
    """The shop's help center, as its home page says it."""
    return build_head(source.name_help_center(lang), source.read_home(lang).description)


def _list_notes(source: ExportSource, lang: str) -> Iterator[str]:
    """How to reach a person."""
    contact, text = source.center.settings.in_language(lang).contact, read_interface_text(lang)
    hours = describe_hours(build_opening_hours(contact.hours, source.today), text)
    ways = (_write_way(source, lang, each) for each in contact.channels)
    said = (write_line(line) for line in (" · ".join(hours), contact.hours.reply) if line)
    if lines := [f"- {line}" for line in (*ways, *said) if line]:
        yield "\n".join([f"{text['contact_title']}:\n", *lines])


def _write_way(source: ExportSource, lang: str, channel: Channel) -> str:
    settings = source.center.settings
    label = write_line(channel.label or read_interface_text(lang)[f"contact_{channel.type}"])
    if leads_to_form(channel, settings.in_language(lang)):
        return f"[{label}]({source.find_address(find_inquiry_page(settings, lang))})"
    return f"{label}: {write_line(channel.value)}" if channel.value else f"[{label}]({channel.href})"


def _list_tops(source: ExportSource, lang: str) -> list[Category]:
    return [each for each in source.list_categories(lang) if "/" not in each.id]


def _list_section(source: ExportSource, top: Category) -> str:
    """The articles in a category of the first level and below it, after the categories there that have a text of their
    own; of the home, those that are in none."""
    below = [each for each in source.list_categories(top.lang) if _find_top(each.id) == top.id]
    texts = [_link_category(source, each) for each in below if source.find_head(each)]
    told = [shown for shown in source.list_articles(top.lang) if _find_top(shown.article.category) == top.id]
    own = "".join([*texts, *(_link_article(source, shown) for shown in told)])
    title = top.title if top.id else read_interface_text(top.lang)["help_center"]
    return f"## {write_line(title)}\n\n{own}" if own else ""


def _list_flow_section(source: ExportSource, lang: str) -> str:
    flows = [
        _write_entry(flow.fields.title, source.find_address(name_twin(find_start(source, flow))), flow.fields.text)
        for flow in list_flows(source, lang)
    ]
    return f"## {read_interface_text(lang)['flows']}\n\n{''.join(flows)}" if flows else ""


def _find_top(category: str) -> str:
    return category.partition("/")[0]


def _link_article(source: ExportSource, shown: Shown) -> str:
    return _write_entry(shown.article.title, source.find_address(name_twin(shown.url)), shown.article.fields.summary)


def _link_category(source: ExportSource, category: Category) -> str:
    place = source.find_address(name_twin(source.center.category_url(category)))
    return _write_entry(category.title, place, category.fields.description)


def _write_entry(title: str, place: str, note: str) -> str:
    return f"- [{write_line(title)}]({place})" + (f": {write_line(note)}" if note else "") + "\n"


def _list_optional(source: ExportSource, lang: str) -> str:
    settings = source.center.settings
    others = [each for each in settings.languages if each != lang and "llms" in settings.in_language(each).exports]
    links = [
        (FULL, name_file(source, lang, FULL)),
        *((name_language(each), name_file(source, each, LIST)) for each in others),
    ]
    return "## Optional\n\n" + "".join(_write_entry(name, source.find_address(path), "") for name, path in links)
