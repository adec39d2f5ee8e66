"""Problems of access: a client, or the page of another site, is not allowed to send a request."""

from app.errors.problem import Problem


class NotAManager(Problem):
    """When a client that is not a manager sends a request that only managers may send."""

    status = 403
    detail = (
        "Only managers may do this. If you run this service, open the link that it printed at its start, on the same "
        "machine. The token of this link is also in the file manager-token in DATA_DIR. If MANAGER_IPS is set, only "
        "the addresses in MANAGER_IPS are managers."
    )
    nothing_changed = True


class CrossSite(Problem):
    """When a web page of another site tries to change something from a visitor's browser."""

    status = 403
    detail = "A page of another site sent this request, so it was refused. Open this service directly and try again."
    nothing_changed = True

    @classmethod
    def at(cls, page: str, host: str, public: str = "") -> "CrossSite":
        """Return the problem with the origin of the page, the Host header, and PUBLIC_URL ('' if it is not set)."""
        problem = cls()
        problem.variant = "public" if public else "page"
        problem.values = {"page": page, "host": host, "public": public, "setting": f"PUBLIC_URL={page}"}
        compared = f"A page of {page} sent this request to {host}"
        if public:
            problem.detail = (
                f"{compared}, and PUBLIC_URL is {public}, so it was refused. Open {public} and try again. If "
                f"people reach the service at {page}, the operator must set PUBLIC_URL={page}. ALLOWED_HOSTS takes "
                "further host names."
            )
        else:
            problem.detail = (
                f"{compared}, so it was refused. If this page belongs to the service, a proxy changes the Host header: "
                f"the operator must set PUBLIC_URL={page}, or let the proxy pass Host on unchanged."
            )
        return problem
