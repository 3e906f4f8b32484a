"""The role as which who works with a house reads it (api/core/reader.py says what it may see).

What it sees is arranged anew at the end of every upgrade, so a later table needs no word of its own here.
"""

from alembic import op

from api.core import reader

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        reader.arrange(op.get_bind())


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        reader.take_away(op.get_bind())
