"""Problems of access: the client or the web page may not send this request."""

from app.errors.problem import Problem


class NotAManager(Problem):
    """When a request that only managers may send comes without the manager token, or from outside MANAGER_IPS."""

    status = 403
    detail = (
        "Only managers may do this. If you run this service, open the link that it printed at its start, on the same "
        "machine. Its token is also in the file manager-token in DATA_DIR. If MANAGER_IPS is set, only addresses in it "
        "are managers."
    )
    nothing_changed = True


class CrossSite(Problem):
    """When a web page of another site tries to change something from a visitor's browser."""

    status = 403
    detail = "A page of another site sent this request, so it was refused. Open this service directly and try again."
    nothing_changed = True
