"""Where somebody is knocked for, each knock, and what a push service holds against us."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

AnyColumn = sa.Column[Any]
TABLES = ("subscriptions", "deliveries")
WAITS = sa.text("accepted_at IS NULL AND given_up_at IS NULL")
WAITS_FOR_SECOND = sa.text("accepted_at IS NULL AND given_up_at IS NULL AND channel = 'second'")


def upgrade() -> None:
    _subscriptions()
    _deliveries()
    op.create_table(
        "push_faults",
        sa.Column("day", sa.Date(), nullable=False),
        _text("origin"),
        _number("status"),
        _number("count"),
        _moment("at", nullable=False),
        sa.PrimaryKeyConstraint("day", "origin", "status", name=op.f("pk_push_faults")),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in ("push_faults", *reversed(TABLES)):
        op.drop_table(table)


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        *(_id(each) for each in ("id", "household_id", "person_id", "credential_id")),
        sa.Column("endpoint_hash", sa.LargeBinary(), nullable=False),
        _text("origin"),
        *(_moment(each, nullable=False) for each in ("since", "renewed_at")),
        *(_moment(each) for each in ("accepted_at", "shown_at", "tested_at", "dead_at")),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _of("subscriptions", "person_id", "people"),
        _of("subscriptions", "credential_id", "credentials", gone="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint("credential_id", name="subscription_once"),
    )
    for each in ("household_id", "person_id", "endpoint_hash"):
        op.create_index(f"ix_subscriptions_{each}", "subscriptions", [each])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        *(_id(each) for each in ("id", "household_id", "person_id")),
        sa.Column("subscription_id", sa.Uuid(), nullable=True),
        *(_text(each) for each in ("channel", "lane", "word")),
        _number("rank"),
        _id("about"),
        *(_moment(each, nullable=False) for each in ("made_at", "due_at", "until")),
        _moment("leased_until"),
        _number("tries"),
        *(_moment(each) for each in ("accepted_at", "given_up_at", "shown_at", "opened_at")),
        sa.CheckConstraint("channel IN ('push', 'second')", name=op.f("ck_deliveries_channel")),
        sa.CheckConstraint(
            "word IN ('signal', 'reminder', 'news', 'test')", name=op.f("ck_deliveries_word")
        ),
        _of("deliveries", "person_id", "people"),
        _of("deliveries", "subscription_id", "subscriptions", gone="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    for each in ("household_id", "subscription_id", "about", "made_at"):
        op.create_index(f"ix_deliveries_{each}", "deliveries", [each])
    _partly("waits", "lane", "rank", "due_at")
    _partly("once", "subscription_id", "word", "about", unique=True)
    _partly("second_once", "person_id", "lane", "word", "about", unique=True, of=WAITS_FOR_SECOND)


def _partly(name: str, *columns: str, unique: bool = False, of: sa.TextClause = WAITS) -> None:
    """An index over what still waits: it stays small however much was ever sent."""
    op.create_index(
        f"ix_deliveries_{name}",
        "deliveries",
        list(columns),
        unique=unique,
        sqlite_where=of,
        postgresql_where=of,
    )


def _of(table: str, column: str, other: str, gone: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=gone)


def _id(name: str) -> AnyColumn:
    return sa.Column(name, sa.Uuid(), nullable=False)


def _text(name: str) -> AnyColumn:
    return sa.Column(name, sa.String(), nullable=False)


def _number(name: str) -> AnyColumn:
    return sa.Column(name, sa.Integer(), nullable=False)


def _moment(name: str, *, nullable: bool = True) -> AnyColumn:
    return sa.Column(name, UtcTime(), nullable=nullable)
