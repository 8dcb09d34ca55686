"""Who: credits, each with its source, cue, stance and scope."""
