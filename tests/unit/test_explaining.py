"""`hc search --explain`: how a question was read, why an article came or did not, and cures that are true."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from search_site import ARTICLES, write_content

from hc_builder.cli import main
from hc_builder.explaining import Explained, Explaining, UnknownArticle, render_explained_json
from hc_builder.project import load_project

SETTINGS = """site_name: 고객센터
docs_dir: content
theme: {{name: helpcenter}}
plugins:
  - helpcenter: {{languages: [{lang}]}}
"""


def write_project(folder: Path, lang: str = "ko") -> Path:
    write_content(folder / "content", ARTICLES)
    (folder / "content/synonyms.yml").write_text("- [쿠리어, 배송]\n", "utf-8")
    path = folder / "mkdocs.yml"
    path.write_text(SETTINGS.format(lang=lang), "utf-8")
    return path


@pytest.fixture(scope="module")
def explaining(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explaining]:
    with Explaining(load_project(write_project(tmp_path_factory.mktemp("shop")))) as opened:
        yield opened


def read_parts(explained: Explained) -> list[tuple[str, str, str]]:
    return [(part.text, part.kind, part.term) for word in explained.explanation.words for part in word.parts]


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("배송비는", [("배송비", "word", "배송비"), ("는", "rest", "")]),
        ("베송비", [("베송비", "word", "배송비")]),
        ("ㅂㅅㅂ", [("ㅂㅅㅂ", "word", "배송비")]),
        ("qothdql", [("배송비", "word", "배송비")]),
        ("뷁쉙퓨", [("뷁쉙퓨", "unknown", "")]),
    ],
)
def test_each_part_of_a_word_is_told_as_it_was_read(
    explaining: Explaining, query: str, parts: list[tuple[str, str, str]]
) -> None:
    assert read_parts(explaining.explain(query)) == parts


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("배송비는", "‘는’: 조사나 어미라서 뗐어요"),
        ("베송비", "‘배송비’: 잘못 친 말을 고쳐 읽음"),
        ("ㅂㅅㅂ", "‘배송비’: 초성으로 읽음"),
        ("qothdql", "한/영 자판을 바꿔 친 것으로 보았어요: ‘배송비’"),
        ("쿠리어", "같은 뜻으로 함께 찾은 말: 배송"),
        ("배송비 뷁쉙퓨", "‘뷁쉙퓨’: 어느 글에도 없는 말이라 답 없이 남았어요"),
        ("깨진 그릇", "그릇 — questions, 본문"),
        ("뷁쉙퓨", "아무 글도 보여 주지 않아요"),
        ("어떻게 하나요", "찾을 만한 말이 없어요"),
        ("", "찾을 만한 말이 없어요"),
        ("20260315-1234567", "주문번호로 보여서"),
        ("6872-0193-4455", "운송장 번호로 보여서"),
    ],
)
def test_a_korean_writer_reads_it_in_korean(explaining: Explaining, query: str, told: str) -> None:
    assert told in explaining.tell(explaining.explain(query))


def test_a_card_is_told_as_customers_see_it_and_counts_as_no_article(tmp_path: Path) -> None:
    path = write_project(tmp_path)
    (tmp_path / "content/cards.yml").write_text("- words: [블랙프라이데이]\n  title: 11월 27일에 시작해요\n", "utf-8")
    with Explaining(load_project(path)) as explaining:
        found = explaining.explain("블랙프라이데이")
        assert found.explanation.card
        assert found.explanation.is_answered
        assert [part.articles for word in found.explanation.words for part in word.parts] == [0, 0]
        told = explaining.tell(found)
        assert "결과 위에 보여 주는 카드: 11월 27일에 시작해요 [card:블랙프라이데이]" in told
        assert "카드를 찾는 말" in told
        assert "아무 글도 보여 주지 않아요" not in told


def test_a_quoted_answer_is_told_as_customers_see_it() -> None:
    project, query = load_project(Path(__file__).parents[2] / "mkdocs.yml"), "비밀번호 몇 번 틀리면 잠겨요"
    with Explaining(project) as explaining, project.open_search() as engine:
        found, answer = explaining.explain(query), engine.search(query).answer
        assert answer
        assert found.explanation.answer
        assert (found.explanation.answer.article, found.explanation.answer.text) == (answer.article, answer.text)
        assert f"결과 위에 인용하는 답: {answer.text} [{answer.article}, " in explaining.tell(found)


@pytest.mark.parametrize("query", ["", "  "])
def test_an_empty_query_is_wrong_use(query: str) -> None:
    result = CliRunner().invoke(main, ["search", query])
    assert result.exit_code == 2
    assert "QUERY is empty" in result.output


def test_the_articles_and_their_order_are_those_of_the_search(explaining: Explaining) -> None:
    project = explaining._project
    with project.open_search() as engine:
        for query in ("배송", "환불 카드", "깨진 거 왔어요", "qothdql", "ㅂㅅㅈㅎ", "뷁쉙퓨"):
            hits = [hit.id for hit in engine.search(query).hits]
            assert [found.id for found in explaining.explain(query, limit=10).explanation.hits] == hits


@pytest.mark.parametrize(
    "query", ["환불은 언제 받을 수 있나요?", "배송비 뷁쉙퓨 삯", "그릇이 박살났어요", "뷁쉙퓨", "asdlkj"]
)
def test_a_cure_does_what_it_says(explaining: Explaining, query: str, tmp_path: Path) -> None:
    explained = explaining.explain(query, article="account/password")
    assert explained.explanation.article
    assert explained.explanation.article.rank == 0
    cure = explained.cures[0]
    assert cure.kind == "question"
    path = write_project(tmp_path)
    article = tmp_path / "content/account/password.md"
    article.write_text(article.read_text("utf-8").replace("questions: [", f"questions: ['{cure.text}', "), "utf-8")
    with load_project(path).open_search() as engine:
        assert engine.search(query).hits[(cure.rank or 0) - 1].id == "account/password"
    assert f"content/account/password.md의 questions:에 ‘{cure.text}’" in explaining.tell(explained)


def test_a_synonym_is_proposed_for_the_word_that_lacks_most(explaining: Explaining, tmp_path: Path) -> None:
    explained = explaining.explain("페덱스 어디쯤", article="delivery/track")
    cure = next(cure for cure in explained.cures if cure.kind == "synonym")
    assert cure.text == "페덱스"
    path = write_project(tmp_path)
    line = f"- {{from: [{cure.text}], to: [{cure.target}]}}"
    (tmp_path / "content/synonyms.yml").write_text(f"{line}\n", "utf-8")
    with load_project(path).open_search() as engine:
        assert engine.search("페덱스 어디쯤").hits[(cure.rank or 0) - 1].id == "delivery/track"
    assert f"synonyms.yml에 `{line}`" in explaining.tell(explained)


def test_an_article_that_comes_first_needs_no_cure(explaining: Explaining) -> None:
    explained = explaining.explain("배송비", article="delivery/fee.md")
    assert not explained.cures
    assert "지금 1번째로 나와요" in explaining.tell(explained)


def test_what_was_struck_on_the_other_layout_is_not_proposed_as_it_was_struck(explaining: Explaining) -> None:
    explained = explaining.explain("qothdql", article="refund/when")
    assert explained.cures[0].text == "배송비"


@pytest.mark.parametrize("named", ["delivery/fee", "delivery/fee.md", "content/delivery/fee.md"])
def test_an_article_is_named_as_its_file_is(explaining: Explaining, named: str) -> None:
    article = explaining.explain("환불", article=named).explanation.article
    assert article
    assert (article.id, article.rank, [part.text for part in article.missed]) == ("delivery/fee", 0, ["환불"])


def test_an_article_that_is_not_there_is_told_with_the_nearest(explaining: Explaining) -> None:
    with pytest.raises(UnknownArticle, match=r"(?s)no article 'delivery/fe'.*did you mean 'delivery/fee'"):
        explaining.explain("환불", article="delivery/fe")


def test_an_english_shop_reads_it_in_english(tmp_path: Path) -> None:
    with Explaining(load_project(write_project(tmp_path, "en"))) as explaining:
        told = explaining.tell(explaining.explain("close zzqx", article="account/cafe"))
    assert "It was read as:" in told
    assert "“zzqx”: no article has it" in told
    assert "close — title" in told


def test_the_text_of_a_category_is_told_as_an_article_is(tmp_path: Path) -> None:
    config = write_project(tmp_path)
    (tmp_path / "content/store").mkdir()
    (tmp_path / "content/store/index.md").write_text("---\ntitle: 매장\n---\n성수동에 있어요.\n", "utf-8")
    with Explaining(load_project(config)) as explaining:
        told = explaining.tell(explaining.explain("성수동", article="store"))
    assert "1. 매장 [store]" in told


def test_the_command_says_the_same_in_json(tmp_path: Path) -> None:
    path = write_project(tmp_path)
    arguments = ["search", "-f", str(path), "--explain", "--article", "refund/when", "뷁쉙퓨"]
    told = CliRunner().invoke(main, arguments)
    assert told.exit_code == 0
    assert "questions:에 ‘뷁쉙퓨’" in told.output
    found = json.loads(CliRunner().invoke(main, [*arguments, "--json"]).output)
    assert found["cures"][0] == {"kind": "question", "text": "뷁쉙퓨", "target": "", "rank": 1}
    assert found["article"]["id"] == "refund/when"


def test_an_article_without_explain_is_a_usage_error(tmp_path: Path) -> None:
    answer = CliRunner().invoke(
        main, ["search", "-f", str(write_project(tmp_path)), "--article", "refund/when", "환불"]
    )
    assert answer.exit_code == 2
    assert "--article goes with --explain" in answer.output


def test_json_holds_every_hit(explaining: Explaining) -> None:
    found = json.loads(render_explained_json(explaining.explain("배송")))
    assert [hit["rank"] for hit in found["hits"]] == list(range(1, len(found["hits"]) + 1))
