"""A walk through the whole shop as search engines take it: every page read, judged, and compared.

`reading` makes facts of markup, `judging` says what is wrong with a page or with all of them together,
`walking` follows links and sitemaps. The tests walk a small shop inside their process; the command
`crawl_storefront` walks a running one.
"""
