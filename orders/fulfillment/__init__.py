"""From order to doorstep: which warehouse sends what, picked, packed, labelled, handed over, delivered.

A plan comes in with every placed order; parcels leave. Each step is taken once, however often it is asked
for or a worker dies; what has shipped is reported to the order book with its exact share of the money, and
nothing of a canceled or held order ever leaves.
"""
