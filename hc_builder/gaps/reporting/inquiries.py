"""The sheet's part about the inquiry form, from the endpoint's counts: names that the site has, and numbers."""

from collections.abc import Mapping
from datetime import date, timedelta

from feedback_function.inquiry.counts import InquiryCounts, InquiryLog, summarize
from hc_builder.content.help_center import HelpCenter
from hc_builder.gaps.model.report import ArticleRef
from hc_builder.gaps.model.sheet import AskedFrom, InquirySheet, Receipt, Tally

_LISTED = 8


def build_inquiry_sheet(
    log: InquiryLog, last_day: date, days: int, weeks: int, center: HelpCenter, renames: Mapping[str, str]
) -> InquirySheet | None:
    """The `days` up to the last one, beside as many before, and the `weeks` that lead there. `renames` are articles
    that have another name now. `None` where nothing came in all that time, and nothing waits."""
    first = last_day - timedelta(days=days - 1)
    now, before = summarize(log, first, last_day), summarize(log, first - timedelta(days=days), first - timedelta(1))
    by_week = _count_weeks(log, last_day, weeks)
    if not (sum(by_week) or before.total or log.messages.waiting or log.messages.dead):
        return None
    return InquirySheet(
        made_at=log.made_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        total=now.total,
        total_before=before.total,
        topics=_name_topics(now, before, center),
        articles=_name_articles(now, before, center, renames),
        langs=_name_languages(now, before, center),
        hours=_spread_hours(log, first, last_day),
        weeks=by_week,
        receipt=_build_receipt(now),
        receipt_before=_build_receipt(before),
        messages=log.messages,
    )


def _count_weeks(log: InquiryLog, last_day: date, weeks: int) -> tuple[int, ...]:
    ends = [last_day - timedelta(weeks=week) for week in reversed(range(weeks))]
    return tuple(summarize(log, end - timedelta(days=6), end).total for end in ends)


def _name_topics(now: InquiryCounts, before: InquiryCounts, center: HelpCenter) -> tuple[Tally, ...]:
    """In the words of the settings; a topic that they no longer have keeps its id."""
    topics = center.settings.contact.inquiry.topics
    names = {id: topics[id].name if id in topics else id for id in {**now.by_topic, **before.by_topic}}
    return _tally(now.by_topic, before.by_topic, names)


def _name_languages(now: InquiryCounts, before: InquiryCounts, center: HelpCenter) -> tuple[Tally, ...]:
    """A form may be sent in any language; those that the site has not are one."""
    known = {lang.partition("-")[0].lower(): lang for lang in center.settings.languages}
    names = {lang: known.get(lang, "") for lang in {**now.by_lang, **before.by_lang}}
    return _tally(now.by_lang, before.by_lang, names)


def _tally(now: Mapping[str, int], before: Mapping[str, int], names: Mapping[str, str]) -> tuple[Tally, ...]:
    """The numbers by name, most first."""
    sums = {name: [0, 0] for name in names.values()}
    for period, numbers in enumerate((now, before)):
        for id, number in numbers.items():
            sums[names[id]][period] += number
    ordered = sorted(sums.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(Tally(name, *numbers) for name, numbers in ordered)


def _name_articles(
    now: InquiryCounts, before: InquiryCounts, center: HelpCenter, renames: Mapping[str, str]
) -> tuple[AskedFrom, ...]:
    """Those that the site still has, by the names that they have now."""
    names = {id: renames.get(id, id) for id in {**now.by_article, **before.by_article}}
    tallies = ((center.find(tally.name), tally) for tally in _tally(now.by_article, before.by_article, names))
    found = [
        AskedFrom(ArticleRef(shown.article.id, shown.article.title, shown.url), tally.now, tally.before)
        for shown, tally in tallies
        if shown
    ]
    return tuple(found[:_LISTED])


def _spread_hours(log: InquiryLog, first: date, last: date) -> tuple[tuple[int, ...], ...]:
    table = [[0] * 24 for _ in range(7)]
    for day, counts in log.days.items():
        if first <= day <= last:
            for hour, number in counts.get("hour", {}).items():
                table[day.weekday()][int(hour)] += number
    return tuple(map(tuple, table))


def _build_receipt(counts: InquiryCounts) -> Receipt | None:
    return Receipt(*counts.receipt) if counts.receipt else None
