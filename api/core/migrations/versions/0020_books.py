"""The two books: who makes and agrees, pages in versions with their media, and what was shown."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLES = (
    "books",
    "book_people",
    "book_pages",
    "page_media",
    "page_versions",
    "page_yes",
    "showings",
    "shown_pages",
    "showing_people",
)
NOW = sa.text("ended_at IS NULL")
HOLDS = sa.text("taken_back_at IS NULL")


def upgrade() -> None:
    _books()
    _people()
    _pages()
    _media()
    _versions()
    _yes()
    _showings()
    _shown()
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _books() -> None:
    op.create_table(
        "books",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("ward_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        _check("books", "kind", "kind IN ('why', 'plan')"),
        _check("books", "side", "side IN ('a', 'b', 'both')"),
        _key("books", "ward_id", "people"),
        _key("books", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_books")),
    )
    op.create_index("ix_books_household_id", "books", ["household_id"])
    _one_now("ix_books_now", "books", ["ward_id", "kind", "side"], NOW)


def _people() -> None:
    op.create_table(
        "book_people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        _check("book_people", "part", "part IN ('makes', 'agrees')"),
        _key("book_people", "book_id", "books"),
        _key("book_people", "person_id", "people"),
        _key("book_people", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_people")),
    )
    op.create_index("ix_book_people_household_id", "book_people", ["household_id"])
    _one_now("ix_book_people_now", "book_people", ["book_id", "person_id", "part"], NOW)


def _pages() -> None:
    op.create_table(
        "book_pages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        _key("book_pages", "book_id", "books"),
        _key("book_pages", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_pages")),
    )
    op.create_index("ix_book_pages_household_id", "book_pages", ["household_id"])
    op.create_index("ix_book_pages_book_id", "book_pages", ["book_id"])


def _media() -> None:
    op.create_table(
        "page_media",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("page_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("small", sa.LargeBinary(), nullable=True),
        sa.Column("strokes", sa.LargeBinary(), nullable=True),
        _check("page_media", "kind", "kind IN ('drawing', 'photo', 'voice')"),
        _key("page_media", "page_id", "book_pages"),
        _key("page_media", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_media")),
    )
    op.create_index("ix_page_media_page_id", "page_media", ["page_id"])
    op.create_index("ix_page_media_of_person", "page_media", ["household_id", "by_id", "at"])


def _versions() -> None:
    op.create_table(
        "page_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("page_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("base_id", sa.Uuid(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("picture_id", sa.Uuid(), nullable=True),
        sa.Column("voice_id", sa.Uuid(), nullable=True),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("agreement_version_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _check(
            "page_versions",
            "agreement",
            "(agreement_id IS NULL) = (agreement_version_id IS NULL)",
        ),
        _key("page_versions", "page_id", "book_pages"),
        _key("page_versions", "base_id", "page_versions"),
        _key("page_versions", "by_id", "people"),
        _key("page_versions", "picture_id", "page_media"),
        _key("page_versions", "voice_id", "page_media"),
        _key("page_versions", "agreement_id", "plan_parts"),
        _key("page_versions", "agreement_version_id", "part_versions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_versions")),
        sa.UniqueConstraint("page_id", "number", name=op.f("uq_page_versions_page_id_number")),
    )
    op.create_index("ix_page_versions_household_id", "page_versions", ["household_id"])


def _yes() -> None:
    op.create_table(
        "page_yes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("taken_back_at", UtcTime(), nullable=True),
        _key("page_yes", "version_id", "page_versions"),
        _key("page_yes", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_yes")),
    )
    op.create_index("ix_page_yes_household_id", "page_yes", ["household_id"])
    _one_now("ix_page_yes_now", "page_yes", ["version_id", "person_id"], HOLDS)


def _showings() -> None:
    op.create_table(
        "showings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        _key("showings", "book_id", "books"),
        _key("showings", "by_id", "people"),
        _key("showings", "ended_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showings")),
    )
    op.create_index("ix_showings_household_id", "showings", ["household_id"])
    _one_now("ix_showings_now", "showings", ["book_id"], NOW)


def _shown() -> None:
    op.create_table(
        "shown_pages",
        sa.Column("showing_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        _key("shown_pages", "showing_id", "showings"),
        _key("shown_pages", "version_id", "page_versions"),
        sa.PrimaryKeyConstraint("showing_id", "version_id", name=op.f("pk_shown_pages")),
        sa.UniqueConstraint("showing_id", "place", name=op.f("uq_shown_pages_showing_id_place")),
    )
    op.create_index("ix_shown_pages_household_id", "shown_pages", ["household_id"])
    op.create_table(
        "showing_people",
        sa.Column("showing_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        _check("showing_people", "part", "part IN ('with', 'reads')"),
        _key("showing_people", "showing_id", "showings"),
        _key("showing_people", "person_id", "people"),
        sa.PrimaryKeyConstraint("showing_id", "person_id", "part", name=op.f("pk_showing_people")),
    )
    op.create_index("ix_showing_people_household_id", "showing_people", ["household_id"])


def _one_now(name: str, table: str, columns: list[str], now: sa.TextClause) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=now, postgresql_where=now)


def _check(table: str, name: str, sql: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(sql, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
