"""What a household and its circle agreed: dangers, goals, conditions and who does what."""
