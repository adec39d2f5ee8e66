"""Problems of access: the client or the web page may not send this request."""

from app.errors.problem import Problem


class NotAManager(Problem):
    """When a request that only managers may send comes from an address outside MANAGER_IPS."""

    status = 403
    detail = "Only managers may do this, and your address is not on their list. Ask the operator to add it."
    nothing_changed = True


class CrossSite(Problem):
    """When a web page of another site tries to change something from a visitor's browser."""

    status = 403
    detail = "A page of another site sent this request, so it was refused. Open this service directly and try again."
    nothing_changed = True
