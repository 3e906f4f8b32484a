"""Second ways, mail or SMS beside the knock on a phone; and since when a helper is out of reach."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "second_ways",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", UtcTime(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('mail', 'sms')", name=op.f("ck_second_ways_kind")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_second_ways_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["credential_id"],
            ["credentials.id"],
            name=op.f("fk_second_ways_credential_id_credentials"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_ways")),
        sa.UniqueConstraint("person_id", "kind", name="second_way_once"),
    )
    op.create_index("ix_second_ways_household_id", "second_ways", ["household_id"])
    op.create_index("ix_second_ways_credential_id", "second_ways", ["credential_id"])
    _reaches()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("second_ways", "reaches"):
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    op.drop_table("reaches")
    op.drop_table("second_ways")


def _reaches() -> None:
    op.create_table(
        "reaches",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("lost_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_reaches_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reaches")),
    )
    op.create_index("ix_reaches_household_id", "reaches", ["household_id"])
