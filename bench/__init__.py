"""Speed, measured: the whole house in production settings on this machine, beside its own references.

`make bench` fills a database, starts the web as it runs on real servers, sends load to it, and writes a
table that compares each figure with hello-world and pgbench of the very same run. The ratio is the
figure to quote; machines differ and are noisy.
"""
