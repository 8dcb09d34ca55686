"""The verdict on hedge facts."""
