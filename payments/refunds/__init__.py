"""Money taken goes back: in part or whole, never more than was taken, once per cause.

Staff, partners and canceled orders ask; a task carries it out at the provider under a key of its own.
A refund that a bank sends back later is taken back in the books too, and can be tried again.
"""
