"""What the shop window shows of the figures of the house."""
