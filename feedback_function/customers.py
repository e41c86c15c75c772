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


def list_steps(limits: Limits) -> dict[str, str]:
    """The rule's queries by name, each of which reads `logged` and those before it, as common table expressions do.

    `left_out` has the sessions (`session`) of bots and floods; `floods` their `subject` (words or an article) and
    `hour` (its first second); `unseen` the votes (`session`, `id`) on what their session did not have before it.
    """
    return {
        "acts": _ACTS,
        "searched": _SEARCHED,
        "voted": _VOTED,
        "single": "SELECT * FROM searched UNION ALL SELECT * FROM voted",
        "search_floods": _SEARCH_FLOODS.format(limits.flood_sessions),
        "vote_floods": _VOTE_FLOODS.format(limits.flood_sessions),
        "floods": "SELECT * FROM search_floods UNION ALL SELECT * FROM vote_floods",
        "left_out": _LEFT_OUT.format(limits.bot_searches),
        "unseen": _UNSEEN,
    }


_COUNTED = "SUM(CASE WHEN type = '{}' THEN 1 ELSE 0 END)"
_ACTS = f"""
    SELECT session, COUNT(*) AS actions, MIN(t) AS began, MAX(t) AS ended,
      {_COUNTED.format("search")} AS searches, {_COUNTED.format("vote")} AS votes, {_COUNTED.format("open")} AS opens
    FROM logged WHERE type NOT IN ('view', 'missing') GROUP BY session"""
_SEARCHED = """
    SELECT l.session, 'search' AS kind, l.query AS subject, l.t - l.t % 3600 AS hour
    FROM logged l JOIN acts s ON s.session = l.session
    WHERE l.type = 'search' AND s.actions = 1"""
"""Sessions that did nothing but one search."""
_VOTED = """
    SELECT l.session, CASE MIN(CASE WHEN l.type = 'vote' AND NOT l.helpful THEN 0 ELSE 1 END)
      WHEN 0 THEN 'no' ELSE 'yes' END AS kind, MIN(l.article) AS subject, MAX(l.t - l.t % 3600) AS hour
    FROM logged l JOIN acts s ON s.session = l.session
    WHERE l.type IN ('vote', 'open', 'view') AND s.votes > 0 AND s.votes + s.opens = s.actions
    GROUP BY l.session
    HAVING COUNT(DISTINCT l.article) = 1 AND COUNT(l.article) = COUNT(*)
      AND SUM(CASE WHEN l.type = 'vote' THEN 0 ELSE 1 END) > 0"""
"""Sessions that saw one article and did nothing but vote on it; with both votes they count for the worse one."""
_SEARCH_FLOODS = f"""
    SELECT h.kind, h.subject, h.hour FROM (
      SELECT kind, subject, hour, COUNT(*) AS flood FROM searched GROUP BY kind, subject, hour
    ) h JOIN (SELECT subject, COUNT(*) AS ever FROM searched GROUP BY subject) e ON e.subject = h.subject
    WHERE h.flood >= {{:d}} AND h.flood * {FLOOD_SHARE} >= e.ever"""
_VOTE_FLOODS = f"""
    SELECT h.kind, h.subject, h.hour FROM (
      SELECT kind, subject, hour, COUNT(*) AS flood FROM voted GROUP BY kind, subject, hour
    ) h JOIN (
      SELECT article AS subject, t - t % 3600 AS hour, COUNT(DISTINCT session) AS seen
      FROM logged WHERE type IN ('view', 'open') AND article IS NOT NULL GROUP BY article, t - t % 3600
    ) r ON r.subject = h.subject AND r.hour = h.hour
    WHERE h.flood >= {{:d}} AND h.flood * {FLOOD_SHARE} >= r.seen"""
_LEFT_OUT = f"""
    SELECT session FROM acts
    WHERE searches + votes >= {{:d}}
      OR (searches + votes >= {FAST} AND ended - began < (searches + votes) * {SECONDS_AN_ACT})
    UNION SELECT s.session FROM single s
    JOIN floods f ON f.kind = s.kind AND f.subject = s.subject AND f.hour = s.hour"""
_UNSEEN = """
    SELECT v.session, v.id FROM logged v LEFT JOIN (
      SELECT DISTINCT session, article FROM logged WHERE type IN ('view', 'open') AND article IS NOT NULL
    ) s ON s.session = v.session AND s.article = v.article
    WHERE v.type = 'vote' AND s.session IS NULL"""
