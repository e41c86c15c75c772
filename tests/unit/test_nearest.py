"""Hints name what the writer most likely meant, however many names there are."""

import pytest

from hc_builder.checks.nearest import Nearest

PATHS = [
    "refund/cancel-order.md",
    "refund/card-refund.md",
    "delivery/late-parcel.md",
    "media/Screen_1.png",
    "media/a.png",
]


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("cancle-order.md", "refund/cancel-order.md"),
        ("cancel-order", "refund/cancel-order.md"),
        ("../refunds/cancel-order.md", "refund/cancel-order.md"),
        ("Cancel_Order.html", "refund/cancel-order.md"),
        ("cancel-orders.md", "refund/cancel-order.md"),
        ("cancl-order.md", "refund/cancel-order.md"),
        ("screen-1.png", "media/Screen_1.png"),
        ("late-parcels-here.md", "delivery/late-parcel.md"),
        ("late-parcel-2.md", "delivery/late-parcel.md"),
        ("nothing-like-it.md", ""),
        ("", ""),
        ("b.png", "media/a.png"),
    ],
)
def test_the_nearest_name_is_found_by_slip_case_and_folder(wanted: str, near: str) -> None:
    assert Nearest(PATHS).find(wanted) == near


def test_of_many_equal_names_the_one_in_the_nearest_folder_is_meant() -> None:
    assert Nearest(["a/b/index.png", "refund/index.png"]).find("refnd/index.png") == "refund/index.png"


def test_the_suffix_of_a_page_is_no_part_of_its_name() -> None:
    assert Nearest(["a/card-html.md", "b/card.md"]).find("card.html") == "b/card.md"


def test_each_of_ten_thousand_names_is_found_with_a_slip() -> None:
    nearest = Nearest(f"topic-{number % 50}/how-to-{number:05}.md" for number in range(10_000))
    found = [nearest.find(f"hwo-to-{number:05}.md") for number in range(0, 10_000, 500)]
    assert found == [f"topic-{number % 50}/how-to-{number:05}.md" for number in range(0, 10_000, 500)]
