"""The gap analyzer: from what customers did to what to write next, and whether it helped.

`events_source` brings events in, `episodes` turns them into counts on any SQL engine, `query_stats` types those counts,
`decide` says what became of each query, `group` puts queries that ask the same together, `report` tells it.
"""
