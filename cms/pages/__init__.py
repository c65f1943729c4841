"""Pages of a channel: home, static and legal; every save a revision, live only what was published.

Editors write drafts; who holds the right publishes one, now or at a time. Readers see the live
revision and nothing else, except by a signed preview link. A page taken offline keeps its history.
"""
