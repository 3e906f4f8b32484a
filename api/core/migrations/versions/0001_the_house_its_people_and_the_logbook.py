"""The house, its people and the logbook."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# In the order in which they refer to each other.
TABLES = (
    "devices",
    "heartbeats",
    "households",
    "journal",
    "journal_heads",
    "people",
    "credentials",
    "duties",
    "entries",
    "invitations",
    "own_numbers",
    "receipts",
    "safety_links",
    "secrets",
    "shields",
    "sign_ins",
    "entry_about",
    "entry_chosen",
    "entry_readers",
    "entry_versions",
    "media",
    "replies",
    "thanks",
    "withdrawals",
)
WITHOUT_HOUSEHOLD = {"devices", "heartbeats"}


def upgrade() -> None:
    op.create_table(
        "devices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("own_since", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.CheckConstraint("kind IN ('phone', 'tablet', 'computer')", name=op.f("ck_devices_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_devices_token_hash")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "households",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("mode IN ('together', 'apart')", name=op.f("ck_households_mode")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_households")),
    )
    op.create_table(
        "journal",
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("household_id", "seq", name=op.f("pk_journal")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("ix_journal_place", ["place", "row"], unique=False)

    op.create_table(
        "journal_heads",
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_journal_heads")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("ring", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("born_year", sa.Integer(), nullable=True),
        sa.Column("joined_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("ring IN ('all', 'part', 'none')", name=op.f("ck_people_ring")),
        sa.CheckConstraint(
            "role IN ('child', 'adult', 'circle', 'professional', 'host')",
            name=op.f("ck_people_role"),
        ),
        sa.CheckConstraint("side IN ('a', 'b', 'both')", name=op.f("ck_people_side")),
        sa.CheckConstraint("generation BETWEEN 1 AND 3", name=op.f("ck_people_generation")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_people_household_id_households")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_household_id"), ["household_id"], unique=False)

    op.create_table(
        "credentials",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("disabled_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_credentials_device_id_devices")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_credentials_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credentials")),
        sa.UniqueConstraint("device_id", "person_id", name="credential_once"),
    )
    with op.batch_alter_table("credentials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_credentials_device_id"), ["device_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_credentials_household_id"), ["household_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_credentials_person_id"), ["person_id"], unique=False)

    op.create_table(
        "duties",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.CheckConstraint("kind IN ('chair', 'plan_holder')", name=op.f("ck_duties_kind")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_duties_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
    )
    with op.batch_alter_table("duties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duties_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duties_person_id"), ["person_id"], unique=False)

    op.create_table(
        "entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("happened_at", UtcTime(), nullable=False),
        sa.Column("written_at", UtcTime(), nullable=False),
        sa.Column("shared_at", UtcTime(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.CheckConstraint(
            "audience IN ('circle', 'chosen', 'safety_person', 'self')",
            name=op.f("ck_entries_audience"),
        ),
        sa.CheckConstraint(
            "kind IN ('good', 'near', 'wrong', 'how', 'check', 'tell')",
            name=op.f("ck_entries_kind"),
        ),
        sa.CheckConstraint("side IN ('a', 'b', 'both')", name=op.f("ck_entries_side")),
        sa.CheckConstraint("source IN ('saw', 'heard', 'told')", name=op.f("ck_entries_source")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_entries_author_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_entries_of_author", ["household_id", "author_id", "written_at"], unique=False
        )

    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_invitations_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_invitations_secret_hash")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitations_household_id"), ["household_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_invitations_person_id"), ["person_id"], unique=False)

    op.create_table(
        "own_numbers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("side IN ('a', 'b', 'both')", name=op.f("ck_own_numbers_side")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_own_numbers_author_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_numbers")),
    )
    with op.batch_alter_table("own_numbers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_own_numbers_household_id"), ["household_id"], unique=False
        )

    op.create_table(
        "receipts",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_receipts_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_receipts")),
    )
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.create_index("ix_receipts_at", ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_receipts_household_id"), ["household_id"], unique=False
        )

    op.create_table(
        "safety_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("ward_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.CheckConstraint("place IN (1, 2)", name=op.f("ck_safety_links_place")),
        sa.CheckConstraint("ward_id <> person_id", name=op.f("ck_safety_links_not_oneself")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_safety_links_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id"], ["people.id"], name=op.f("fk_safety_links_ward_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_links")),
    )
    with op.batch_alter_table("safety_links", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_safety_links_household_id"), ["household_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_safety_links_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_safety_links_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "secrets",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.CheckConstraint("kind IN ('pin', 'pictures')", name=op.f("ck_secrets_kind")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_secrets_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_secrets")),
    )
    with op.batch_alter_table("secrets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_secrets_household_id"), ["household_id"], unique=False)

    op.create_table(
        "shields",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("ward_id", sa.Uuid(), nullable=False),
        sa.Column("feared_id", sa.Uuid(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.CheckConstraint("ward_id <> feared_id", name=op.f("ck_shields_not_oneself")),
        sa.ForeignKeyConstraint(
            ["feared_id"], ["people.id"], name=op.f("fk_shields_feared_id_people")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["people.id"], name=op.f("fk_shields_ward_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shields")),
    )
    with op.batch_alter_table("shields", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shields_feared_id"), ["feared_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shields_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shields_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_sign_ins_device_id_devices")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sign_ins_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_ins_household_id"), ["household_id"], unique=False
        )
        batch_op.create_index("ix_sign_ins_person", ["person_id", "ended_at"], unique=False)

    op.create_table(
        "entry_about",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_entry_about_entry_id_entries")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_entry_about_person_id_people")
        ),
        sa.PrimaryKeyConstraint("entry_id", "person_id", name=op.f("pk_entry_about")),
    )
    with op.batch_alter_table("entry_about", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_entry_about_household_id"), ["household_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_entry_about_person_id"), ["person_id"], unique=False)

    op.create_table(
        "entry_chosen",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_entry_chosen_entry_id_entries")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_entry_chosen_person_id_people")
        ),
        sa.PrimaryKeyConstraint("entry_id", "person_id", name=op.f("pk_entry_chosen")),
    )
    with op.batch_alter_table("entry_chosen", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_entry_chosen_household_id"), ["household_id"], unique=False
        )

    op.create_table(
        "entry_readers",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_entry_readers_entry_id_entries")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_entry_readers_person_id_people")
        ),
        sa.PrimaryKeyConstraint("entry_id", "person_id", name=op.f("pk_entry_readers")),
    )
    with op.batch_alter_table("entry_readers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_entry_readers_timeline",
            ["household_id", "person_id", "happened_at", "entry_id"],
            unique=False,
        )

    op.create_table(
        "entry_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_entry_versions_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_entry_versions_entry_id_entries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_versions")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_entry_versions_entry_id_number")),
    )
    with op.batch_alter_table("entry_versions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_entry_versions_household_id"), ["household_id"], unique=False
        )

    op.create_table(
        "media",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("small", sa.LargeBinary(), nullable=True),
        sa.Column("strokes", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("kind IN ('drawing', 'photo', 'voice')", name=op.f("ck_media_kind")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_media_by_id_people")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_media_entry_id_entries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
    )
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index("ix_media_of_day", ["household_id", "by_id", "at"], unique=False)

    op.create_table(
        "replies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_replies_entry_id_entries")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_replies_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
    )
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_replies_household_id"), ["household_id"], unique=False)
        batch_op.create_index("ix_replies_of_entry", ["entry_id", "at"], unique=False)

    op.create_table(
        "thanks",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_thanks_entry_id_entries")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_thanks_person_id_people")
        ),
        sa.PrimaryKeyConstraint("entry_id", "person_id", name=op.f("pk_thanks")),
    )
    with op.batch_alter_table("thanks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thanks_household_id"), ["household_id"], unique=False)

    op.create_table(
        "withdrawals",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_withdrawals_by_id_people")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_withdrawals_entry_id_entries")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_withdrawals")),
    )
    with op.batch_alter_table("withdrawals", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_withdrawals_household_id"), ["household_id"], unique=False
        )

    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            if table not in WITHOUT_HOUSEHOLD:
                for statement in postgres.walls(table):
                    op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
