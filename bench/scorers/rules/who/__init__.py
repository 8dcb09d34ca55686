"""The verdict on attribution facts."""
