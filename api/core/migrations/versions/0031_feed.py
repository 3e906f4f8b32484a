"""What is new for who reads with a program, and how often such a program asked."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0031"
down_revision = "0028"
branch_labels = None
depends_on = None

# What stands of the notes that a seat reads already: the last of sharing, correcting and taking back.
FILL = """
INSERT INTO entry_news (entry_id, person_id, household_id, account_id, changed_at)
SELECT reader.entry_id, reader.person_id, reader.household_id, seats.account_id,
  (SELECT max(moment) FROM (
    SELECT entries.shared_at AS moment FROM entries WHERE entries.id = reader.entry_id
    UNION ALL
    SELECT written_at FROM entry_versions WHERE entry_versions.entry_id = reader.entry_id
    UNION ALL
    SELECT at FROM withdrawals WHERE withdrawals.entry_id = reader.entry_id
  ) AS moments)
FROM entry_readers AS reader JOIN seats ON seats.person_id = reader.person_id
WHERE seats.account_id IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        "entry_news",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_entry_news_entry_id_entries")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_entry_news_person_id_people")
        ),
        sa.PrimaryKeyConstraint("entry_id", "person_id", name=op.f("pk_entry_news")),
    )
    last = ["changed_at", "entry_id"]
    op.create_index("ix_entry_news_of_account", "entry_news", ["account_id", *last])
    op.create_index("ix_entry_news_of_house", "entry_news", ["household_id", "account_id", *last])
    op.create_table(
        "fetches",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", UtcTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_fetches")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT set_config('huisboek.household', '*', true)")
        for statement in postgres.walls("entry_news"):
            op.execute(statement)
    op.execute(FILL)


def downgrade() -> None:
    op.drop_table("fetches")
    op.drop_table("entry_news")
