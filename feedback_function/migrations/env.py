"""Alembic's entry point: runs the migrations on the connection that `store.open_store` hands over."""

from alembic import context

from feedback_function.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
