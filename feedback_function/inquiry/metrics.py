"""The numbers of inquiries for Prometheus: no text, and no more names than the site has."""

from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from feedback_function.inquiry.counts import MOST_ARTICLES, InquiryCounts, Messages


class InquiryMetrics(Collector):
    """What was counted last, by `show`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._counts: InquiryCounts | None = None
        self._outcomes: dict[str, int] = {}
        registry.register(self)

    def show(self, counts: InquiryCounts, outcomes: Mapping[str, int]) -> None:
        """`counts` of the last 24 hours, `outcomes` since the start."""
        self._counts, self._outcomes = counts, dict(outcomes)

    def collect(self) -> Iterator[Metric]:
        """As the library asks."""
        outcomes = CounterMetricFamily(
            "hc_inquiries", "Inquiries that were taken, sent again, or sent by programs.", labels=["outcome"]
        )
        for outcome, number in self._outcomes.items():
            outcomes.add_metric([outcome], number)
        yield outcomes
        if self._counts:
            yield from _describe(self._counts)


def _describe(counts: InquiryCounts) -> Iterator[Metric]:
    for name, numbers in (("topic", counts.by_topic), ("article", counts.by_article)):
        family = GaugeMetricFamily(
            f"hc_inquiries_by_{name}", f"Inquiries of the last 24 hours by {name}.", labels=[name]
        )
        for key, number in [*numbers.items()][:MOST_ARTICLES]:
            family.add_metric([key], number)
        yield family
    yield from _describe_messages(counts.messages)
    receipt = GaugeMetricFamily(
        "hc_inquiry_receipt_seconds",
        "Within how long of its taking the mail server had an inquiry, for that share of them.",
        labels=["share"],
    )
    for share, seconds in zip(("0.5", "0.95"), counts.receipt or (), strict=False):
        receipt.add_metric([share], seconds)
    yield receipt


def _describe_messages(messages: Messages) -> Iterator[Metric]:
    states = GaugeMetricFamily(
        "hc_inquiry_messages",
        "Messages that wait, were given up, or whose customer can't be reached.",
        labels=["state"],
    )
    for state in ("waiting", "dead", "unacknowledged"):
        states.add_metric([state], getattr(messages, state))
    yield states
    oldest = "hc_inquiry_oldest_waiting_hours"
    yield GaugeMetricFamily(oldest, "Age of the message that has waited longest; 0: none waits.", messages.oldest_hours)
