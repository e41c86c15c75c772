"""MDX of Docusaurus, Starlight and others: modules, expressions and components, as text, boxes, tabs and links."""

import re

from hc_builder.content.markup.html_elements import HTML_ELEMENTS
from hc_builder.importers.dialects.forms import (
    make_box,
    make_film,
    make_fold,
    make_link,
    make_tabs,
    make_target,
    read_attributes,
    replace_blocks,
)
from hc_builder.importers.dialects.mdx_modules import VALUES, Include, read_modules
from hc_builder.importers.prose import CODE, Prose

_HEAD = re.compile(r"<head>(?:(?!<head>).)*?</head>\n?", re.S)
_BOX_ID = re.compile(r"^([ \t>]*:{3,}[ \t]*\w[^\n]*?)[ \t]*\{#[\w-]+\}[ \t]*$", re.M)
_COMMENT = re.compile(r"\{/\*.*?\*/\}", re.S)
_ADDRESS_CALL = re.compile(
    r"=\s*\{\s*(?:useBaseUrl|require|withBase|url)\(\s*(?P<quote>['\"`])(?P<path>[^'\"`]+)"
    r"(?P=quote)[^{}()]*\)(?:\.default)?\s*\}"
)
_TEXT_VALUE = re.compile(r"=\s*\{\s*(?:\"([^\"{}]*)\"|'([^'{}]*)'|`([^`${}]*)`|(-?\d+(?:\.\d+)?))\s*\}")
_NAMED_VALUE = re.compile(r"(\b(?:src|href|srcDark|to)\s*)=\s*\{\s*([A-Za-z_$][\w$]*)(?:\.(?:src|default))?\s*\}")
_OBJECT_VALUE = re.compile(
    r"\b(?P<key>link|to|href|src|sources)\s*=\s*\{\{[^{}]*?\b(?:to|href|url|src|light)\s*:\s*"
    r"(?:useBaseUrl\()?(?P<quote>['\"`])(?P<address>[^'\"`]+)(?P=quote)[^{}]*\}\}"
)
"""`link={{to: '/a'}}`, and the light one of two pictures."""
_LOOP = re.compile(
    r"(?<![\w$)\]}`])\{(?=[^{}\n]{0,200}?(?:=>|\.map\())(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}"
)
_OTHER_VALUE = re.compile(r"\s[\w:-]+\s*=\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
_TAG = re.compile(rf"<(?P<name>[a-z][\w-]*)(?P<values>(?:\s{VALUES})?)>")
_TEXT = re.compile(r"\{\s*(?:\"([^\"{}\n]*)\"|'([^'{}\n]*)'|`([^`${}\n]*)`)\s*\}")
_EXPRESSION = re.compile(r"(?<![\\$\w\]})(])\{(?![#.:%{/])\s*[A-Za-z_$][\w$]*(?:\.[\w$]+|\([^(){}]*\))*\s*\}(?!\})")
_TABS = re.compile(
    rf"<(?:Tabs|TabGroup|CodeGroup|PackageManagers)\b(?P<values>{VALUES})>(?P<body>(?:(?!<Tabs\b).)*?)"
    rf"</(?:Tabs|TabGroup|CodeGroup|PackageManagers)>",
    re.S,
)
_TAB = re.compile(rf"<(?:TabItem|Tab)\b(?P<values>{VALUES})>(?P<body>.*?)</(?:TabItem|Tab)>", re.S)
_BOX = re.compile(
    rf"<(?P<name>Admonition|Aside|Callout|Note|Tip|Info|Warning|Danger|Caution|Alert)\b(?P<values>{VALUES})>"
    r"(?P<body>(?:(?!<(?P=name)\b).)*?)</(?P=name)>",
    re.S,
)
_FOLD = re.compile(
    rf"<(?P<name>Details|Accordion|Collapse|Expandable|Toggle)\b(?P<values>{VALUES})>(?P<b"
    rf"ody>(?:(?!<(?P=name)\b).)*?)</(?P=name)>",
    re.S,
)
_LINK = re.compile(
    rf"<(?P<name>Link|Button|LinkButton|NavLink)\b(?P<values>{VALUES})(?<!/)>(?P<body>[^<]*)</(?P=name)>", re.S
)
_CODE_BLOCK = re.compile(
    rf"<CodeBlock\b(?P<values>{VALUES})(?<!/)>\s*\{{?[`'\"]?(?P<body>.*?)[`'\"]?\}}?\s*</CodeBlock>", re.S
)
_WITHOUT_CHILDREN = re.compile(rf"<(?P<name>[A-Z][\w.]*)(?P<values>(?:\s{VALUES})?)/>", re.S)
_OPENING = re.compile(rf"<(?P<name>[A-Z][\w.]*)(?P<values>(?:\s{VALUES})?)>")
_CLOSING = re.compile(r"</[A-Z][\w.]*>")
_FRAGMENT = re.compile(r"</?>")
_DIRECTIVE = re.compile(
    r"^([ \t>]*:{3,})[ \t]*([a-z]+)\[([^\]\n]*)\][ \t]*$|^([ \t>]*:{3,})[ \t]*([a-z]+)[ "
    r"\t]*\{title=\"([^\"]*)\"\}[ \t]*$",
    re.M,
)
_KIND = re.compile(r"^([ \t>]*:{3,})[ \t]*(secondary|success)\b", re.M)
_TEXT_IN_ELEMENT = re.compile(
    r"(?P<open><(?:td|th|div|li|p|dd|section|blockquote)\b[^<>]*>)[ \t]*\n"
    r"(?P<text>(?:[ \t]*[^\s<|][^\n]*\n)+)(?P<close>[ \t]*</)"
)
_MARKDOWN = re.compile(rf"\]\(|\*\*|{CODE}")
_ELEMENT_BEFORE_TEXT = re.compile(
    r"^([ \t]*</?(?:div|img|figure|video|iframe|p|table|center|section)\b[^\n]*>)[ \t]*\n(?=[ \t]*[^\s<])", re.M
)
_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BADGES = frozenset("Required Optional Deprecated New Beta Experimental".split())
_TEXTS = (
    "title",
    "headline",
    "heading",
    "name",
    "label",
    "text",
    "children",
    "description",
    "caption",
    "content",
    "summary",
)
_TARGETS = ("to", "href", "link", "url")
_SILENT = frozenset("DocCardList TOCInline Head BrowserOnly TableOfContents br".split())
_FILMS = frozenset(
    "ReactPlayer YouTube Youtube YouTubePlayer LiteYouTubeEmbed Vimeo Video VideoPlayer VimeoPlayer".split()
)


def convert_mdx(prose: Prose, include: Include) -> None:
    names = read_modules(prose, include)
    prose.sub(_COMMENT, "")
    prose.sub(_HEAD, "")
    prose.sub(_BOX_ID, r"\1")
    prose.sub(_LOOP, lambda found: prose.lose("an expression of MDX", found[0]))
    _settle_values(prose, names)
    prose.sub(_DIRECTIVE, _write_directive)
    prose.sub(_KIND, lambda found: found[1] + {"secondary": "note", "success": "success"}[found[2]])
    _convert_blocks(prose)
    prose.sub(_WITHOUT_CHILDREN, lambda found: _show_component(prose, found))
    prose.sub(_OPENING, lambda found: _open_component(prose, found))
    prose.sub(_CLOSING, "")
    prose.sub(_FRAGMENT, "")
    prose.sub(_TEXT, lambda found: found[1] or found[2] or found[3] or "")
    prose.sub(_EXPRESSION, lambda found: prose.lose("an expression of MDX", found[0]))


def _settle_values(prose: Prose, names: dict[str, str]) -> None:
    prose.sub(_ADDRESS_CALL, lambda found: f'="{_find_address(found)}"')
    prose.sub(_TEXT_VALUE, lambda found: '="{}"'.format(next((value for value in found.groups() if value), "")))
    prose.sub(_OBJECT_VALUE, lambda found: f'{found["key"]}="{found["address"]}"')
    prose.sub(_NAMED_VALUE, lambda found: f'{found[1]}="{names[found[2]]}"' if found[2] in names else found[0])
    prose.sub(_TAG, lambda found: _clean_element(prose, found))


def _find_address(found: re.Match[str]) -> str:
    """What `useBaseUrl` names lies at the root of the site."""
    path = found["path"]
    return path if path.startswith((".", "/", "@")) or "://" in path or "require" in found[0] else f"/{path}"


def _clean_element(prose: Prose, found: re.Match[str]) -> str:
    """An element of HTML with values as HTML has them; its styles are left out, whatever else is lost is told."""
    given, is_closed = found["values"].rstrip().removesuffix("/"), found[0].endswith("/>")
    if "{" not in given and "className" not in given:
        return _close(found["name"], given) if is_closed else found[0]
    values = given.replace("className=", "class=")
    kept = _OTHER_VALUE.sub("", values)
    lost = [
        value
        for value in _OTHER_VALUE.findall(values)
        if not re.match(r"\s(?:style|class|on[A-Z]\w*|key|ref)\b", value)
    ]
    if lost and found["name"] in HTML_ELEMENTS:
        prose.lose("a value of MDX", found[0])
    return _close(found["name"], kept) if is_closed else f"<{found['name']}{kept.rstrip()}>"


def _close(name: str, values: str) -> str:
    """Only empty elements close themselves in HTML: `<video />` would take all that follows into itself."""
    return f"<{name}{values.rstrip()} />" if name in _EMPTY else f"<{name}{values.rstrip()}></{name}>"


def _write_directive(found: re.Match[str]) -> str:
    return f"{found[1] or found[4]}{found[2] or found[5]} {found[3] or found[6]}"


def _convert_blocks(prose: Prose) -> None:
    replace_blocks(prose, _CODE_BLOCK, lambda found, body: _write_code(prose, found, body))
    replace_blocks(prose, _TABS, lambda found, body: make_tabs(prose, _list_tabs(body, found["values"])))
    replace_blocks(prose, _BOX, lambda found, body: _write_box(found, body))
    replace_blocks(prose, _FOLD, lambda found, body: make_fold(_find_title(found), body))
    prose.sub(_LINK, _write_link)
    prose.sub(_TEXT_IN_ELEMENT, _let_markdown_in)
    prose.sub(_ELEMENT_BEFORE_TEXT, r"\1\n\n")
    prose.sub(re.compile(r"(<summary>[^\n]*</summary>)[ \t]*\n(?![ \t]*\n)"), r"\1\n\n")
    prose.sub(re.compile(r"(?<!\n)\n([ \t]*</details>)"), r"\n\n\1")


def _let_markdown_in(found: re.Match[str]) -> str:
    """MDX reads Markdown on lines of their own in an element; here a blank line says so."""
    if not _MARKDOWN.search(found["text"]):
        return found[0]
    text = "\n".join(line.strip() for line in found["text"].splitlines())
    return f"{found['open']}\n\n{text}\n\n{found['close']}"


_LABEL = re.compile(r"\{[^{}]*?\blabel:\s*(['\"`])(?P<label>.*?)\1[^{}]*\}")
_VALUE = re.compile(r"\bvalue:\s*(['\"`])(?P<value>.*?)\1")


def _list_tabs(body: str, values: str) -> list[tuple[str, str]]:
    """Their names stand with each tab, or together with the whole."""
    labels = {value["value"]: one["label"] for one in _LABEL.finditer(values) if (value := _VALUE.search(one[0]))}
    found = [(read_attributes(tab["values"]), tab["body"]) for tab in _TAB.finditer(body)]
    if not found:
        return [(f"{number}", fence) for number, fence in enumerate(re.findall(CODE, body), 1)]
    return [(labels.get(own.get("value", "")) or _name_tab(own), text) for own, text in found]


def _name_tab(values: dict[str, str]) -> str:
    return values.get("label") or values.get("title") or values.get("value") or "…"


def _write_box(found: re.Match[str], body: str) -> str:
    values, name = read_attributes(found["values"]), found["name"].casefold()
    kind = values.get("type", "note") if name in ("admonition", "aside", "callout", "alert") else name
    return make_box(kind, values.get("title", ""), body)


def _find_title(found: re.Match[str]) -> str:
    values = read_attributes(found["values"])
    return values.get("title") or values.get("summary") or values.get("label") or "…"


def _write_code(prose: Prose, found: re.Match[str], body: str) -> str:
    language = re.sub(r"\W", "", read_attributes(found["values"]).get("language", ""))
    code = re.sub(r"\A\{?\s*[`'\"]|[`'\"]\s*\}?\Z", "", prose.restore(body).strip())
    return prose.hide(f"````{language}\n{code}\n````")


def _write_link(found: re.Match[str]) -> str:
    values = read_attributes(found["values"])
    target = next((values[name] for name in _TARGETS if values.get(name)), "")
    text = " ".join(found["body"].split())
    return f"[{text}]({make_target(target)})" if target else text


def _show_component(prose: Prose, found: re.Match[str]) -> str:
    """The words and addresses of a component without text of its own; what has none is left out, and told."""
    name, values = found["name"], read_attributes(found["values"])
    if name in _SILENT:
        return ""
    if name in _BADGES and not values:
        return f"**{name}**"
    url = values.get("url") or values.get("src") or values.get("id") or values.get("videoId") or ""
    if name in _FILMS and url:
        return make_film(url if "/" in url else f"https://www.youtube.com/watch?v={url}", values.get("title", ""))
    picture = values.get("src") or values.get("sources") or ""
    if name in ("Image", "Img", "ThemedImage", "Screenshot") and picture:
        return f"![{values.get('alt', '')}]({make_target(picture)})"
    texts = [text for key in _TEXTS if (text := values.get(key, "").strip())]
    links = _list_links(values)
    if not links:
        prose.lose(f"the component {name}", found[0])
        return " · ".join(texts)
    return "\n\n".join(_join_card(texts, links))


def _list_links(values: dict[str, str]) -> list[tuple[str, str]]:
    """`link` and `linkText`, `secondaryLink` and `secondaryText`: (text or empty, address)."""
    found = []
    for key, value in values.items():
        start = re.sub(r"(?i)(?:to|href|link|url)$", "", key)
        is_address = key in _TARGETS or (start != key and re.match(r"https?:|/|\.", value))
        if is_address and value:
            names = (f"{key}Text", f"{key}Label", f"{start}Text", f"{start}Label", "linkText" if not start else "")
            found.append((next((values[name] for name in names if name in values), ""), value))
    return found


def _join_card(texts: list[str], links: list[tuple[str, str]]) -> list[str]:
    if len(links) == 1 and not links[0][0] and texts:
        return [make_link(texts[0], links[0][1]), *texts[1:]]
    return [*texts, *(make_link(text or address, address) for text, address in links)]


def _open_component(prose: Prose, found: re.Match[str]) -> str:
    """What holds text keeps the text; its own words come first."""
    values = read_attributes(found["values"])
    target = next((values[name] for name in _TARGETS if values.get(name)), "")
    title = values.get("title") or values.get("label") or ""
    if not title:
        return ""
    return f"\n\n{make_link(title, target)}\n\n" if target else f"\n\n**{title}**\n\n"
