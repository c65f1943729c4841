"""The doors of stores: the locator, a store, what lies where, and which store is mine."""
