"""Signals, who comes for them, and who cannot."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = (
    "signals",
    "signals_again",
    "signals_told",
    "signals_answered",
    "ladders",
    "rungs",
    "absents",
    "practices",
    "gaps",
)


def upgrade() -> None:
    _signals()
    _signals_again()
    _signals_told()
    _signals_answered()
    _ladders()
    _rungs()
    _absents()
    _practices()
    _gaps()
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _signals() -> None:
    op.create_table(
        "signals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("ward_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("came_at", UtcTime(), nullable=False),
        sa.Column("practice_since", UtcTime(), nullable=True),
        sa.Column("real_since", UtcTime(), nullable=True),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.CheckConstraint("how IN ('moved', 'seen')", name=op.f("ck_signals_how")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_signals_by_id_people")),
        sa.ForeignKeyConstraint(["ward_id"], ["people.id"], name=op.f("fk_signals_ward_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals")),
    )
    op.create_index("ix_signals_of_ward", "signals", ["ward_id", "came_at"])
    op.create_index("ix_signals_open", "signals", ["closed_at", "household_id"])


def _signals_again() -> None:
    op.create_table(
        "signals_again",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("came_at", UtcTime(), nullable=False),
        sa.CheckConstraint("how IN ('moved', 'seen')", name=op.f("ck_signals_again_how")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_signals_again_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signals.id"], name=op.f("fk_signals_again_signal_id_signals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals_again")),
    )
    op.create_index("ix_signals_again_household_id", "signals_again", ["household_id"])
    op.create_index("ix_signals_again_signal_id", "signals_again", ["signal_id"])


def _signals_told() -> None:
    op.create_table(
        "signals_told",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.CheckConstraint(
            "why IN ('turn', 'stand_in', 'hand_over', 'remind', 'card')",
            name=op.f("ck_signals_told_why"),
        ),
        sa.CheckConstraint(
            "(why = 'card') = (person_id IS NULL)", name=op.f("ck_signals_told_card")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_signals_told_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signals.id"], name=op.f("fk_signals_told_signal_id_signals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals_told")),
    )
    op.create_index("ix_signals_told_household_id", "signals_told", ["household_id"])
    op.create_index("ix_signals_told_of_signal", "signals_told", ["signal_id", "at"])
    op.create_index("ix_signals_told_person_id", "signals_told", ["person_id"])


def _signals_answered() -> None:
    op.create_table(
        "signals_answered",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'hand_over') = (to_id IS NOT NULL)", name=op.f("ck_signals_answered_to")
        ),
        sa.CheckConstraint(
            "kind IN ('go', 'call', 'hand_over', 'take', 'seen', 'spoke', 'done', 'close', 'real', 'keep')",
            name=op.f("ck_signals_answered_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_signals_answered_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signals.id"], name=op.f("fk_signals_answered_signal_id_signals")
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["people.id"], name=op.f("fk_signals_answered_to_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals_answered")),
    )
    op.create_index("ix_signals_answered_household_id", "signals_answered", ["household_id"])
    op.create_index("ix_signals_answered_of_signal", "signals_answered", ["signal_id", "number"])


def _ladders() -> None:
    op.create_table(
        "ladders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("ward_id", sa.Uuid(), nullable=False),
        sa.Column("card_after", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", UtcTime(), nullable=False),
        sa.Column("agreed_at", UtcTime(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", UtcTime(), nullable=True),
        sa.Column("replaced_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["people.id"], name=op.f("fk_ladders_confirmed_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["people.id"], name=op.f("fk_ladders_proposed_by_people")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["people.id"], name=op.f("fk_ladders_ward_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladders")),
    )
    op.create_index("ix_ladders_household_id", "ladders", ["household_id"])
    op.create_index("ix_ladders_ward_id", "ladders", ["ward_id"])


def _rungs() -> None:
    op.create_table(
        "rungs",
        sa.Column("ladder_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("after_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ladder_id"], ["ladders.id"], name=op.f("fk_rungs_ladder_id_ladders")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_rungs_person_id_people")
        ),
        sa.PrimaryKeyConstraint("ladder_id", "person_id", name=op.f("pk_rungs")),
    )
    op.create_index("ix_rungs_household_id", "rungs", ["household_id"])
    op.create_index("ix_rungs_person_id", "rungs", ["person_id"])


def _absents() -> None:
    op.create_table(
        "absents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("stand_in_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", UtcTime(), nullable=True),
        sa.Column("until_at", UtcTime(), nullable=True),
        sa.Column("from_minute", sa.Integer(), nullable=True),
        sa.Column("until_minute", sa.Integer(), nullable=True),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.CheckConstraint("person_id <> stand_in_id", name=op.f("ck_absents_not_oneself")),
        sa.CheckConstraint(
            "(from_at IS NULL) = (until_at IS NULL) AND (from_minute IS NULL) = (until_minute IS NULL) AND (from_at IS NULL) <> (from_minute IS NULL)",
            name=op.f("ck_absents_days_or_nights"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_absents_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["stand_in_id"], ["people.id"], name=op.f("fk_absents_stand_in_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absents")),
    )
    op.create_index("ix_absents_household_id", "absents", ["household_id"])
    op.create_index("ix_absents_person_id", "absents", ["person_id"])


def _practices() -> None:
    op.create_table(
        "practices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("ward_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_practices_by_id_people")),
        sa.ForeignKeyConstraint(
            ["ward_id"], ["people.id"], name=op.f("fk_practices_ward_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practices")),
    )
    op.create_index("ix_practices_household_id", "practices", ["household_id"])
    op.create_index("ix_practices_ward_id", "practices", ["ward_id"])


def _gaps() -> None:
    op.create_table(
        "gaps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("ward_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", UtcTime(), nullable=False),
        sa.Column("told_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["ward_id"], ["people.id"], name=op.f("fk_gaps_ward_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gaps")),
        sa.UniqueConstraint("ward_id", "from_at", name="gap_once"),
    )
    op.create_index("ix_gaps_household_id", "gaps", ["household_id"])
