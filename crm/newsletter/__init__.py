"""Letters to those who asked twice: an address in the footer, a link by mail, and leaving by one click.

Nothing is stored about an address before its owner followed the link; the link itself carries what was
asked. The word that counts lies with the other consents.
"""
