"""The rules that `make mutants` plants each stand in the code, so that they are mended with it."""

from tools.mutants.planting import ROOMS, read_rules


def test_every_rule_stands_once_in_its_room() -> None:
    assert len(read_rules(ROOMS)) >= 29
