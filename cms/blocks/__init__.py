"""The building blocks of pages: what kinds there are, what each holds, how each is shown.

Blocks come in as JSON from the editor or the API and leave as plain values, in one language each,
with products and categories as the catalog knows them at that moment. A block never runs code,
never loads anything from elsewhere, and one that cannot be shown leaves no gap.
"""
