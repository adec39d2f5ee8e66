"""Scripts, keys and the embedded store, on fakeredis and on real servers."""
