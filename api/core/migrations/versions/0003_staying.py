"""When a sign-in was hidden, proved and used: what locking and asking again need."""

import sqlalchemy as sa
from alembic import op

from api.core.columns import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENTS = ("hidden_at", "proved_at", "active_at")


def upgrade() -> None:
    for name in MOMENTS:
        op.add_column("sign_ins", sa.Column(name, UtcTime(), nullable=True))


def downgrade() -> None:
    for name in MOMENTS:
        op.drop_column("sign_ins", name)
