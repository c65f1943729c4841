"""What delivery costs, when it arrives, and what a label looks like."""
