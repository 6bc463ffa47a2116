# The search service: docs/serve.md. Only the registry of npm is asked, and only for what the
# lockfile names by its hash; nothing is compiled, and no package runs a script.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json build.mjs ./
COPY bin bin
COPY src src
COPY letters letters
RUN npm run -s build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production XDG_DATA_HOME=/var/lib XDG_CACHE_HOME=/var/cache
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/bin bin
COPY --from=build /app/letters letters
RUN install -d -o node -g node -m 0700 /var/lib/heartbeat /var/cache/heartbeat
USER node
VOLUME ["/var/lib/heartbeat"]
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/heartbeat.js"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080", "--behind-proxy"]
