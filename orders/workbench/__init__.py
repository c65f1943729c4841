"""The desk at which staff carry orders out: one screen per order, and the next best thing to do on top.

Everything shown is read here in a fixed number of statements, everything done is an action of another room.
"""
