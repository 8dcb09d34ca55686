"""What commands print and the options that they share, so that each looks the same everywhere."""
