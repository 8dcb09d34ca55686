"""The verdict on number facts."""
