"""Homes, rings, abilities and contact told."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

AnyColumn = sa.Column[Any]
TABLES = ("homes", "residences", "ring_moves", "ring_consents", "abilities", "contacts")
# Where a row names another row: by the name of its column.
NAMES = {
    "by_id": "people",
    "person_id": "people",
    "ward_id": "people",
    "home_id": "homes",
    "move_id": "ring_moves",
}


def upgrade() -> None:
    _table("homes", "by_id", _text("side"), *_since(), _body(), side="side IN ('a', 'b', 'both')")
    _table("residences", "home_id", "person_id", *_since())
    _table(
        "ring_moves",
        "person_id",
        _text("ring"),
        "by_id",
        _moment("at"),
        _moment("ended_at", nullable=True),
        ring="ring IN ('all', 'part', 'none')",
    )
    _table("ring_consents", "by_id", _moment("at"), key="move_id")
    _table(
        "abilities",
        "person_id",
        _text("kind"),
        *_since(),
        kind="kind IN ('near', 'night_phone', 'car', 'meal', 'night')",
    )
    _table(
        "contacts",
        "ward_id",
        "person_id",
        _moment("told_at"),
        _moment("ended_at", nullable=True),
        _body(),
    )
    op.create_index("ix_residences_home_id", "residences", ["home_id"])
    op.create_index("ix_ring_moves_person_id", "ring_moves", ["person_id"])
    op.create_index("ix_abilities_person_id", "abilities", ["person_id"])
    op.create_index("ix_contacts_of_ward", "contacts", ["ward_id", "person_id"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _table(name: str, *columns: AnyColumn | str, key: str = "id", **checks: str) -> None:
    named = [each for each in (key, *columns) if isinstance(each, str) and each in NAMES]
    op.create_table(
        name,
        sa.Column(key, sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        *(_id(each) if isinstance(each, str) else each for each in columns),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_{name}_{which}"))
            for which, rule in checks.items()
        ),
        *(
            sa.ForeignKeyConstraint(
                [each], [f"{NAMES[each]}.id"], name=op.f(f"fk_{name}_{each}_{NAMES[each]}")
            )
            for each in named
        ),
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{name}")),
    )
    op.create_index(f"ix_{name}_household_id", name, ["household_id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in postgres.walls(name):
            op.execute(statement)


def _id(name: str) -> AnyColumn:
    return sa.Column(name, sa.Uuid(), nullable=False)


def _text(name: str) -> AnyColumn:
    return sa.Column(name, sa.String(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> AnyColumn:
    return sa.Column(name, UtcTime(), nullable=nullable)


def _body() -> AnyColumn:
    return sa.Column("body", sa.LargeBinary(), nullable=False)


def _since() -> tuple[AnyColumn, AnyColumn]:
    return _moment("since"), _moment("until", nullable=True)
