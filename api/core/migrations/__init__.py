"""The numbered steps of the schema. Each goes up and down with data in the tables, and is tested so."""
