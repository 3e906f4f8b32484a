"""What happens at the table: the agenda, the acts that follow each other, the look back, the minutes."""
