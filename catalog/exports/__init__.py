"""Lists of all goods for the merchant centers of search engines: one per channel and language.

A list is told from the same finished sheets as the product pages, so it says the same prices and stock.
It is built as a job, set by set, and served at an address that never changes; goods that lack what a
merchant center demands are left out and named in the run's report.
"""
