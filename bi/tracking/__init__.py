"""What shoppers do in the shop, as far as they agreed to be seen.

Browsers and partners send events in batches; bots and repeats are dropped; events of one visitor no
more than half an hour apart make a visit. Without consent no visitor is known: an arrival counts as a
visit, and nothing links it to anything.
"""
