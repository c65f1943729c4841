"""What we learn: it hears every fact, keeps figures about them, and is called by nobody.

Comes in: facts, and what browsers tell with consent. Leaves: figures on staff screens, in files and by
API. No person is named here: figures keep natural keys, and nothing else of them.
"""
