"""Ways in, the rules of the house, lost phones, and tries."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PRIVATE = ("ways_in", "rules_read", "recovery_voices")


def upgrade() -> None:
    for make in (_tries, _ways_in, _rules_read, _recovery_voices):
        make()
    for table in PRIVATE:
        op.create_index(f"ix_{table}_household_id", table, ["household_id"])
        if op.get_bind().dialect.name == "postgresql":
            for statement in postgres.walls(table):
                op.execute(statement)


def _tries() -> None:
    op.create_table(
        "tries",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", UtcTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tries")),
    )


def _ways_in() -> None:
    op.create_table(
        "ways_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("told_at", UtcTime(), nullable=True),
        sa.CheckConstraint("form IN ('link', 'qr', 'code')", name=op.f("ck_ways_in_form")),
        sa.CheckConstraint(
            "why IN ('invited', 'own', 'helped', 'recovered')", name=op.f("ck_ways_in_why")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_ways_in_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ways_in")),
    )


def _rules_read() -> None:
    op.create_table(
        "rules_read",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_rules_read_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules_read")),
        sa.UniqueConstraint("person_id", "version", name="rules_once"),
    )


def _recovery_voices() -> None:
    op.create_table(
        "recovery_voices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_recovery_voices_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_recovery_voices_device_id_devices")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_recovery_voices_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_voices")),
    )
    op.create_index("ix_recovery_voices_person", "recovery_voices", ["person_id", "used_at"])


def downgrade() -> None:
    for table in (*PRIVATE, "tries"):
        op.drop_table(table)
