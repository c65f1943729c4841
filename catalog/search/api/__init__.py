"""Products, search and suggestions over HTTP: finished bytes for reads.

There is no anonymous JSON: shoppers get pages, programs get keys. A key that carries `catalog:read`
alone says nothing that the shop does not show, so a front end may ship it in the open.
"""
