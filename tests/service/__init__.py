"""What happens in which order: claims, checks, snapshots, watches, the reserve."""
