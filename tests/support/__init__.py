"""Code that several tests share: people, servers, services, programs and waiting."""
