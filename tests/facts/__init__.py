"""One golden payload per fact and version: what is stored today must be readable forever."""
