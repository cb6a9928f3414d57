ARG PYTHON=3.11

FROM python:${PYTHON}-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    UV_NO_CACHE=1 \
    UV_LINK_MODE=copy \
    UV_COMPILE_BYTECODE=1 \
    VIRTUAL_ENV=/opt/shuzhi
WORKDIR /build
# The same version as in the Makefile.
RUN python -m venv "$VIRTUAL_ENV" && pip install uv==0.13.9
COPY requirements.lock ./
RUN uv pip sync --require-hashes requirements.lock
COPY pyproject.toml README.md ./
COPY corpus corpus
COPY tools tools
COPY assistant assistant
COPY integrations integrations
COPY evals evals
RUN uv pip install --offline --no-deps --no-build-isolation .

FROM python:${PYTHON}-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin shuzhi \
    && install --directory --owner=shuzhi --mode=0750 /data
COPY --from=build /opt/shuzhi /opt/shuzhi
ENV PATH=/opt/shuzhi/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ANONYMIZED_TELEMETRY=False \
    VAR_DIR=/data
WORKDIR /data
VOLUME /data
USER shuzhi
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["shuzhi", "serve", "--host", "0.0.0.0"]
