# Front-end assets: only what pages use leaves this stage.
FROM node:22-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY scripts/assets.js scripts/assets.js
RUN npm run assets

FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock

FROM python:3.11-slim-bookworm
# The font is for the Chinese text of PDF files.
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-noto-cjk && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/ronghe ronghe
WORKDIR /srv/ronghe
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY --from=packages /venv /venv
COPY . .
COPY --from=assets /build/static/vendor static/vendor
RUN python -c "from config.prepare import compile_messages; compile_messages()" \
    && python -m compileall -q . \
    && mkdir -p var/evidence var/checkpoints && chown -R ronghe var
USER ronghe
EXPOSE 8000
