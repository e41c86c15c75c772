"""On PostgreSQL a table for each day's events, and the functions that make and drop one. SQLite stays as it is."""

import sqlalchemy as sa
from alembic import context, op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Divides `events`. Its rows are written anew, which takes as much room again until it is done."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    quote = connection.dialect.identifier_preparer.quote
    owner = connection.scalar(sa.text("SELECT relowner::regrole FROM pg_class WHERE oid = 'events'::regclass"))
    schema = quote(str(connection.scalar(sa.text("SELECT current_schema()"))))
    op.execute(f"SET LOCAL ROLE {owner}")  # who owns the one table is to own those that it becomes
    for statement in (*_DIVIDE, _MAKE.format(schema=schema), _DROP.format(schema=schema), *_CLOSE):
        op.execute(statement)
    _copy_rows(connection)
    for grant in connection.scalars(sa.text(_GRANTS)).all():
        op.execute(grant)
    for statement in _FINISH:
        op.execute(statement)
    op.execute("RESET ROLE")


def _copy_rows(connection: sa.Connection) -> None:
    days = context.config.attributes["days"]
    named = {"unit": "month" if days.in_months else "day", "zone": str(days.zone)}
    connection.execute(
        sa.text(f"SELECT make_events_day(day) FROM (SELECT DISTINCT {_DAY} AS day FROM before) d"), named
    )
    columns = ", ".join(column["name"] for column in sa.inspect(connection).get_columns("before"))
    copy = f"INSERT INTO events ({columns}, day) SELECT {columns}, {_DAY} FROM before"
    connection.execute(sa.text(copy), named)


_DAY = "CAST(date_trunc(:unit, received_at AT TIME ZONE :zone) AS date)"
_DIVIDE = (
    "ALTER TABLE events RENAME TO before",
    "ALTER TABLE before DROP CONSTRAINT events_pkey",
    "DROP INDEX events_at, events_received_at",
    "CREATE TABLE events (LIKE before INCLUDING COMMENTS, day date NOT NULL, PRIMARY KEY (id, day))"
    " PARTITION BY LIST (day)",
    "COMMENT ON COLUMN events.day IS 'the shop''s day on which the endpoint took it, or the first of its month'",
    "CREATE INDEX events_at ON events (at)",
    "CREATE INDEX events_received_at ON events (received_at)",
)
# To attach a table waits for nobody who reads or writes `events`; to create it as a partition would.
_MAKE = """
CREATE FUNCTION make_events_day(day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
  part text := 'events_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF to_regclass(part) IS NULL THEN
    EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING ALL)', part);
    EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES IN (%L)', part, day);
  END IF;
END $$
"""
# To drop one does wait, and others would behind it; so only for a moment. An error that is caught gives locks back.
_DROP = """
CREATE FUNCTION drop_events_day(day date, expected bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp SET lock_timeout = '500ms' AS $$
DECLARE
  part text := 'events_' || to_char(day, 'YYYYMMDD');
  present bigint;
BEGIN
  LOCK TABLE ONLY events IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('SELECT count(*) FROM %I', part) INTO present;
  IF present <> expected THEN
    RAISE undefined_table;
  END IF;
  EXECUTE format('DROP TABLE %I', part);
  RETURN true;
EXCEPTION WHEN lock_not_available OR deadlock_detected OR undefined_table THEN
  RETURN false;
END $$
"""
_FUNCTIONS = "make_events_day(date), drop_events_day(date, bigint)"
_CLOSE = (f"REVOKE ALL ON FUNCTION {_FUNCTIONS} FROM PUBLIC",)
_GRANTS = f"""
SELECT CASE privilege_type WHEN 'EXECUTE' THEN 'GRANT EXECUTE ON FUNCTION {_FUNCTIONS} TO '
  ELSE 'GRANT ' || privilege_type || ' ON events TO ' END
  || CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END
FROM (
  SELECT grantee, privilege_type FROM pg_class, aclexplode(relacl)
  WHERE oid = 'before'::regclass AND grantee <> relowner
  UNION SELECT grantee, 'EXECUTE' FROM pg_class, aclexplode(relacl)
  WHERE oid = 'before'::regclass AND grantee NOT IN (relowner, 0) AND privilege_type = 'INSERT'
) granted
"""
_FINISH = ("DROP TABLE before",)
