"""What is in the box: what a buyer finds when the parcel is open, counted and named, line by line."""
