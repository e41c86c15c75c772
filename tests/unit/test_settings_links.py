"""What the settings name of the content: shortcuts, and the questions that the home page names first."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks.settings import check_settings
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings, Shortcut
from hc_builder.pages.page_view import PageView
from hc_builder.pages.page_views import PageViews
from hc_builder.pages.places import find_places
from hc_builder.pages.theme_assets import ThemeAssets

DAY = date(2026, 11, 29)
ICON = "material/truck-outline"


def read(folder: Path, *shortcuts: Shortcut, popular: tuple[str, ...] = ()) -> HelpCenter:
    (folder / "delivery").mkdir(exist_ok=True)
    (folder / "delivery/fee.md").write_text("---\ntitle: 배송비\n---\n## 섬\n3,000원\n", "utf-8")
    settings = Settings(languages=("ko", "en"), shortcuts=shortcuts, popular=popular)
    return read_help_center(folder, settings, Renderer(), DAY)


def view_home(center: HelpCenter) -> PageView:
    [home] = [place for place in find_places(center) if place.kind == "home" and place.lang == "ko"]
    return PageViews(center, ThemeAssets("", "", "", {}), DAY).build(home)


@pytest.mark.parametrize(
    ("link", "icon", "told", "hint"),
    [
        ("delivery/feee", ICON, "shortcuts[1].link`: there is no article `delivery/feee`", "did you mean"),
        ("delivery/fee#산", ICON, "has no heading `#산`", "headings there"),
        ("https://", ICON, "'https://' is not a whole address", "name the site"),
        ("javascript:alert(1)", ICON, "no page may lead to", "https://"),
        ("", ICON, "there is no article ``", "write its path"),
        ("delivery", "material/truck-outlin", "there is no icon `material/truck-outlin`", "material/truck-outline"),
    ],
)
def test_a_shortcut_to_nothing_or_without_a_drawing_is_told(
    tmp_path: Path, link: str, icon: str, told: str, hint: str
) -> None:
    [problem] = check_settings(read(tmp_path, Shortcut("바로", link, icon)))
    assert (problem.path, problem.code, problem.severity) == ("mkdocs.yml", "HC06", "error")
    assert told in problem.what
    assert hint in problem.hint


def test_shortcuts_stand_on_the_home_page_with_their_addresses(tmp_path: Path) -> None:
    links = ("delivery/fee#섬", "delivery", "https://shop.example/orders")
    center = read(tmp_path, *(Shortcut("바로", link, ICON) for link in links))
    assert list(check_settings(center)) == []
    urls = [shortcut.url for shortcut in view_home(center).shortcuts]
    assert urls == ["delivery/fee/#%EC%84%AC", "delivery/", "https://shop.example/orders"]


def test_a_popular_question_that_is_no_article_is_told(tmp_path: Path) -> None:
    [problem] = check_settings(read(tmp_path, popular=("delivery/fee", "delivery/fees")))
    assert problem.what == "setting `helpcenter: popular[2]`: there is no article `delivery/fees`"
    assert problem.hint == "did you mean 'delivery/fee'?"
