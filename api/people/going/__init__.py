"""Going out: leaving, removal by two people, and staying away for a number of days."""
