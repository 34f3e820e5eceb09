"""SKUs are found in any case."""

import sqlalchemy as sa
from alembic import op

revision = "8b1f0c6f2d34"
down_revision = "c5270254cfc5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_variants_sku_upper", "variants", [sa.literal_column("upper(sku) text_pattern_ops")])
    op.drop_index("ix_variants_sku", table_name="variants")


def downgrade() -> None:
    op.create_index("ix_variants_sku", "variants", ["sku"], postgresql_ops={"sku": "text_pattern_ops"})
    op.drop_index("ix_variants_sku_upper", table_name="variants")
