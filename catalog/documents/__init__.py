"""Papers that come with goods: manuals, safety sheets, certificates, care leaflets, as PDF.

A paper is sent once and may belong to many products. What comes in is judged by its content, never
by its name; what goes out is always a download, never a page of ours.
"""
