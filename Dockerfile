# The first image builds the folder /opt/raffle. The second image runs the service, and copies only this folder, which
# contains no pip. A digest names exactly one image. docs/operating.md says how to renew the digest.
FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b AS build
WORKDIR /build
RUN python -m venv /opt/raffle
# Pillow loads the library FriBidi when it runs. Without FriBidi, pictures have no Arabic and no Hebrew texts.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libfribidi0 \
    && cp --dereference /usr/lib/*-linux-gnu/libfribidi.so.0 /opt/raffle/lib/
COPY requirements.txt requirements-embedded.txt ./
RUN /opt/raffle/bin/pip install --no-cache-dir --require-hashes -r requirements.txt -r requirements-embedded.txt
COPY requirements-build.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-build.txt
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY lua lua
# With isolation, pip would build the wheel with the newest packages of the index.
RUN pip wheel --no-cache-dir --no-build-isolation --no-deps --wheel-dir . . \
    && /opt/raffle/bin/pip install --no-cache-dir --no-index --no-deps raffle_service-*.whl \
    && /opt/raffle/bin/pip uninstall --yes pip

FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b
# The number of the user is fixed, so that a volume can belong to this user, and a rule such as runAsNonRoot can check
# the number.
RUN useradd --uid 10001 --create-home raffle \
    && install --directory --mode=700 --owner=10001 --group=10001 /data
COPY --from=build /opt/raffle /opt/raffle
USER 10001:10001
WORKDIR /home/raffle
ENV PATH=/opt/raffle/bin:$PATH LD_LIBRARY_PATH=/opt/raffle/lib HOST=0.0.0.0 PORT=8000 DATA_DIR=/data/raffle PYTHONUNBUFFERED=1
# The volume has everything that the service keeps. The rest of the file system may be read-only, with a tmpfs at /tmp.
VOLUME /data
EXPOSE 8000
# The check asks the address that the service listens on. A connection to 0.0.0.0 or :: reaches this machine. The check
# never asks a proxy, because http.client ignores http_proxy.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import http.client, os; c = http.client.HTTPConnection(os.environ['HOST'].strip('[]'), int(os.environ['PORT']), timeout=2); c.request('GET', '/health/ready'); raise SystemExit(c.getresponse().status != 200)"]
CMD ["python", "-m", "app"]
