"""Undocumented parts of libraries that the service uses. If a new version of a library lacks one, a test fails."""

import inspect
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from prometheus_client import Histogram
from redis.asyncio import BlockingConnectionPool, RedisCluster, Sentinel
from redis.asyncio.cluster import ClusterNode, NodesManager, PipelineCommand
from redis.asyncio.connection import AbstractConnection
from redis.asyncio.sentinel import SentinelConnectionPool
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app import metrics
from app.http import protocol
from app.store import cluster

PYPROJECT = (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8")

METHODS: list[tuple[type, str, set[str], str]] = [
    (AbstractConnection, "connect", set(), "opens a connection before a change is sent"),
    (AbstractConnection, "disconnect", {"nowait"}, "closes a connection after an error without waiting"),
    (AbstractConnection, "send_packed_command", set(), "sends the commands of a change"),
    (
        AbstractConnection,
        "read_response",
        {"timeout", "disconnect_on_error"},
        "reads a refusal and keeps the connection",
    ),
    (BlockingConnectionPool, "get_connection", set(), "lends a connection of one server"),
    (BlockingConnectionPool, "release", set(), "takes a connection of one server back"),
    (Sentinel, "discover_master", {"service_name"}, "asks the Sentinels; we override it, so that no Sentinel is lost"),
    (SentinelConnectionPool, "disconnect", {"inuse_connections"}, "closes idle connections; we override it"),
    (RedisCluster, "initialize", set(), "discovers a cluster; we override it, so that the discovery happens once"),
    (RedisCluster, "get_node_from_key", set(), "finds the node of a raffle"),
    (RedisCluster, "_execute_command", {"target_node"}, "sends a read; we override it, so that it follows ASK"),
    (RedisCluster, "get_node", {"host", "port"}, "finds the node to which ASK or a primary refers"),
    (RedisCluster, "get_primaries", set(), "finds the nodes whose durability is reported"),
    (NodesManager, "initialize", set(), "reads the slot map again after an error"),
    (NodesManager, "move_slot", set(), "learns the new node of a slot from MOVED"),
    (NodesManager, "get_node_from_slot", {"slot"}, "finds the new node of a slot after MOVED"),
    (NodesManager, "set_nodes", {"old", "new"}, "notes a node that ASK names, so that it is closed with the others"),
    (NodesManager, "aclose", {"attr"}, "closes the connections of the nodes and of the startup nodes"),
    (ClusterNode, "execute_pipeline", {"commands"}, "sends ASKING and a read on one connection"),
    (ClusterNode, "acquire_connection", set(), "lends a connection of a node"),
    (ClusterNode, "disconnect_if_needed", set(), "closes a connection that was marked for closing at a failover"),
    (ClusterNode, "release", set(), "takes a connection of a node back"),
    (HttpToolsProtocol, "__init__", {"config", "server_state", "app_state"}, "makes the protocol of one connection"),
    (HttpToolsProtocol, "connection_made", set(), "accepts a client, and starts the timer of the first request"),
    (HttpToolsProtocol, "data_received", {"data"}, "receives a segment; we override it, so that a refusal comes last"),
    (HttpToolsProtocol, "_unset_keepalive_if_required", set(), "ends the wait of an idle connection; we override it"),
    (HttpToolsProtocol, "timeout_keep_alive_handler", set(), "closes an idle connection; we call it at the right time"),
    (HttpToolsProtocol, "_start_asgi_task", {"cycle", "app"}, "tells us which request is being answered"),
    (HttpToolsProtocol, "on_response_complete", set(), "goes on after an answer; we override it, for another timer"),
    (HttpToolsProtocol, "on_message_begin", set(), "begins a request"),
    (HttpToolsProtocol, "on_header", {"name", "value"}, "receives a header; we override it, to find headers by name"),
    (HttpToolsProtocol, "on_headers_complete", set(), "lets us refuse a head before the request starts"),
    (HttpToolsProtocol, "on_body", set(), "lets us drop the body of a refused request"),
    (HttpToolsProtocol, "on_message_complete", set(), "stops the timer of a request"),
    (HttpToolsProtocol, "pause_writing", set(), "reports a slow reader"),
    (HttpToolsProtocol, "resume_writing", set(), "reports that a slow reader has caught up"),
    (HttpToolsProtocol, "shutdown", set(), "ends a connection when the service ends; there it lingers only briefly"),
    (HttpToolsProtocol, "connection_lost", set(), "stops the timers of a closed connection"),
]

ATTRIBUTES: list[tuple[type, str]] = [
    (AbstractConnection, "_writer"),
    (RedisCluster, "nodes_manager"),
    (NodesManager, "connection_kwargs"),
    (NodesManager, "nodes_cache"),
    (PipelineCommand, "result"),
    (Sentinel, "sentinels"),
    (SentinelConnectionPool, "sentinel_manager"),
    (BlockingConnectionPool, "_available_connections"),
    *((HttpToolsProtocol, name) for name in ("loop", "parser", "pipeline", "cycle", "url", "headers", "scope")),
    (HttpToolsProtocol, "expect_100_continue"),
    *((HttpToolsProtocol, name) for name in ("transport", "client", "server_state", "flow")),
    *((HttpToolsProtocol, name) for name in ("timeout_keep_alive", "timeout_keep_alive_task")),
    *(
        (RequestResponseCycle, name)
        for name in ("response_started", "response_complete", "disconnected", "message_event", "transport")
    ),
    *((RequestResponseCycle, name) for name in ("chunked_encoding", "expected_content_length")),
    *((Histogram, name) for name in ("_upper_bounds", "_buckets", "_sum")),
]


@pytest.mark.parametrize(
    ("kind", "name", "parameters", "purpose"), METHODS, ids=lambda value: getattr(value, "__name__", value)
)
def test_a_method_of_a_library_is_as_expected(kind: type, name: str, parameters: set[str], purpose: str) -> None:
    # When a method of a library is read, Then it exists, and has the parameters that the service uses
    method = getattr(kind, name, None)
    assert method is not None, f"{kind.__name__}.{name} no longer exists: it {purpose}"
    missing = parameters - inspect.signature(method).parameters.keys()
    assert not missing, f"{kind.__name__}.{name} no longer takes {missing}: it {purpose}"


@pytest.mark.parametrize(("kind", "name"), ATTRIBUTES, ids=lambda value: getattr(value, "__name__", value))
def test_an_attribute_of_a_library_is_as_expected(kind: type, name: str) -> None:
    # When the source of a class is read, Then its objects have the attribute that the service uses
    assert re.search(rf"\bself\.{name}\b", inspect.getsource(kind)), f"{kind.__name__} objects no longer have {name}"


@pytest.mark.parametrize(
    ("module", "library"), [(cluster, "redis"), (protocol, "uvicorn"), (metrics, "prometheus-client")]
)
def test_the_installed_version_is_the_one_that_the_module_was_written_for(module: object, library: str) -> None:
    # Given the version that a module names
    named = re.search(rf"[Ww]ritten for {library}(?:-py)? (\d+)\.(\d+)", inspect.getdoc(module) or "")
    assert named is not None
    major, minor = map(int, named.groups())

    # When the installed version is read, Then it is the version that the module names, and pyproject.toml excludes
    # newer minor versions
    assert version(library).startswith(f"{major}.{minor}."), f"this code is not for {library} {version(library)}"
    assert re.search(rf'"{library}[^"]*<{major}\.{minor + 1}"', PYPROJECT), f"pyproject.toml allows newer {library}"
