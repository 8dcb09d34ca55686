"""Any server that speaks the OpenAI protocol: its address and key, what goes to it, and what comes back."""
