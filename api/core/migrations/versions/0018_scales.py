"""The scales: one for each danger and each child, the words at both ends, and everybody's numbers."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = ("scales", "scale_words", "scores", "score_chosen", "score_reminders")


def upgrade() -> None:
    _scales()
    _scale_words()
    _scores()
    _score_chosen()
    _score_reminders()
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _scales() -> None:
    op.create_table(
        "scales",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("danger_id", sa.Uuid(), nullable=True),
        sa.Column("ward_id", sa.Uuid(), nullable=True),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        _check("scales", "about", "(danger_id IS NULL) <> (ward_id IS NULL)"),
        _check("scales", "side", "side IN ('a', 'b', 'both')"),
        _key("scales", "danger_id", "plan_parts"),
        _key("scales", "ward_id", "people"),
        _key("scales", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scales")),
        sa.UniqueConstraint("danger_id", name=op.f("uq_scales_danger_id")),
        sa.UniqueConstraint("ward_id", name=op.f("uq_scales_ward_id")),
    )
    op.create_index("ix_scales_household_id", "scales", ["household_id"])


def _scale_words() -> None:
    op.create_table(
        "scale_words",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("scale_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _key("scale_words", "scale_id", "scales"),
        _key("scale_words", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scale_words")),
        sa.UniqueConstraint("scale_id", "number", name=op.f("uq_scale_words_scale_id_number")),
    )
    op.create_index("ix_scale_words_household_id", "scale_words", ["household_id"])


def _scores() -> None:
    op.create_table(
        "scores",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("scale_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("kept_at", UtcTime(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _check("scores", "asked", "asked IN ('number', 'faces', 'ladder')"),
        _check(
            "scores",
            "value",
            "value BETWEEN 0 AND 10 AND (asked <> 'faces' OR value BETWEEN 1 AND 5)",
        ),
        _check("scores", "audience", "audience IN ('circle', 'chosen', 'safety_person', 'self')"),
        _check("scores", "side", "side IN ('a', 'b', 'both')"),
        _key("scores", "scale_id", "scales"),
        _key("scores", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scores")),
    )
    op.create_index("ix_scores_of_scale", "scores", ["scale_id", "at"])
    op.create_index("ix_scores_of_person", "scores", ["household_id", "person_id", "at"])


def _score_chosen() -> None:
    op.create_table(
        "score_chosen",
        sa.Column("score_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        _key("score_chosen", "score_id", "scores"),
        _key("score_chosen", "person_id", "people"),
        sa.PrimaryKeyConstraint("score_id", "person_id", name=op.f("pk_score_chosen")),
    )
    op.create_index("ix_score_chosen_household_id", "score_chosen", ["household_id"])


def _score_reminders() -> None:
    op.create_table(
        "score_reminders",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        _key("score_reminders", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", "month", name=op.f("pk_score_reminders")),
    )
    op.create_index("ix_score_reminders_household_id", "score_reminders", ["household_id"])


def _check(table: str, name: str, sql: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(sql, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
