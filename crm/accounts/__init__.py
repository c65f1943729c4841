"""The sign-in of customers: signing up, proving an e-mail address, claiming what one bought as a guest.

allauth runs the forms and the second factors; this room is what the house adds on the way: a
customer for every account, guests merged once the address is proved, mails in the reader's
language, limits that stay shut when they cannot count. Nobody learns here whether an e-mail
address has an account.
"""
