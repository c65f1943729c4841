"""Pictures: an original as we re-encoded it, where to look in it, what it shows, and its renditions.

Uploads come in as bytes and are decoded and written anew under names of ours; nothing of the
sender's file or file name is kept. Renditions go out by address; originals never do.
"""
