"""Runs the steps on the database that ``api.core.migrate`` was given."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from api.core.columns import Base, UtcTime


def render(kind: str, thing: object, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column type by its short name, and bring its import."""
    if kind == "type" and isinstance(thing, UtcTime):
        autogen.imports.add("from api.core.columns import UtcTime")
        return "UtcTime()"
    return False


settings = context.config.attributes
writer, _reader = settings["engine"](settings["url"])
try:
    with writer.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
finally:
    writer.dispose()
