"""A second code for everybody, and what each sign-in shows. Nobody knows the codes that are made here."""

import secrets

import sqlalchemy as sa
from alembic import op
from argon2 import PasswordHasher

from api.core import postgres

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    made = op.create_table(
        "second_codes",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_second_codes_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_codes")),
    )
    op.create_index(op.f("ix_second_codes_household_id"), "second_codes", ["household_id"])
    op.add_column("sign_ins", sa.Column("view", sa.LargeBinary(), nullable=True))
    _fill(made)
    with op.batch_alter_table("sign_ins") as table:
        table.alter_column("view", existing_type=sa.LargeBinary(), nullable=False)
    if op.get_bind().dialect.name == "postgresql":
        for statement in postgres.walls("second_codes"):
            op.execute(statement)


def downgrade() -> None:
    op.drop_column("sign_ins", "view")
    op.drop_table("second_codes")


def _fill(made: sa.Table) -> None:
    """Everybody who has a code gets a second one of chance; who is in, sees what they saw."""
    bind, slow = op.get_bind(), PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
    if bind.dialect.name == "postgresql":
        op.execute("SELECT set_config('huisboek.household', '*', true)")
    known = sa.table("secrets", sa.column("person_id", sa.Uuid), sa.column("household_id", sa.Uuid))
    for person, household in bind.execute(sa.select(known.c.person_id, known.c.household_id)).all():
        kept = {"hash": slow.hash(secrets.token_bytes()), "seal": secrets.token_bytes()}
        bind.execute(made.insert().values(person_id=person, household_id=household, **kept))
    rows = sa.table("sign_ins", sa.column("id", sa.Uuid), sa.column("view", sa.LargeBinary))
    for row in bind.execute(sa.select(rows.c.id)).scalars().all():
        bind.execute(rows.update().where(rows.c.id == row).values(view=secrets.token_bytes()))
