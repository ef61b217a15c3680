"""How Alembic runs the scripts beside this file: on the connection it is given, one transaction a revision."""

from alembic import context

config = context.config
connection = config.attributes["connection"]
metadata = config.attributes.get("metadata")

context.configure(
    connection=connection,
    target_metadata=metadata,
    compare_type=True,
    render_as_batch=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
