"""The same pages as JSON, for front ends elsewhere: same blocks, same products, same prices.

Keys with `content:read` read live pages of their channel; a draft opens by a preview token only.
"""
