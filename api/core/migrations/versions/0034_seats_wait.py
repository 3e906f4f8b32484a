"""Since when a seat waits until its house says that a new device is really of who sits there."""

import sqlalchemy as sa
from alembic import op

from api.core.columns import UtcTime

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seats", sa.Column("waits_since", UtcTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("seats", "waits_since")
