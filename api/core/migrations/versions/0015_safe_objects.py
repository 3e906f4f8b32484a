"""The room: what was agreed, and the things that somebody put in it."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("safe_objects", "own_things")


def upgrade() -> None:
    for table in TABLES:
        sealed = (
            []
            if table == "safe_objects"
            else [sa.Column("picture", sa.LargeBinary(), nullable=False)]
        )
        op.create_table(
            table,
            sa.Column("id", sa.Uuid(), nullable=False),
            sa.Column("household_id", sa.Uuid(), nullable=False),
            sa.Column("ward_id", sa.Uuid(), nullable=False),
            sa.Column("by_id", sa.Uuid(), nullable=False),
            sa.Column("since", UtcTime(), nullable=False),
            sa.Column("until", UtcTime(), nullable=True),
            sa.Column("body", sa.LargeBinary(), nullable=False),
            *sealed,
            _person(table, "ward_id"),
            _person(table, "by_id"),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        op.create_index(f"ix_{table}_household_id", table, ["household_id"])
        op.create_index(f"ix_{table}_ward", table, ["ward_id", "until"])
        if op.get_bind().dialect.name == "postgresql":
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["people.id"], name=op.f(f"fk_{table}_{column}_people")
    )
