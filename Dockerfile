# Tributary: one image for the gateway and for every adapter subgraph. Node runs the TypeScript as it is: nothing is built.
#   docker build --tag tributary .

# The demo database: the legacy inventory of lab/real, written into a PostgreSQL when it first starts.
FROM node:24-bookworm-slim AS legacy-rows
WORKDIR /lab
COPY lab/real/network.mjs lab/real/rows.mjs ./
COPY lab/real/sql sql
RUN { cat sql/postgresql-tables.sql; node rows.mjs postgresql; cat sql/postgresql-rest.sql; } > /legacy.sql

FROM postgres:17-bookworm AS legacy-database
COPY --from=legacy-rows /legacy.sql /docker-entrypoint-initdb.d/legacy.sql

# The image brings its own Node: what package.json carries for machines without one is left out.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

FROM node:24-bookworm-slim AS tributary
ENV NODE_ENV=production \
    APOLLO_TELEMETRY_DISABLED=1 \
    HOST=0.0.0.0 \
    TRIBUTARY_CONFIG=/etc/tributary/tributary.yaml \
    TRIBUTARY_STATE=/var/lib/tributary
RUN install --directory --owner=node --group=node --mode=0700 /var/lib/tributary
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY schema schema
COPY adapters adapters
COPY subgraphs subgraphs
COPY gateway gateway
USER node
VOLUME /var/lib/tributary
EXPOSE 4000
CMD ["node", "gateway/main.ts"]
