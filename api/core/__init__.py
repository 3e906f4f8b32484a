"""The ground floor: database, vault, journal, clock and settings. It knows no household words beyond a household's id."""
