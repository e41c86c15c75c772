"""What would run in a browser stays behind, however it is written: the page is read as a browser reads it."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown import Markdown

from tests.unit.importers.sources import read_files

LISTS = """a {: onclick="run(1)" }

## b { onmouseover=run(2) }

*x*{: title="}" onclick=run(3) } and *y*{{: onclick=run(4) }

- z {: x/onclick=run(5) }
"""
TAGS = """<a href="java&#115;cript:run(1)">s</a> <a href='java&Tab;script&colon;run(2)'>t</a>

<div onclick=run(3)><a href=" javascript:run(4)">u</a></div>

<form action="data:text/html,run(5)"><button>x</button></form> <a href=JaVaScRiPt:run(6)>v</a>
"""
SHOWN = """<p>a {: onclick="run(1)" }</p><h2>b { onmouseover=run(2) }</h2><p><em>x</em>{: onclick<b></b>=run(3) }</p>
<audio title="a](javascript:run(4))[b" src="https://shop.kr/a.mp3"></audio><p>{<b></b>: onclick=run(5) }</p>
<a href="https://shop.kr/](javascript:run(6))"></a><table><tr><th>c {: onclick=run(7) }</th></tr>
<tr><td>d</td></tr></table>
<img src="https://shop.kr/a.png" alt="](javascript:run(8))"><details><summary>e {: onclick=run(9) }</summary>f</details>
"""


class Browser(HTMLParser):
    """Keeps what would run."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            if name.rpartition("/")[2].startswith("on") or address.startswith(("javascript:", "data:text")):
                self.runs.append(f"{name}={value}")


@pytest.mark.parametrize(
    ("source", "name", "text"),
    [
        ("markdown", "a.md", f"# 제목\n\n{LISTS}"),
        ("markdown", "a.md", f"# 제목\n\n{TAGS}"),
        ("html", "a.html", f"<html><body><main><h1>제목</h1>{SHOWN}</main></body></html>"),
    ],
)
def test_nothing_that_moves_in_runs(tmp_path: Path, source: str, name: str, text: str) -> None:
    (article,) = read_files(source, tmp_path, {name: text}).articles
    page = Markdown(extensions=["extra"]).convert(article.body)
    browser = Browser()
    browser.feed(page)
    assert browser.runs == []


def test_braces_of_a_text_are_a_text(tmp_path: Path) -> None:
    """Markdown's attributes took the name away: `{name}` behind a heading was none that anybody saw."""
    page = {"id": 1, "title": "제목", "body": "<h2>Hello {name}</h2><p><code>{x}</code></p>", "section_id": 1}
    (article,) = read_files("zendesk", tmp_path, {"a.json": json.dumps({"articles": [page]})}).articles
    shown = Markdown(extensions=["extra"]).convert(article.body)
    assert "Hello {name}</h" in shown
    assert "<code>{x}</code>" in shown


def test_attributes_that_do_not_run_stay(tmp_path: Path) -> None:
    text = "# 제목\n\n![a](https://shop.kr/a.png){: width=50 .round }\n\n`{: onclick=x }` {{ a }}\n"
    (article,) = read_files("markdown", tmp_path, {"a.md": text}).articles
    assert "{: width=50 .round }" in article.body
    assert "`{: onclick=x }`" in article.body
