"""What tests share: people, servers, services, programs, and waiting."""
