"""Reading along: accounts and seats of professionals, what is shared with them, and every reading."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TABLES = (
    "professional_accounts",
    "seats",
    "sharings",
    "sharing_answers",
    "feed_keys",
    "readings",
)


def upgrade() -> None:
    _accounts()
    _seats()
    _sharings()
    _keys_and_readings()
    for table in ("professional_accounts", "seats", "sharings", "sharing_answers", "feed_keys"):
        op.create_index(f"ix_{table}_household_id", table, ["household_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def _accounts() -> None:
    table = TABLES[0]
    op.create_table(
        table,
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _to_people(table, "person_id"),
        sa.PrimaryKeyConstraint("person_id", name=op.f(f"pk_{table}")),
    )


def _seats() -> None:
    table = TABLES[1]
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("works_as", sa.String(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("taken_at", UtcTime(), nullable=True),
        sa.Column("feed_since", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("side IN ('a', 'b', 'both')", name=op.f("ck_seats_side")),
        sa.CheckConstraint(
            "works_as IN ('casusregisseur', 'veiligheidsplanner', 'behandelaar', 'veilig_thuis')",
            name=op.f("ck_seats_works_as"),
        ),
        sa.CheckConstraint(
            "(taken_at IS NULL) = (account_id IS NULL)", name=op.f("ck_seats_taken")
        ),
        _to_people(table, "account_id"),
        _to_people(table, "person_id"),
        _to_people(table, "made_by"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_seats_secret_hash")),
    )
    op.create_index("ix_seats_of_account", table, ["account_id", "ended_at"])


def _sharings() -> None:
    table = TABLES[2]
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("kinds", sa.String(), nullable=False),
        sa.Column("items_from", UtcTime(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("text_version", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _to(table, "seat_id", "seats"),
        _to_people(table, "made_by"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_sharings_of_seat", table, ["seat_id", "ended_at"])
    table = TABLES[3]
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("sharing_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("text_version", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.CheckConstraint("says IN ('yes', 'no')", name=op.f("ck_sharing_answers_says")),
        _to(table, "sharing_id", "sharings"),
        _to_people(table, "person_id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_sharing_answers_of_sharing", table, ["sharing_id", "ended_at"])
    op.create_index("ix_sharing_answers_person_id", table, ["person_id"])


def _keys_and_readings() -> None:
    table = TABLES[4]
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _to_people(table, "account_id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feed_keys_token_hash")),
    )
    op.create_index("ix_feed_keys_of_account", table, ["account_id", "ended_at"])
    table = TABLES[5]
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("sharing_id", sa.Uuid(), nullable=False),
        sa.Column("works_as", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.CheckConstraint("how IN ('page', 'feed', 'report')", name=op.f("ck_readings_how")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_readings_of_house", table, ["household_id", "at"])
    op.create_index("ix_readings_of_seat", table, ["seat_id", "at"])


def _to_people(table: str, column: str) -> sa.ForeignKeyConstraint:
    return _to(table, column, "people")


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
