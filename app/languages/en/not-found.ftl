not-found-title = Page not found
not-found-description = There is no page at this address. The list of all raffles is one click away.
heading = Page not found.
see-all = See all raffles.
