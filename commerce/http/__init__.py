"""The API's plumbing: who asks, what they may, one shape for every problem and every page."""
