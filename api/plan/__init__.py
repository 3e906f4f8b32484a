"""Het veiligheidsplan: dangers, goals, conditions and who does what, from draft to replaced."""
