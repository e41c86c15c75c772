"""What the endpoint tells Prometheus of itself."""

from datetime import UTC, datetime

from event_samples import make_body, make_event

from feedback_function.metrics import Metrics
from feedback_function.parsing import parse_events


def read(metrics: Metrics) -> dict[str, float]:
    lines = metrics.render().decode().splitlines()
    pairs = (line.rpartition(" ") for line in lines if not line.startswith("#") and "_created" not in line)
    return {name: float(value) for name, _, value in pairs}


def test_events_are_counted_by_kind_and_refusals_by_reason() -> None:
    metrics = Metrics(lambda: 7.0)
    metrics.count_parsed(parse_events(make_body(make_event(), make_event(), make_event("vote"), 3), datetime.now(UTC)))
    metrics.count_rejected("bot")
    for status in (202, 202, 429):
        metrics.count_request(status)
    told = read(metrics)
    assert told['hc_events_accepted_total{type="search"}'] == 2
    assert told['hc_events_accepted_total{type="vote"}'] == 1
    assert told['hc_events_rejected_total{reason="form"}'] == 1
    assert told['hc_events_rejected_total{reason="bot"}'] == 1
    assert told['hc_requests_total{status="202"}'] == 2
    assert told['hc_requests_total{status="429"}'] == 1
    assert told["hc_queue_events"] == 7


def test_commits_are_told_by_time_and_by_size() -> None:
    metrics = Metrics(lambda: 0.0)
    for seconds, events in ((0.0005, 1), (0.3, 20), (2.0, 2000)):
        metrics.observe_commit(seconds, events)
    told = read(metrics)
    times = [name.split('"')[1] for name in told if name.startswith("hc_commit_seconds_bucket")]
    sizes = {name.split('"')[1]: value for name, value in told.items() if name.startswith("hc_commit_events_bucket")}
    assert [float(bound) for bound in times[:-1]] == [
        *(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5),
        *(1.0, 2.5, 5.0),
    ]
    assert sizes == {"1.0": 1, "5.0": 1, "20.0": 2, "100.0": 2, "500.0": 2, "2000.0": 3, "+Inf": 3}
    assert told['hc_commit_seconds_bucket{le="0.5"}'] == 2
