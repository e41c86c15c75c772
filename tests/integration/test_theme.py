"""Pages of a small shop in two languages whose every text is as hostile as a writer could make it."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fresh_site import build_site

from hc_builder.project import load_project

HOSTILE = """<img src=x onerror=alert(1)>'"</script>&amp;"""
CONFIG = {
    "site_name": HOSTILE,
    "site_url": "https://help.shop.example/base/",
    "docs_dir": "content",
    "theme": {"name": "helpcenter"},
    "plugins": [
        {
            "helpcenter": {
                "languages": ["ko", "en"],
                "shop": {"name": HOSTILE, "url": "https://shop.example/?a=1&b=2", "company": [HOSTILE]},
                "contact": {
                    "channels": [{"type": "email", "label": HOSTILE, "value": "a@b.example"}],
                    "hours": {"weekdays": "09:00-18:00", "reply": HOSTILE},
                },
                "feedback": {"endpoint": "/v1/events"},
                "policies": {HOSTILE: "order/how"},
            }
        }
    ],
}
PAGES = [
    "index.html",
    "order/index.html",
    "order/how/index.html",
    "order/other/index.html",
    "search/index.html",
    "404.html",
]


class Reader(HTMLParser):
    """The tags of a page, and what its settings for the elements are."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def find(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.tags if name == tag and attributes.items() <= found.items()]


def write_article(path: Path, **fields: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{json.dumps(fields, ensure_ascii=False)}\n---\n본문\n", encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "mkdocs.yml").write_text(json.dumps(CONFIG), encoding="utf-8")
    content = folder / "content"
    write_article(content / "index.md", title=HOSTILE, description=HOSTILE)
    write_article(content / "index.en.md", title="Help")
    write_article(content / "order/index.md", title=HOSTILE, description=HOSTILE, icon="no/such-icon")
    write_article(
        content / "order/how.md", title=f"어떻게 {HOSTILE}", summary=HOSTILE, updated="2026-10-01", popular=True
    )
    write_article(content / "order/how.en.md", title="How do I order?", updated="2026-10-01")
    write_article(content / "order/other.md", title="다른 글", related=["order/how"])
    (folder / "site").mkdir()
    build_site(load_project(folder / "mkdocs.yml"), folder / "site")
    return folder / "site"


@pytest.mark.parametrize("path", PAGES)
def test_no_text_of_a_writer_becomes_a_tag(site, path):
    page = Reader((site / path).read_text(encoding="utf-8"))
    assert page.find("img") == []
    assert all(found.get("src") or found.get("type") == "application/ld+json" for found in page.find("script"))
    assert len(page.find("script", type="application/ld+json")) <= 1


@pytest.mark.parametrize("path", PAGES)
def test_the_settings_for_the_elements_are_whole(site, path):
    page = Reader((site / path).read_text(encoding="utf-8"))
    [meta] = page.find("meta", name="helpcenter")
    assert json.loads(meta["content"] or "").keys() >= {"lang", "kind", "article"}
    [source] = (script["src"] or "" for script in page.find("script") if "settings." in (script.get("src") or ""))
    told = (site / source[source.index("assets/") :]).read_text(encoding="utf-8")
    settings = json.loads(told.removeprefix("globalThis.hcSettings=").removesuffix(";"))
    assert settings["endpoint"] == "v1/events"
    assert settings["popular"] == [[f"어떻게 {HOSTILE}", "order/how/"]]
    assert settings["categories"] == {"order": HOSTILE}


def test_a_page_names_its_language_and_its_other_languages(site):
    page = Reader((site / "en/order/how/index.html").read_text(encoding="utf-8"))
    assert page.find("html")[0]["lang"] == "en"
    versions = {found["hreflang"]: found["href"] for found in page.find("link", rel="alternate")}
    first, own = (f"https://help.shop.example/base/{prefix}order/how/" for prefix in ("", "en/"))
    assert versions == {"en": own, "ko": first, "x-default": first}
    assert page.find("a", hreflang="ko")[0]["href"] == "../../../order/how/"
    untranslated = Reader((site / "order/other/index.html").read_text(encoding="utf-8"))
    assert untranslated.find("link", rel="alternate") == []
    assert untranslated.find("a", hreflang="en")[0]["href"] == "../../en/order/#untranslated"


def test_an_english_page_speaks_english(site):
    text = (site / "en/order/how/index.html").read_text(encoding="utf-8")
    assert "Was this article helpful?" in text
    assert "Updated October 1, 2026" in text
    assert "도움" not in text


def test_the_error_page_works_at_any_depth(site):
    page = Reader((site / "404.html").read_text(encoding="utf-8"))
    addresses = [found["href"] or "" for found in [*page.find("link", rel="stylesheet"), *page.find("a")]]
    assert [a for a in addresses if not a.startswith(("/base/", "https://", "mailto:", "#"))] == []
