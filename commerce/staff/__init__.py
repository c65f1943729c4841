"""The staff shell: what the admin of every app shares, and the sidebar ordered by job."""
