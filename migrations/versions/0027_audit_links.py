"""The chain of the audit record, with a link for each event that is there already.

Old code does not run against it: what it writes down would have no link.
"""

import hashlib
import json
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0027_audit_links"
down_revision = "0026_second_steps"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFUSE_ON_SQLITE = (
    "CREATE TRIGGER audit_link_no_update BEFORE UPDATE ON audit_link"
    " BEGIN SELECT RAISE(ABORT, 'the audit record is only ever added to'); END",
    "CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link"
    " BEGIN SELECT RAISE(ABORT, 'the audit record is only ever added to'); END",
    "CREATE TRIGGER audit_link_no_replace BEFORE INSERT ON audit_link"
    " WHEN EXISTS (SELECT 1 FROM audit_link WHERE id = NEW.id OR event_id = NEW.event_id)"
    " BEGIN SELECT RAISE(ABORT, 'the audit record is only ever added to'); END",
)
REFUSE_ON_POSTGRESQL = (
    "CREATE TRIGGER audit_link_no_change BEFORE UPDATE OR DELETE ON audit_link"
    " FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()",
    "CREATE TRIGGER audit_link_no_truncate BEFORE TRUNCATE ON audit_link"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()",
)
EVENTS = sa.table(
    "audit_event",
    sa.column("id", NUMBER),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("actor_id", sa.Uuid()),
    sa.column("scheme_id", sa.Uuid()),
    sa.column("action", sa.Text()),
    sa.column("subject", sa.Text()),
    sa.column("subject_ids", sa.JSON()),
    sa.column("fields", sa.JSON()),
)
BATCH = 1_000


def upgrade() -> None:
    links = op.create_table(
        "audit_link",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_link")),
        sa.UniqueConstraint("event_id", name=op.f("uq_audit_link_event_id")),
    )
    link_all(links)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in REFUSE_ON_SQLITE if is_sqlite else REFUSE_ON_POSTGRESQL:
        op.execute(statement)


def link_all(links: sa.Table) -> None:
    before, after = "0" * 64, 0
    while rows := read_events(after):
        made = []
        for row in rows:
            before = digest_of(before, row)
            made.append({"event_id": row.id, "digest": before})
        op.bulk_insert(links, made)
        after = rows[-1].id


def read_events(after: int) -> list[sa.Row]:
    wanted = sa.select(EVENTS).where(EVENTS.c.id > after).order_by(EVENTS.c.id).limit(BATCH)
    return list(op.get_bind().execute(wanted))


def digest_of(before: str, row: sa.Row) -> str:
    at = row.at.replace(tzinfo=UTC) if row.at.tzinfo is None else row.at.astimezone(UTC)
    told = [
        row.id,
        at.isoformat(),
        str(row.actor_id) if row.actor_id else None,
        str(row.scheme_id) if row.scheme_id else None,
        row.action,
        row.subject,
        row.subject_ids,
        row.fields,
    ]
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{written}".encode()).hexdigest()


def downgrade() -> None:
    op.drop_table("audit_link")
