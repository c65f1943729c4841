"""A person's rights over their data: a copy of everything, and being forgotten.

A copy is collected from every app that stores something of the person: crm announces the wish, each
app adds its section. Being forgotten cuts the person out here and is announced, so that every other
room cuts them out too; documents the law wants kept stay with the books and say so.
"""
