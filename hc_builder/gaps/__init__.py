"""The gap analyzer: from what customers did to what to write next, and whether it helped.

The rooms, in the order in which data passes through them: `events` reads the log, `counting` turns it into counts on
any SQL engine, `grouping` puts queries that ask the same thing together, `deciding` says what became of each query and
what is lacking, `loop` remembers gaps from report to report, `reporting` tells them. `synonyms` reads the same findings
for words that no article has. `model` holds what passes between the rooms; it imports nothing heavy.
"""
