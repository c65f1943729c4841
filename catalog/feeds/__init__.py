"""Products in bulk: many rows in, set by set, the same twice as once.

Importers and seeds hand over plain rows; each set is compared with what is there, and only the
difference is written.
"""
