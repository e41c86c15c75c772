"""What `hc report` and `hc gaps` print: the sheet of the meeting, and the list of gaps."""

from datetime import timedelta

from feedback_function.clock import find_day_bounds
from feedback_function.log_file import LogNotes
from hc_builder.content.redirects import clean_address
from hc_builder.gaps.advice.shop_trials import find_advice
from hc_builder.gaps.commands import GapRequest, find_all
from hc_builder.gaps.counting.sheet import count_sheet
from hc_builder.gaps.events.inquiries import read_inquiries
from hc_builder.gaps.findings import build_findings, build_window
from hc_builder.gaps.loop.state import read_state, write_state
from hc_builder.gaps.model.gaps import GapState
from hc_builder.gaps.model.sheet import InquirySheet, Sheet
from hc_builder.gaps.reporting.inquiries import build_inquiry_sheet
from hc_builder.gaps.reporting.render import render_report
from hc_builder.gaps.reporting.report import build_report
from hc_builder.gaps.reporting.sheet import build_sheet
from hc_builder.gaps.reporting.sheet_page import render_sheet


def report_gaps(request: GapRequest, form: str, lang: str, days: int, update: bool = False) -> str:
    """The list of gaps as `md` or `json`, and as `html` the sheet that holds it; with `update` the gaps are recorded
    for the next one."""
    if form == "html":
        return report_sheet(request, form, lang, days, update)
    findings, project = find_all(request), request.project
    advice = find_advice(project, request.analyzer, findings)
    text = render_report(build_report(findings, project.center, request.now, days, advice), form, lang)
    if update:
        write_state(findings.state, request.state_file)
    return text


def report_sheet(request: GapRequest, form: str, lang: str, days: int, update: bool = False, renew: int = 0) -> str:
    """The sheet of the meeting as `html`, `md` or `json`; with `update` the gaps are recorded for the next one."""
    sheet, state = build_request_sheet(request, days)
    text = render_sheet(sheet, form, lang, renew)
    if update:
        write_state(state, request.state_file)
    return text


def build_request_sheet(request: GapRequest, days: int) -> tuple[Sheet, GapState]:
    """The sheet of the last `days`, and the state that follows from it."""
    project, notes = request.project, LogNotes()
    inquiries = _build_inquiries(request, days)
    with request.open_events(notes) as table, request.open_searches() as searches:
        state = read_state(request.state_file)
        findings = build_findings(
            table, project.center, searches, request.now, state, request.analyzer, request.embed, project.derived
        )
        counts = count_sheet(table, findings.window, project.settings.gaps, days)
    report = build_report(findings, project.center, request.now, days, find_advice(project, request.analyzer, findings))
    gone = {clean_address(address) for address in project.published.gone}
    return build_sheet(report, findings, counts, project.center, days, notes, gone, inquiries), findings.state


def _build_inquiries(request: GapRequest, days: int) -> InquirySheet | None:
    """The inquiries of whole days of the shop, in the weeks that the report looks back on. They are read first: what is
    wrong with their source is told before the events take their time."""
    center = request.project.center
    window = build_window(center, request.now)
    since, _ = find_day_bounds(window.last_day - timedelta(days=7 * window.weeks - 1), window.zone)
    log = read_inquiries(request.inquiries, request.source, since, request.now, window.zone)
    if log is None:
        return None
    return build_inquiry_sheet(log, window.last_day, days, window.weeks, center, request.renames)
