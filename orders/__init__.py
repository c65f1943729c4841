"""From cart to doorstep: what a shopper wants, agrees to and receives."""
