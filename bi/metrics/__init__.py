"""One definition per number: what net sales are is said here once, for screens, files and the API.

A number is asked for a scope: channels of one currency and a stretch of their own days. Money of two
currencies is never added up.
"""
