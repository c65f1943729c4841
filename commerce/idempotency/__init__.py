"""Same key, same answer: one effect per caller and key, and the stored answer for every repeat."""
