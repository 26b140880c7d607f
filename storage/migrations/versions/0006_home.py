"""Home pages that were opened, and how far the log was read for them; whose accounts they are is looked up quickly."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.Text()


def upgrade() -> None:
    """Adds the tables. The log is read from where it stands: no page was opened before."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "home_page",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("team", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("opened_at", moment, nullable=False),
        sa.Column("wanted", sa.Integer, nullable=False),
        sa.Column("drawn", sa.Integer, nullable=False),
        sa.Column("drawn_on", sa.Date, nullable=False),
        sa.Column("leased_until", moment),
        sa.Column("failures", sa.Integer, nullable=False),
    )
    op.create_index("home_page_account", "home_page", ["platform", "team", "account"], unique=True)
    op.create_index("home_page_key", "home_page", ["key"])
    for follower in ("home", "course"):
        op.execute(
            f"INSERT INTO watermark (name, value, at) SELECT '{follower}', CAST(seq AS VARCHAR), CURRENT_TIMESTAMP "
            "FROM log_head"
        )
    op.create_index("account_holder", "account", ["holder"])
    op.create_index("account_deputy", "account", ["deputy"])
    op.create_index("ix_draft_check_made_at", "draft_check", ["made_at"])


def downgrade() -> None:
    """Nothing that is kept goes back."""
    raise NotImplementedError("restore a backup instead")
