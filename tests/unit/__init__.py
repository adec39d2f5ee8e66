"""Rules and texts: no store, no HTTP, no server. They take seconds."""
