"""What happens to payments: opened, presented, recorded, captured, let go."""
