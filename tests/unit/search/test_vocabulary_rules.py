"""What the dictionary holds beside its terms: tails, weak words, and the synonyms that are worth their bytes."""

from collections.abc import Mapping

from hc_builder.search.analysis import Analysis, Analyzer, Term
from hc_builder.search.synonyms import Group, Synonyms
from hc_builder.search.vocabulary import SIBLING_LOSS, find_tails, find_weak_words, resolve_synonyms


class Listed(Analyzer):
    """An analyser that knows a few words; every other is itself."""

    def __init__(self, known: Mapping[str, Analysis]) -> None:
        self.known = known

    def analyze(self, word: str) -> Analysis:
        return self.known.get(word) or Analysis((Term(word),))


def make_words(tail: str, count: int) -> dict[str, set[str]]:
    return {tail: {f"{number}{tail}" for number in range(count)}}


def resolve(
    *groups: Group, articles: Mapping[str, set[int]], known: Mapping[str, Analysis] | None = None
) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """Phrase → (weight, terms); `articles` maps each term of the index to the articles that are about it."""
    names = sorted(articles)
    ids = {name: number for number, name in enumerate(names)}
    asked = (lambda term: bool(articles[names[term]])), (lambda term: frozenset(articles[names[term]]))
    found = resolve_synonyms(Synonyms(groups), Listed(known or {}), ids, *asked)
    return {phrase: [(w, tuple(names[t] for t in terms)) for w, terms in targets] for phrase, targets in found.items()}


def both(*words: str, weight: int = 80) -> Group:
    return Group(words, words, weight)


def test_a_tail_is_learned_when_three_words_show_it() -> None:
    shipped = set(find_tails("ko", {}).split())
    learned = find_tails("ko", make_words("뷁", 3) | make_words("쉙", 2)).split()
    assert set(learned) - shipped == {"뷁"}
    assert learned == sorted(learned)


def test_at_most_sixty_tails_are_learned_the_most_frequent() -> None:
    words: dict[str, set[str]] = {}
    for number in range(65):
        words |= make_words(f"뷁{chr(0xAC00 + number)}", 3 + (number == 64))
    learned = set(find_tails("ko", words).split()) - set(find_tails("ko", {}).split())
    assert learned == {f"뷁{chr(0xAC00 + number)}" for number in (*range(59), 64)}


def test_only_korean_has_tails() -> None:
    assert find_tails("en", make_words("뷁", 3)) == ""


def test_weak_words_are_those_of_the_language_and_of_english() -> None:
    english, korean = (set(find_weak_words(lang).split()) for lang in ("en", "ko"))
    assert "the" in english
    assert english < korean
    assert find_weak_words("xx") == find_weak_words("en")


def test_a_synonym_leads_to_what_some_article_is_about() -> None:
    articles = {"배송": {0}, "택배": {1}, "운송": set[int]()}
    assert resolve(both("배송", "택배", "운송"), articles=articles) == {
        "배송": [(80, ("택배",))],
        "택배": [(80, ("배송",))],
        "운송": [(80, ("배송",)), (80, ("택배",))],
    }


def test_a_one_way_synonym_leads_one_way() -> None:
    assert resolve(Group(("숲",), ("회원",)), articles={"숲": {0}, "회원": {1}}) == {"숲": [(80, ("회원",))]}


def test_a_phrase_that_is_the_same_without_its_spaces_is_no_synonym() -> None:
    assert resolve(both("배송 비", "배송비"), articles={"배송비": {0}}) == {}


def test_all_words_of_a_phrase_must_be_of_one_article() -> None:
    group = Group(("가",), ("회원 등급",))
    assert resolve(group, articles={"회원": {0, 1}, "등급": {1, 2}}) == {"가": [(80, ("회원", "등급"))]}
    assert resolve(group, articles={"회원": {0}, "등급": {2}}) == {}
    assert resolve(group, articles={"회원": {0}}) == {}


def test_a_phrase_of_more_than_three_terms_is_left_out() -> None:
    articles = {word: {0} for word in "가나다라"}
    assert resolve(Group(("마",), ("가 나 다",)), articles=articles) == {"마": [(80, ("가", "나", "다"))]}
    assert resolve(Group(("마",), ("가 나 다 라",)), articles=articles) == {}


def test_a_word_said_twice_in_a_phrase_is_one_term() -> None:
    assert resolve(Group(("마",), ("가 나 가",)), articles={"가": {0}, "나": {0}}) == {"마": [(80, ("가", "나"))]}


def test_of_two_weights_the_greater_counts_whatever_their_order() -> None:
    light, heavy = both("가", "나", weight=60), both("가", "나", weight=80)
    articles = {"가": {0}, "나": {0}}
    expected = {"가": [(80, ("나",))], "나": [(80, ("가",))]}
    assert resolve(light, heavy, articles=articles) == resolve(heavy, light, articles=articles) == expected


def test_of_many_targets_the_four_heaviest_and_then_most_used_are_kept_in_order() -> None:
    articles = {"a": {0}, "b": {0, 1}, "c": {0, 1, 2}, "d": {0, 1}, "e": {0}, "f": {0}}
    heavy, light = Group(("x",), ("a",), 80), Group(("x",), tuple("bcdef"), 60)
    assert resolve(light, heavy, articles=articles) == {
        "x": [(80, ("a",)), (60, ("b",)), (60, ("c",)), (60, ("d",))],
    }


def test_a_word_of_the_index_needs_no_analysis() -> None:
    known = {"환불": Analysis((Term("환"), Term("불")))}
    assert resolve(Group(("x",), ("환불",)), articles={"환불": {0}, "환": {0}, "불": {0}}, known=known) == {
        "x": [(80, ("환불",))]
    }
    assert resolve(Group(("x",), ("환불 금",)), articles={"환불": {0}, "금": {0}}, known=known) == {
        "x": [(80, ("환불", "금"))]
    }


def test_a_word_is_resolved_by_the_compound_that_is_all_of_it() -> None:
    known = {"배송비는": Analysis((Term("배송"),), (Term("배송비는"), Term("배송비")))}
    articles = {"배송": {0}, "배송비": {0}}
    assert resolve(Group(("x",), ("배송비는",)), articles=articles, known=known) == {}  # 비 is in no term


def test_a_word_that_terms_and_tails_make_up_is_resolved_by_its_terms() -> None:
    known = {
        "배송은": Analysis((Term("배송"),), tails=("은",)),
        "깨졌": Analysis((Term("깨지"),), forms=(("깨졌", "깨지"),)),
    }
    articles = {"배송": {0}, "깨지": {1}}
    assert resolve(Group(("x",), ("배송은",)), articles=articles, known=known) == {"x": [(80, ("배송",))]}
    assert resolve(Group(("x",), ("깨졌",)), articles=articles, known=known) == {"x": [(80, ("깨지",))]}


def test_sources_of_one_group_lead_to_each_other_where_no_article_is_about_its_target() -> None:
    group = Group(("구두", "로퍼"), ("신발",), 80)
    assert resolve(group, articles={"로퍼": {1}})["구두"] == [(80 - SIBLING_LOSS, ("로퍼",))]
    assert resolve(group, articles={"로퍼": {1}, "신발": {2}})["구두"] == [(80, ("신발",))]
