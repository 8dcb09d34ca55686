"""Where a summary makes a fact's claim: articles and summaries made ready, words compared, mentions found."""
