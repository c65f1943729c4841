"""The people of the demo company: invented, the same on every machine, plausible where they live."""
