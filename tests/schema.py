"""Builds the schema of a house as a deployer does: by its numbered steps."""

from api.core.migrate import upgrade


def build_schema(url: str) -> None:
    """Bring an empty database to today's schema."""
    assert upgrade(url) == ""
