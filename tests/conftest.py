"""What every test may ask for: a house on SQLite and on PostgreSQL, its application, a live server."""

pytest_plugins = ["tests.houses", "tests.world", "tests.browsing"]
