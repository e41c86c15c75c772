"""The rates a shop watches, defined once: `hc feedback stats`, `/metrics` and `hc gaps` all read this module.

A *session* is one browser tab, by the random number the tab made. It belongs to the day and hour of the shop's clock
on which its first event falls, and is counted there once, however long it goes on. It *sought help* if it searched,
opened an article, walked a guided flow or left for a person. Each such session has exactly one ending:

- *contacted*: it left for a person, whatever else it did;
- *served*: it opened an article, came to a card of a flow or read an answer, and did not leave for a person;
- *abandoned*: it did none of these.

So self-service, contact and abandonment are parts of one whole and add up to 100%. To take every session without a
contact for self-service would count those who searched, found nothing and gave up as served. An article that was opened
is no proof of an answer either, but it is the most that the log says about everybody: few readers vote, so votes are
a rate of their own and do not decide here.

An answer quoted above the results was *read* if no other search followed within `PAUSE_SECONDS` of what the session did
last: who got no answer asks again, in other words.

A view is no action: it tells of what was opened, begins no session and ends none. Nor is a page that is not there,
which a dead link asks for.

Search success is a rate of sessions too: a customer who mistypes, searches again and then opens a result succeeded.

A session that wrote in the inquiry form *sent* it, or was *answered* there: it opened an article that the form showed,
or said that the sentence quoted was the answer, and left for no person. Who merely closed it counts as neither.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from feedback_function.shares import Share, build_share

SESSION_COUNTS = (
    "sessions", "sessions_seeking", "sessions_served", "sessions_contacted", "sessions_searching", "sessions_finding",
    "forms_answered", "forms_sent",
)  # fmt: skip
PAUSE_SECONDS = 180
"""A search this long after the last action begins something new."""
EVENT_COUNTS = ("searches", "zero_results", "helpful", "unhelpful")
"""`helpful` and `unhelpful` count the last vote of each session on each article."""


class Rates(Struct, frozen=True):
    """The shares of one stretch of time. The first three, of the sessions that sought help, add up to 1.

    `search_success`: sessions that opened a search result or read an answer, of those that searched. `zero_results`:
    searches that found nothing. `helpful`: "yes" votes. `form_answered`: sessions that the inquiry form answered, of
    these and those that sent it.
    """

    self_service: Share
    contact: Share
    abandoned: Share
    search_success: Share
    zero_results: Share
    helpful: Share
    form_answered: Share


def classify_session(searched: Any, opened: Any, found: Any, read: Any, walked: Any, contacted: Any) -> dict[str, Any]:
    """What one session adds to each of `SESSION_COUNTS` but `sessions`, from six flags that are 0 or 1.

    `found` says that it opened a search result, `opened` an article or a flow's card in whatever way, `read` that it
    read an answer above the results, `walked` that it came to a question of a flow. Written in arithmetic, so that it
    takes numbers and integer columns of a database alike.
    """
    return {
        "sessions_seeking": 1 - (1 - searched) * (1 - opened) * (1 - walked) * (1 - contacted),
        "sessions_served": (1 - (1 - opened) * (1 - read)) * (1 - contacted),
        "sessions_contacted": contacted,
        "sessions_searching": searched,
        "sessions_finding": searched * (1 - (1 - found) * (1 - read)),
    }


def classify_form(asked: Any, wrote: Any, contacted: Any) -> dict[str, Any]:
    """What one session adds to the counts of the inquiry form: `asked` says that it opened an article from there,
    `wrote` that it sent the form, `contacted` that it left for a person in whatever way. Arithmetic likewise."""
    return {"forms_answered": asked * (1 - contacted), "forms_sent": wrote}


def compute_rates(counts: Mapping[str, int]) -> Rates:
    """The rates of `counts`, by the names in `SESSION_COUNTS` and `EVENT_COUNTS`; a count that is absent is 0."""
    count = {name: counts.get(name, 0) for name in (*SESSION_COUNTS, *EVENT_COUNTS)}
    seeking, served, contacted = (count[f"sessions_{ending}"] for ending in ("seeking", "served", "contacted"))
    return Rates(
        self_service=build_share(served, seeking),
        contact=build_share(contacted, seeking),
        abandoned=build_share(seeking - served - contacted, seeking),
        search_success=build_share(count["sessions_finding"], count["sessions_searching"]),
        zero_results=build_share(count["zero_results"], count["searches"]),
        helpful=build_share(count["helpful"], count["helpful"] + count["unhelpful"]),
        form_answered=build_share(count["forms_answered"], count["forms_answered"] + count["forms_sent"]),
    )
