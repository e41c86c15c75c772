"""The feedback endpoint: takes what customers searched, opened, voted and gave up on, and stores it durably.

It stands alone: nothing here imports MkDocs or the site builder. `events` says what an event is, `store` keeps events,
`app` is the ASGI application around both.
"""
