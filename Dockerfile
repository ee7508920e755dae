# syntax=docker/dockerfile:1
# The bot in one small image: TypeScript runs as it is, so there is no build step and no compiler inside.

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# A server doesn't need the demo's stand-in for Slack, which is an optional package, as the needed parts of sharp are.
RUN npm ci --omit=dev --no-audit --no-fund \
    && rm -rf node_modules/local-slack-* \
    && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production \
    PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json manifest.yml ./
COPY src ./src
# The database and the photos go to data/, the only folder that is written to. A new volume gets its owner from the image.
RUN mkdir -m 700 /data && chown node:node /data && ln -s /data data
USER node
VOLUME /data
EXPOSE 3000
# Answers 503 if a part doesn't work, also in Socket Mode.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not npm, which wouldn't pass signals on: the bot finishes its work when it is told to stop.
ENTRYPOINT ["node", "src/main.ts"]
CMD ["start"]
