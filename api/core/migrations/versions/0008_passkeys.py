"""Passkeys, and what is asked of a phone."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

AnyColumn = sa.Column[Any]
TABLES = ("passkeys", "passkey_questions")


def upgrade() -> None:
    _table(
        "passkeys",
        _bytes("credential"),
        _bytes("public_key"),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("backup", sa.String(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.CheckConstraint("backup IN ('never', 'may', 'made')", name=op.f("ck_passkeys_backup")),
        sa.UniqueConstraint("device_id", "person_id", name="passkey_once"),
    )
    _table(
        "passkey_questions",
        sa.Column("what_for", sa.String(), nullable=False),
        _bytes("hash"),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.CheckConstraint(
            "what_for IN ('keep', 'come_in')", name=op.f("ck_passkey_questions_what_for")
        ),
        sa.UniqueConstraint("device_id", "person_id", "what_for", name="passkey_question_once"),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _table(name: str, *parts: AnyColumn | sa.Constraint) -> None:
    op.create_table(
        name,
        *(_id(each) for each in ("id", "household_id", "device_id", "person_id")),
        *parts,
        *(
            sa.ForeignKeyConstraint([each], [f"{other}.id"], name=op.f(f"fk_{name}_{each}_{other}"))
            for each, other in (("device_id", "devices"), ("person_id", "people"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    for each in ("household_id", "person_id"):
        op.create_index(f"ix_{name}_{each}", name, [each])
    if op.get_bind().dialect.name == "postgresql":
        for statement in postgres.walls(name):
            op.execute(statement)


def _id(name: str) -> AnyColumn:
    return sa.Column(name, sa.Uuid(), nullable=False)


def _bytes(name: str) -> AnyColumn:
    return sa.Column(name, sa.LargeBinary(), nullable=False)
