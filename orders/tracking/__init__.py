"""Where is my order: what shoppers see of it, by secret link, by number and e-mail address, or by account.

Guests and customers come in; nothing leaves and nothing is written. Unknown pairs of number and address get
the same answer in the same time, and only so many tries.
"""
