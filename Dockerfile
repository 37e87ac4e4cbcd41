# syntax=docker/dockerfile:1

# Two images: `service` (the default), the reference service alone, and `simulator`, a local iDenfy for compose.yaml.
# `npm run container:check` runs every stage without a container engine.
ARG NODE_VERSION=24

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY libs/browser/package.json libs/browser/
COPY libs/console/package.json libs/console/
COPY libs/contract/package.json libs/contract/
COPY libs/idenfy/package.json libs/idenfy/
COPY libs/local-postgres/package.json libs/local-postgres/
COPY libs/simulator/package.json libs/simulator/
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:${NODE_VERSION}-bookworm-slim AS simulator
WORKDIR /app
COPY package.json package-lock.json ./
COPY libs/contract/package.json libs/contract/
COPY libs/simulator/package.json libs/simulator/
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --workspace @nestjs-idenfy/simulator
COPY --from=build /app/libs/contract/dist libs/contract/dist
COPY --from=build /app/libs/simulator/bin libs/simulator/bin
COPY --from=build /app/libs/simulator/dist libs/simulator/dist
USER node
EXPOSE 4010
ENTRYPOINT ["node", "libs/simulator/bin/idenfy-simulator.mjs"]
CMD ["--host", "0.0.0.0"]

FROM node:${NODE_VERSION}-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
COPY libs/console/package.json libs/console/
COPY libs/contract/package.json libs/contract/
COPY libs/idenfy/package.json libs/idenfy/
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
    --workspace nestjs-idenfy --workspace @nestjs-idenfy/console --include-workspace-root

FROM node:${NODE_VERSION}-bookworm-slim AS service
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=dependencies /app ./
COPY --from=build /app/dist dist
COPY --from=build /app/libs/console/dist libs/console/dist
COPY --from=build /app/libs/contract/dist libs/contract/dist
COPY --from=build /app/libs/idenfy/bin libs/idenfy/bin
COPY --from=build /app/libs/idenfy/dist libs/idenfy/dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/service/main.js"]
