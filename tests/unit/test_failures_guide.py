"""The guide to failures promises nothing that no test holds: each of its lines is held by those named here."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
HELD = {
    "the host of the pages": ["test_the_host_dies_and_an_open_page_goes_on"],
    "the endpoint": [
        "test_the_endpoint_dies_before_and_after_it_took_something",
        "test_without_an_endpoint_a_customer_is_answered_and_asked_nothing",
    ],
    "the database": [
        "test_the_database_dies_and_the_reports_say_so",
        "test_nothing_is_lost_when_postgresql_stops_and_starts_under_load",
    ],
    "the mail server": [
        "test_the_mail_server_dies_and_the_customer_has_a_number_all_the_same",
        "test_no_inquiry_is_lost_by_thirty_kills",
    ],
    "JavaScript in the browser": [
        "test_without_a_script_each_step_is_a_page",
        "test_an_inquiry_becomes_two_letters",
    ],
    "the customer's network": [
        "test_without_a_network_an_open_page_stays_and_goes_on_with_it",
        "test_a_vote_made_offline_arrives_once_after_a_reload",
        "test_offline_it_is_kept_and_sent_once_the_network_is_back",
    ],
    "an extra of the installation": ["test_without_an_extra_a_command_works_or_names_what_to_install"],
    "a network where the site is built": [
        "test_a_site_is_built_and_searched_without_a_network",
        "test_what_needs_a_network_says_that_there_is_none",
    ],
    "the site's": ["test_a_site_that_finds_no_room_leaves_the_one_of_before"],
    "the project's": [
        "test_what_a_command_writes_is_whole_or_as_before",
        "test_a_draft_without_room_is_no_draft",
        "test_an_export_without_room_is_not_told_to_be_written",
    ],
    "the project's, while it moves in": [
        "test_an_import_that_is_cut_short_is_taken_up_by_the_next",
        "test_a_new_shop_without_room_can_be_begun_again",
    ],
    "the events'": ["test_a_full_disk_is_told_and_recovers_without_a_restart"],
    "a file of the search index on the host": [
        "test_a_search_whose_index_is_torn_says_so_until_the_site_is_built_again"
    ],
    "in `site/` or `.cache/`": ["test_a_site_and_a_cache_that_are_torn_are_put_right_by_the_next_build"],
    "an article or a setting": ["test_what_is_torn_is_told_with_its_place_and_its_cure"],
    "`gaps.json`, `imports.json` or `addresses.json`": [
        "test_what_is_torn_is_told_with_its_place_and_its_cure",
        "test_a_torn_one_is_told_with_its_cure",
    ],
    "the log of events in SQLite": ["test_a_log_whose_pages_are_torn_is_damaged_whoever_reads_it"],
    "the copy of the log in `.cache/`": ["test_a_damaged_copy_of_a_store_is_deleted_and_made_anew"],
}


def read_lines(guide: str) -> list[list[str]]:
    """The cells of each line of its tables, without their heads."""
    tables = re.split(r"^\|[-|]+\|\n", (ROOT / "docs" / guide).read_text("utf-8"), flags=re.M)[1:]
    lines = [line for table in tables for line in table.partition("\n\n")[0].splitlines()]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_each_line_of_the_guide_is_held_by_tests_that_are_there() -> None:
    assert {line[0] for line in read_lines("failures.md")} == HELD.keys()
    files = (path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = {name for text in files for name in re.findall(r"^def (test_\w+)", text, re.M)}
    assert {name for names in HELD.values() for name in names} - there == set()


def test_both_languages_tell_of_the_same_failures() -> None:
    english, korean = read_lines("failures.md"), read_lines("failures.ko.md")
    assert [[bool(cell) for cell in line] for line in english] == [[bool(cell) for cell in line] for line in korean]
    codes = [[sorted(re.findall(r"`(hc [^`]+|/v1[^`]+|[a-z_]+)`", cell)) for cell in line] for line in english]
    assert codes == [[sorted(re.findall(r"`(hc [^`]+|/v1[^`]+|[a-z_]+)`", cell)) for cell in line] for line in korean]
