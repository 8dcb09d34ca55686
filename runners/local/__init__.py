"""`smollm2` and `gguf:FILE`: a model run inside this process, without a key or a server."""
