"""Templates: addresses as seen from a page, and faults in a shop's own templates."""

from pathlib import Path

import pytest
from fresh_site import build_site
from jinja2 import UndefinedError

from hc_builder.config import read_config
from hc_builder.project import load_project
from hc_builder.site.render import TemplateFault, Templates, relative_url


@pytest.mark.parametrize(
    ("target", "page", "seen"),
    [
        ("refund/when/", "delivery/fee/", "../../refund/when/"),
        ("delivery/late/", "delivery/fee/", "../late/"),
        ("delivery/fee/", "delivery/fee/", "./"),
        ("assets/a.css", "", "assets/a.css"),
        (".", "delivery/fee/", "../.."),
        (".", "", "."),
        (".", "sitemap.xml", "."),
    ],
)
def test_an_address_is_seen_from_the_page(target: str, page: str, seen: str) -> None:
    assert relative_url(target, page) == seen


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    head = "site_name: 시험\ndocs_dir: content\ntheme: {name: helpcenter, custom_dir: overrides}\n"
    (tmp_path / "mkdocs.yml").write_text(
        f"{head}extra: {{phone: 1588}}\nextra_javascript: [a.js, {{path: b.js, defer: true}}]\nplugins: [helpcenter]\n",
        encoding="utf-8",
    )
    for name in ("content", "overrides/partials", "overrides/assets"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "content/a.md").write_text("---\ntitle: 하나\n---\n본문이에요.\n", encoding="utf-8")
    return tmp_path


def build(shop: Path) -> Path:
    build_site(load_project(shop / "mkdocs.yml"), shop / "site")
    return shop / "site"


def test_a_shops_own_template_stands_in_for_the_themes_and_knows_the_names_of_mkdocs(shop: Path) -> None:
    own = "<footer>{{ config.extra.phone }} {{ page.title }} {{ config.theme.name }} {{ 'a.css' | url }}</footer>"
    (shop / "overrides/partials/footer.html").write_text(own, encoding="utf-8")
    (shop / "overrides/assets/logo.svg").write_text("<svg/>", encoding="utf-8")
    site = build(shop)
    text = (site / "a/index.html").read_text("utf-8")
    assert "<footer>1588 하나 helpcenter ../a.css</footer>" in text
    assert '<script src="../a.js"></script><script src="../b.js" defer></script>' in text
    assert (site / "assets/logo.svg").is_file()


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("\n{% if %}", ":2: the template can't be rendered: Expected an expression, got 'end of statement block'"),
        (
            "\n\n{{ hc.no.thing }}",
            ":3: the template can't be rendered: 'hc_builder.pages.page_view.PageView object'",
        ),
        ("{{ 1 / 0 }}", ":1: the template can't be rendered: division by zero"),
        ('{% include "nowhere.html" %}', ":1: the template can't be rendered: there is no template nowhere.html"),
        ("{{ hc.title | shout }}", ":1: the template can't be rendered: No filter named 'shout'"),
    ],
)
def test_a_fault_in_a_shops_own_template_is_told_with_its_place(shop: Path, template: str, told: str) -> None:
    (shop / "overrides/partials/footer.html").write_text(template, encoding="utf-8")
    with pytest.raises(TemplateFault) as caught:
        build(shop)
    assert str(caught.value).startswith(f"overrides/partials/footer.html{told}")
    assert str(caught.value).endswith("\n  hint: correct it, or remove the file")


def test_a_fault_that_is_not_the_shops_stays_a_bug(shop: Path) -> None:
    config = read_config(shop / "mkdocs.yml")
    with pytest.raises(UndefinedError, match="'hc' is undefined"):
        Templates(config).render("article.html", {})
