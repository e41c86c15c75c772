"""The heads, feeds and icons of a built site, which stands under a path and speaks two languages."""

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from hc_builder.problems import Problem
from hc_builder.project import load_project
from hc_builder.site.build import build_project

ROOT = Path(__file__).parents[2]
ADDRESS = "https://a.example/repo/"
MOST_BYTES = 600
"""That a head may add to the page of an article, packed."""

# What schema.org and its readers ask of each type, and the form of each value.
SHAPES: dict[str, dict[str, type | str]] = {
    "Organization": {"name": str, "url": "url"},
    "ContactPoint": {"contactType": str},
    "BreadcrumbList": {"itemListElement": "ListItem"},
    "ListItem": {"position": int, "name": str, "item": "url"},
    "FAQPage": {"mainEntity": "Question"},
    "Question": {"name": str, "acceptedAnswer": "Answer"},
    "Answer": {"text": str},
    "HowTo": {"name": str, "step": "HowToStep"},
    "HowToStep": {"text": str},
}
MORE = {"ContactPoint": {"telephone", "email"}, "Organization": {"contactPoint"}, "HowToStep": {"url"}}


class Head(HTMLParser):
    """The tags of a page, and its JSON-LD."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: list[tuple[str, str]] = []
        self.links: list[dict[str, str | None]] = []
        self.data: list[Any] = []
        self._is_data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta":
            self.metas.append((given.get("property") or given.get("name") or "", given.get("content") or ""))
        if tag == "link":
            self.links.append(given)
        self._is_data = tag == "script" and given.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.data.append(json.loads(data))
            self._is_data = False

    def find(self, name: str) -> list[str]:
        return [content for each, content in self.metas if each == name]

    def list_things(self) -> list[dict[str, Any]]:
        return [thing for data in self.data for thing in data.get("@graph", [data])]


def draw_font(path: Path) -> None:
    """A font that has the letters of 온서랍, 고객센터 and 환불, and of no other name."""
    letters = "온서랍고객센터환불"
    names = {ord(letter): f"g{ord(letter):X}" for letter in letters}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0)), pen.lineTo((0, 700)), pen.lineTo((700, 700)), pen.lineTo((700, 0)), pen.closePath()
    glyph = pen.glyph()
    builder.setupGlyf(dict.fromkeys((".notdef", *names.values()), glyph))
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", *names.values()), (800, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example shop under a path, with a second language, a logo and a font."""
    folder = tmp_path_factory.mktemp("heads")
    shutil.copytree(ROOT / "content", folder / "content")
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    more = "      pictures: as-is\n      languages: [ko, en]\n      font: {file: kr.ttf}\n      policies:"
    text = text.replace("https://help.onseorap.example/", ADDRESS, 1).replace("      policies:", more, 1)
    text = text.replace(
        "        name: 온서랍\n", "        name: {ko: 온서랍, en: Onseorap}\n        logo: logo.png\n", 1
    )
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    Image.new("RGBA", (400, 300), (31, 122, 92, 255)).save(folder / "content/logo.png")
    draw_font(folder / "kr.ttf")
    english = "---\ntitle: When do I get my </script> refund?\nupdated: 2026-10-12\n---\nWithin <b>three</b> days.\n"
    (folder / "content/refund/when.en.md").write_text(english, encoding="utf-8")
    (folder / "content/refund/index.en.md").write_text("---\ntitle: Refunds\n---\n", encoding="utf-8")
    build_project(folder / "mkdocs.yml", folder / "site")
    return folder


@pytest.fixture(scope="module")
def heads(shop: Path) -> dict[str, Head]:
    site = shop / "site"
    texts = {path.parent: path.read_text(encoding="utf-8") for path in site.rglob("index.html")}
    pages = {path: text for path, text in texts.items() if 'http-equiv="refresh"' not in text}  # old addresses lead on
    found = {path.relative_to(site).as_posix(): Head(text) for path, text in pages.items()}
    return {url if url != "." else "": head for url, head in found.items()}


def find_faults(thing: dict[str, Any]) -> Iterator[str]:
    """What is not as `SHAPES` has it, in the thing and all below it."""
    kind = thing["@type"]
    shape = SHAPES[kind]
    for name in thing.keys() - shape.keys() - MORE.get(kind, set()) - {"@type", "@context"}:
        yield f"{kind} has {name}"
    for name, wanted in shape.items():
        value = thing.get(name)
        if wanted == "url":
            if not str(value).startswith("https://"):
                yield f"{kind}.{name}: {value!r}"
        elif isinstance(wanted, type):
            if not isinstance(value, wanted) or not value:
                yield f"{kind}.{name}: {value!r}"
        else:
            below = value if isinstance(value, list) else [value]
            if not below or any(each["@type"] != wanted for each in below):
                yield f"{kind}.{name}: {value!r}"
            yield from (fault for each in below for fault in find_faults(each))


def test_what_pages_say_to_search_engines_has_the_form_of_schema_org(heads: dict[str, Head]) -> None:
    faults = {url: [*find_faults(thing)] for url, head in heads.items() for thing in head.list_things()}
    assert {url: found for url, found in faults.items() if found} == {}
    assert all(data["@context"] == "https://schema.org" for head in heads.values() for data in head.data)
    kinds = {thing["@type"] for head in heads.values() for thing in head.list_things()}
    assert kinds == {"Organization", "BreadcrumbList", "FAQPage", "HowTo"}


def check_types(folder: Path, data: Iterable[dict[str, Any]], wrong: dict[str, Any]) -> str:
    """What `tsc` says of the data as values of schema.org's types, where `wrong` must be none."""
    options = {
        "strict": True,
        "noEmit": True,
        "skipLibCheck": True,
        "module": "esnext",
        "moduleResolution": "bundler",
        "paths": {"schema-dts": [str(ROOT / "node_modules/schema-dts")]},
    }
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options, "files": ["data.ts"]}))
    calls = [f"check({json.dumps(value, ensure_ascii=False)});" for value in (*data, wrong)]
    types = 'import type { Graph, Thing, WithContext } from "schema-dts";'
    head = "function check(data: Graph | WithContext<Exclude<Thing, string>>) { return data; }"
    (folder / "data.ts").write_text("\n".join([types, head, *calls[:-1], "// @ts-expect-error", calls[-1]]), "utf-8")
    tsc = [str(ROOT / ".venv/bin/node"), str(ROOT / "node_modules/typescript/bin/tsc"), "-p", str(folder)]
    return subprocess.run(tsc, capture_output=True, text=True, timeout=300).stdout


def test_the_types_of_schema_org_hold_it(heads: dict[str, Head], tmp_path: Path) -> None:
    """One page of each set of types is enough."""
    every = [data for head in heads.values() for data in head.data]
    shapes = {str(sorted(set(re.findall(r'"@type": "(\w+)"', json.dumps(data))))): data for data in every}
    wrong = {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": [{"@type": "Qestion", "name": "?"}]}
    assert len(shapes) >= 4
    assert check_types(tmp_path, shapes.values(), wrong) == ""


def test_each_page_says_what_it_is(heads: dict[str, Head]) -> None:
    assert [thing["@type"] for thing in heads[""].list_things()] == ["Organization"]
    assert [thing["@type"] for thing in heads["refund"].list_things()] == ["BreadcrumbList"]
    assert [thing["@type"] for thing in heads["refund/when"].list_things()] == ["BreadcrumbList", "FAQPage"]
    tutorial = heads["refund/register-refund-account"].list_things()
    assert [thing["@type"] for thing in tutorial] == ["BreadcrumbList", "HowTo"]
    assert tutorial[1]["step"][0]["text"] == "설정에서 환불 계좌를 눌러요"
    assert heads["search"].list_things() == []


def test_the_way_back_ends_at_the_page(heads: dict[str, Head]) -> None:
    items = heads["refund/when"].list_things()[0]["itemListElement"]
    assert [item["item"] for item in items] == [ADDRESS, f"{ADDRESS}refund/", f"{ADDRESS}refund/when/"]


def test_no_text_ends_the_data(shop: Path, heads: dict[str, Head]) -> None:
    question = heads["en/refund/when"].list_things()[1]["mainEntity"][0]
    assert question["name"] == "When do I get my </script> refund?"
    assert question["acceptedAnswer"]["text"] == "Within three days."
    html = (shop / "site/en/refund/when/index.html").read_text(encoding="utf-8")
    assert "<" not in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)[0]


def test_every_page_can_be_shown_where_its_address_is_shared(heads: dict[str, Head]) -> None:
    for url, head in heads.items():
        for name in ("og:title", "og:type", "og:site_name", "og:locale", "og:url", "twitter:card"):
            assert len(head.find(name)) == 1, (url, name)
        assert head.find("og:url") == [f"{ADDRESS}{url}/" if url else ADDRESS]
    english = heads["en/refund/when"]
    assert (english.find("og:locale"), english.find("og:locale:alternate")) == (["en_US"], ["ko_KR"])
    assert heads["refund/when"].find("og:description") == heads["refund/when"].find("description")


def test_pictures_of_pages_are_there(shop: Path, heads: dict[str, Head]) -> None:
    for picture in (picture for head in heads.values() for picture in head.find("og:image")):
        assert picture.startswith(ADDRESS)
        with Image.open(shop / "site" / unquote(picture.removeprefix(ADDRESS))) as image:
            assert min(image.size) >= 200
    tutorial = heads["refund/register-refund-account"]
    assert tutorial.find("og:image") == [f"{ADDRESS}refund/media/register-refund-account-menu.webp"]
    assert tutorial.find("twitter:card") == ["summary"]
    assert heads["refund/when"].find("og:image") == [f"{ADDRESS}assets/share/ko/refund.png"]


def test_no_picture_is_made_of_words_that_the_font_lacks(shop: Path, heads: dict[str, Head]) -> None:
    made = sorted(path.relative_to(shop / "site").as_posix() for path in (shop / "site/assets/share").rglob("*.png"))
    assert made == ["assets/share/ko.png", "assets/share/ko/refund.png"]
    assert heads["delivery/fee"].find("og:image") == [f"{ADDRESS}assets/share/ko.png"]
    assert heads["en/refund/when"].find("og:image") == []
    assert all(head.find("og:image") for url, head in heads.items() if url.partition("/")[0] != "en")


def test_icons_come_from_the_logo(shop: Path, heads: dict[str, Head]) -> None:
    sizes = {}
    for size in (32, 180, 192, 512):
        with Image.open(shop / f"site/assets/icons/{size}.png") as image:
            sizes[size] = (image.size, image.mode)
    assert sizes == {
        32: ((32, 32), "RGBA"),
        180: ((180, 180), "RGB"),
        192: ((192, 192), "RGBA"),
        512: ((512, 512), "RGBA"),
    }
    links = {link["rel"]: link["href"] for link in heads["refund/when"].links}
    assert links["icon"] == "../../assets/icons/32.png"
    assert links["apple-touch-icon"] == "../../assets/icons/180.png"
    assert links["manifest"] == "../../site.webmanifest"


def test_the_manifest_holds_under_a_path(shop: Path) -> None:
    manifest = json.loads((shop / "site/site.webmanifest").read_text(encoding="utf-8"))
    assert (manifest["start_url"], manifest["lang"], manifest["short_name"]) == ("./", "ko", "온서랍")
    assert all((shop / "site" / icon["src"]).is_file() for icon in manifest["icons"])


def test_the_home_page_of_each_language_leads_to_its_feed_and_search(shop: Path, heads: dict[str, Head]) -> None:
    for home in ("", "en"):
        links = {link["type"]: str(link["href"]) for link in heads[home].links if link.get("type")}
        for kind in ("application/atom+xml", "application/opensearchdescription+xml"):
            ElementTree.parse(shop / "site" / home / links[kind])
    assert not [link for link in heads["refund/when"].links if link.get("type")]


def test_the_same_content_makes_the_same_bytes_whatever_was_there(shop: Path, tmp_path: Path) -> None:
    shutil.rmtree(shop / ".cache")
    build_project(shop / "mkdocs.yml", tmp_path / "again", jobs=2)
    first, second = (
        {path.relative_to(site): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
        for site in (shop / "site", tmp_path / "again")
    )
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_the_head_of_an_article_costs_a_phone_little(shop: Path) -> None:
    """Beside the same page without all that this adds."""
    costs = {path: count_bytes(path) for path in (shop / "site").glob("*/*/index.html") if path.parts[-3] != "search"}
    assert {path: cost for path, cost in costs.items() if cost >= MOST_BYTES} == {}


ADDED = re.compile(
    r'<meta (?:property="og:|name="twitter:)[^>]*>|<script type="application/ld\+json">.*?</script>'
    r'|<link rel="(?:apple-touch-icon|manifest)"[^>]*>'
)


def count_bytes(path: Path) -> int:
    html = path.read_text(encoding="utf-8")
    return len(pack(html)) - len(pack(ADDED.sub("", html)))


def pack(html: str) -> bytes:
    out = BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
        file.write(html.encode())
    return out.getvalue()


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("logo: nowhere.png", "there is no file `nowhere.png`"),
        ("logo: small.png", "`small.png` has 100 × 100 pixels"),
        ("picture: drawn.svg", "`drawn.svg` is a SVG"),
        ("picture: a.md", "there is no file `a.md`"),
    ],
)
def test_a_picture_that_can_not_be_used_is_told(option: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("---\ntitle: 질문이에요\n---\n답이에요.\n", encoding="utf-8")
    (tmp_path / "content/drawn.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    Image.new("RGB", (100, 100)).save(tmp_path / "content/small.png")
    head = "site_name: 시험\ndocs_dir: content\ntheme: {name: helpcenter}\n"
    (tmp_path / "mkdocs.yml").write_text(f"{head}plugins: [helpcenter: {{shop: {{{option}}}}}]\n", encoding="utf-8")
    problems = load_project(tmp_path / "mkdocs.yml").problems
    assert [told in problem.what for problem in problems if is_of_settings(problem)] == [True]


def is_of_settings(problem: Problem) -> bool:
    return problem.code == "HC06"
