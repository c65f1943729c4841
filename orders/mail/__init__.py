"""What we write to shoppers about their orders: placed, shipped, canceled, in their language.

Facts come in and leave a row per mail; a task outside of any transaction writes and sends it. One row is one
mail: a fact heard twice or a worker killed half-way never sends a second.
"""
