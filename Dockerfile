# The first image builds, and the second image serves. So the image that serves has no build tools.
FROM python:3.13-slim AS build
WORKDIR /build
RUN python -m venv /opt/raffle
COPY requirements.txt .
RUN /opt/raffle/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY lua lua
RUN /opt/raffle/bin/pip install --no-cache-dir --no-deps . \
    && /opt/raffle/bin/pip uninstall --yes pip

FROM python:3.13-slim
RUN useradd --system --create-home raffle
COPY --from=build /opt/raffle /opt/raffle
USER raffle
WORKDIR /home/raffle
ENV PATH=/opt/raffle/bin:$PATH HOST=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health/ready', timeout=2)"]
CMD ["python", "-m", "app"]
