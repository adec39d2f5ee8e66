"""Tests of scripts, keys and the embedded store. They use fakeredis and real servers."""
