"""Which sessions are customers', and which votes count: the one rule, for the endpoint's numbers and for the report.

Everything is kept; what does not count is left out when it is counted:

- a *bot*: a session of so many searches and votes, or of twenty that come faster than a person acts;
- a *flood of searches*: so many sessions in one hour that searched for the same words and did nothing else, and at
  least half of all such searches of these words. A real rush opens articles, asks again or goes to a person, in many
  wordings;
- a *flood of votes*: so many sessions in one hour that voted the same on the same article and did nothing else, and at
  least half of all that had it before them in that hour. Of a real rush most read and do not vote;
- an *unseen vote*: its session neither viewed nor opened the article. The page sends a view with every vote, so that a
  reader whose session began anew while reading, or ended at midnight, counts.

A forger who sends views too, slowly, or with twice as many readers who do not vote, can't be told from customers: no
address is kept that could tell.

The rule is SQL, because it runs where the events are: as it stands in the store, and by ibis on every engine of the
report. It reads a table `logged` with `session`, `id`, `type`, `t` (seconds since 1970), `query`, `article`
and `helpful`.
"""

from typing import Annotated

from msgspec import Meta, Struct

FAST, SECONDS_AN_ACT = 20, 2
FLOOD_SHARE = 2
"""A flood is at least one in so many of its kind."""


class Limits(Struct, frozen=True):
    """From how many searches and votes a session is a bot's, and from how many sessions a rush of one hour may be a
    flood."""

    bot_searches: Annotated[int, Meta(ge=2)] = 60
    flood_sessions: Annotated[int, Meta(ge=2)] = 50


def select_left_out(limits: Limits) -> str:
    """The sessions (`session`, each once) of bots and floods."""
    flooding = [
        f"SELECT s.session FROM ({single}) s"
        f" JOIN ({flood}) f ON f.subject = s.subject AND f.helpful = s.helpful AND f.hour = s.hour"
        for single, flood in ((_SEARCH, _select_search_floods(limits)), (_VOTE, _select_vote_floods(limits)))
    ]
    return " UNION ".join([_select_bots(limits), *flooding])


def select_floods(limits: Limits) -> str:
    """One row per flood: its words or its article (`subject`), and its `hour` (its first second)."""
    floods = (_select_search_floods(limits), _select_vote_floods(limits))
    return " UNION ALL ".join(f"SELECT subject, hour FROM ({flood}) f" for flood in floods)


_COUNTED = "SUM(CASE WHEN type = '{}' THEN 1 ELSE 0 END)"
_SESSIONS = f"""
    SELECT session, COUNT(*) AS actions, MIN(t) AS began, MAX(t) AS ended,
      {_COUNTED.format("search")} AS searches, {_COUNTED.format("vote")} AS votes, {_COUNTED.format("open")} AS opens
    FROM logged WHERE type NOT IN ('view', 'missing') GROUP BY session"""

_SEARCH = f"""
    SELECT l.session, l.query AS subject, 0 AS helpful, l.t - l.t % 3600 AS hour
    FROM logged l JOIN ({_SESSIONS}) s ON s.session = l.session
    WHERE l.type = 'search' AND s.actions = 1"""
"""Sessions that did nothing but one search."""

_VOTE = f"""
    SELECT l.session, MIN(l.article) AS subject, MAX(l.t - l.t % 3600) AS hour,
      MIN(CASE WHEN l.type = 'vote' AND NOT l.helpful THEN 0 ELSE 1 END) AS helpful
    FROM logged l JOIN ({_SESSIONS}) s ON s.session = l.session
    WHERE l.type IN ('vote', 'open', 'view') AND s.votes > 0 AND s.votes + s.opens = s.actions
    GROUP BY l.session
    HAVING COUNT(DISTINCT l.article) = 1 AND COUNT(l.article) = COUNT(*)
      AND SUM(CASE WHEN l.type = 'vote' THEN 0 ELSE 1 END) > 0"""
"""Sessions that saw one article and did nothing but vote on it; with both votes they count for the worse one."""

UNSEEN_VOTES = """
    SELECT v.session, v.id FROM logged v LEFT JOIN (
      SELECT DISTINCT session, article FROM logged WHERE type IN ('view', 'open') AND article IS NOT NULL
    ) s ON s.session = v.session AND s.article = v.article
    WHERE v.type = 'vote' AND s.session IS NULL"""
"""The votes (`session`, `id`) on what their session did not have before it."""


def _select_bots(limits: Limits) -> str:
    acts = "s.searches + s.votes"
    return f"""
    SELECT s.session FROM ({_SESSIONS}) s
    WHERE {acts} >= {limits.bot_searches:d}
      OR ({acts} >= {FAST} AND s.ended - s.began < ({acts}) * {SECONDS_AN_ACT})"""


def _select_search_floods(limits: Limits) -> str:
    return f"""
    SELECT h.subject, 0 AS helpful, h.hour FROM (
      SELECT subject, hour, COUNT(*) AS flood FROM ({_SEARCH}) a GROUP BY subject, hour
    ) h JOIN (SELECT subject, COUNT(*) AS ever FROM ({_SEARCH}) b GROUP BY subject) e ON e.subject = h.subject
    WHERE h.flood >= {limits.flood_sessions:d} AND h.flood * {FLOOD_SHARE} >= e.ever"""


def _select_vote_floods(limits: Limits) -> str:
    return f"""
    SELECT h.subject, h.helpful, h.hour FROM (
      SELECT subject, helpful, hour, COUNT(*) AS flood FROM ({_VOTE}) a GROUP BY subject, helpful, hour
    ) h JOIN (
      SELECT article AS subject, t - t % 3600 AS hour, COUNT(DISTINCT session) AS seen
      FROM logged WHERE type IN ('view', 'open') AND article IS NOT NULL GROUP BY article, t - t % 3600
    ) r ON r.subject = h.subject AND r.hour = h.hour
    WHERE h.flood >= {limits.flood_sessions:d} AND h.flood * {FLOOD_SHARE} >= r.seen"""
