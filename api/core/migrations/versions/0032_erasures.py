"""Who is to be erased, from when, and whether it was taken back or done."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

TABLE = "erasures"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("second_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        *(_to_people(column) for column in ("person_id", "asked_by", "second_by")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    for column in ("household_id", "person_id"):
        op.create_index(f"ix_{TABLE}_{column}", TABLE, [column])
    if op.get_bind().dialect.name == "postgresql":
        for statement in postgres.walls(TABLE):
            op.execute(statement)


def _to_people(column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{TABLE}_{column}_people")
    return sa.ForeignKeyConstraint([column], ["people.id"], name=name)


def downgrade() -> None:
    op.drop_table(TABLE)
