"""Partners check out: fill in, see what it costs, agree to exactly that, pay, and get the order."""
