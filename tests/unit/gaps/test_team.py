"""What the team says of gaps stays said: owners, notes, and which queries are one matter."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main
from hc_builder.gaps.loop.state import STATE_FILE, StateError, follow_gaps, read_state, write_state
from hc_builder.gaps.loop.team import assign_gap, merge_gaps, note_gap, regroup_by_hand, split_gap
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.gaps import FollowedGap, Gap, GapState
from hc_builder.gaps.model.queries import QueryStats, WeekCounts, Wording

THEN, NOW = date(2026, 10, 24), date(2026, 11, 21)


def missing(text: str, sessions: int = 5) -> Decision:
    week = WeekCounts(sessions, 0, 0, 0, 0)
    wording = (Wording(text, sessions),)
    return Decision(QueryStats(text, sessions, sessions, sessions, 0, 0, 0, 0, 0, (week,), wording), "missing")


def gap(*members: Decision) -> Gap:
    wordings = tuple(wording for member in members for wording in member.query.shown)
    return Gap("missing", "", 0, members, members[0].query.key, wordings, ("매장",))


STORE, PLACE, PARKING = missing("매장 있나요", 9), missing("매장 위치"), missing("매장 주차")


def report(state: GapState, *gaps: Gap) -> tuple[GapState, list[FollowedGap]]:
    """As the next report makes of what the grouping found."""
    decisions = [member for found in gaps for member in found.members]
    return follow_gaps(state, regroup_by_hand(gaps, state), decisions, NOW, {})


def list_texts(followed: FollowedGap) -> set[str]:
    return {member.query.key for member in followed.gap.members}


def test_merged_gaps_stay_one_whatever_the_grouping_makes_of_them() -> None:
    state, (first, second) = report(GapState(), gap(STORE), gap(PLACE))
    state = merge_gaps(note_gap(state, second.record.id, "지도도 넣기"), first.record.id, [second.record.id])
    assert [record.id for record in state.gaps] == [first.record.id]
    for _ in range(2):
        state, (merged,) = report(state, gap(STORE), gap(PLACE))
        assert merged.record.id == first.record.id
        assert list_texts(merged) == {"매장 있나요", "매장 위치"}
        assert (merged.gap.title, merged.record.notes) == ("매장 있나요", ("지도도 넣기",))


def test_what_is_split_off_stays_apart_and_the_rest_keeps_its_name() -> None:
    state, (whole,) = report(GapState(), gap(STORE, PLACE, PARKING))
    state, own = split_gap(state, whole.record.id, {"매장 주차"}, whole.gap, NOW)
    for _ in range(2):
        state, followed = report(state, gap(STORE, PLACE, PARKING))
        texts = {found.record.id: list_texts(found) for found in followed}
        assert texts == {whole.record.id: {"매장 있나요", "매장 위치"}, own: {"매장 주차"}}
    assert {found.gap.title for found in followed} == {"매장 있나요", "매장 주차"}


def test_what_was_chosen_by_hand_takes_no_stranger_in() -> None:
    state, (first, second) = report(GapState(), gap(STORE), gap(PLACE))
    state = merge_gaps(state, first.record.id, [second.record.id])
    _, followed = report(state, gap(STORE, PARKING), gap(PLACE))
    assert sorted(map(len, map(list_texts, followed))) == [1, 2]


def test_mistakes_are_told() -> None:
    state, (whole,) = report(GapState(), gap(STORE, PLACE))
    id = whole.record.id
    with pytest.raises(StateError, match="there is no gap gap-0"):
        merge_gaps(state, id, ["gap-0"])
    with pytest.raises(StateError, match="with itself"):
        merge_gaps(state, id, [id])
    with pytest.raises(StateError, match="no query of"):
        split_gap(state, id, {"다른 말"}, whole.gap, NOW)
    with pytest.raises(StateError, match="all queries of"):
        split_gap(state, id, {"매장 있나요", "매장 위치"}, whole.gap, NOW)
    with pytest.raises(StateError, match="the note is empty"):
        note_gap(state, id, " ")


def test_owner_and_notes_are_kept_and_masked(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Shop\n")
    state, (found,) = report(GapState(), gap(STORE))
    write_state(state, tmp_path / STATE_FILE)

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(
            main, ["gaps", *arguments, "-f", str(tmp_path / "mkdocs.yml")], catch_exceptions=False
        )
        assert done.exit_code == 0, done.output
        return done.stderr

    id = found.record.id
    assert run("assign", id, "배송팀") == f"Assigned {id} to 배송팀\n"
    assert run("note", id, "010-1234-5678로 확인") == f"Noted on {id}\n"
    record = read_state(tmp_path / STATE_FILE).find(id)
    assert record is not None
    assert (record.owner, record.notes) == ("배송팀", ("[전화번호]로 확인",))
    later, (again,) = report(read_state(tmp_path / STATE_FILE), gap(STORE))
    assert (again.record.owner, again.record.notes) == (record.owner, record.notes)
    assert assign_gap(later, id, "").find(id).owner == ""  # type: ignore[union-attr]
    assert "1234" not in json.dumps(json.loads((tmp_path / STATE_FILE).read_text("utf-8")))
