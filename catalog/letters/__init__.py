"""What catalog writes to shoppers: something is back, a question was answered.

A row is a letter; whoever asks twice under one key writes once. A task outside of any transaction words and
sends it, and then the address and the words go: only that it was sent is kept.
"""
