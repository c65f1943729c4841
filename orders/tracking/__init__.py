"""Where is my order, and what may still be done about it: by secret link, by number and e-mail address, by account.

Guests and customers come in. As long as nobody has begun to pick an order its shopper may cancel it or send it
elsewhere; afterwards they may put the same goods into the bag again. Unknown pairs of number and address get
the same answer in the same time, and only so many tries.
"""
