"""The rates a shop watches, from what single sessions did."""

from itertools import product

import pytest

from feedback_function.rates import classify_session, compute_rates


def end(
    searched: int = 0, opened: int = 0, found: int = 0, read: int = 0, walked: int = 0, contacted: int = 0
) -> dict[str, int]:
    return {name: n for name, n in classify_session(searched, opened, found, read, walked, contacted).items() if n}


def test_who_searched_and_left_sought_help_and_was_not_served() -> None:
    assert end(searched=1) == {"sessions_seeking": 1, "sessions_searching": 1}


def test_who_opened_a_result_and_went_to_nobody_was_served() -> None:
    served = {"sessions_seeking", "sessions_served", "sessions_searching", "sessions_finding"}
    assert end(searched=1, opened=1, found=1).keys() == served


def test_who_read_the_answer_above_the_results_was_served_by_the_search() -> None:
    assert end(searched=1, read=1) == end(searched=1, opened=1, found=1)
    assert "sessions_served" not in end(searched=1, read=1, contacted=1)


def test_who_browsed_to_an_article_was_served_and_did_not_search() -> None:
    assert end(opened=1).keys() == {"sessions_seeking", "sessions_served"}


def test_who_read_an_article_and_then_went_to_a_person_was_not_served() -> None:
    assert "sessions_served" not in end(searched=1, opened=1, found=1, contacted=1)


def test_who_came_for_a_person_at_once_sought_help() -> None:
    assert end(contacted=1).keys() == {"sessions_seeking", "sessions_contacted"}


def test_who_walked_a_flow_sought_help_and_is_served_by_what_it_led_to() -> None:
    assert end(walked=1).keys() == {"sessions_seeking"}
    assert end(walked=1, opened=1).keys() == {"sessions_seeking", "sessions_served"}
    assert end(walked=1, contacted=1).keys() == {"sessions_seeking", "sessions_contacted"}


def test_who_only_voted_sought_nothing() -> None:
    assert end() == {}


def test_a_result_opened_without_a_search_in_the_window_is_no_search_success() -> None:
    assert "sessions_finding" not in end(opened=1, found=1)


@pytest.mark.parametrize("flags", list(product((0, 1), repeat=5)))
def test_served_contacted_and_abandoned_are_parts_of_all_who_sought_help(flags: tuple[int, ...]) -> None:
    searched, opened, found, walked, contacted = flags
    rates = compute_rates(classify_session(searched, opened, found, searched * found, walked, contacted))
    parts = (rates.self_service, rates.contact, rates.abandoned)
    assert (
        sum(share.part for share in parts)
        == rates.self_service.whole
        == int(any((searched, opened, walked, contacted)))
    )


def test_rates_of_nothing_have_no_cases() -> None:
    assert compute_rates({}).self_service.whole == 0


def test_each_rate_has_its_own_denominator() -> None:
    counts = {"sessions_searching": 4, "sessions_finding": 3, "searches": 10, "zero_results": 1, "helpful": 2}
    rates = compute_rates({**counts, "unhelpful": 6})
    assert (rates.search_success.share, rates.zero_results.share, rates.helpful.share) == (0.75, 0.1, 0.25)
