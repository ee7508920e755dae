# syntax=docker/dockerfile:1
# The bot in one small image: TypeScript runs as it is, so there is no build step and no compiler inside.

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The demo's stand-in for Slack, an optional package like the parts of sharp that are needed, is nothing for a server.
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
# Store and photos go to data/, the one place that is written. A volume that is made from the image takes over its owner.
RUN mkdir -m 700 /data && chown node:node /data && ln -s /data data
USER node
VOLUME /data
EXPOSE 3000
# 503 says which part is not well; PORT is served in Socket Mode, too.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not npm, which would keep signals from the bot: it finishes what is under way when it is told to end.
ENTRYPOINT ["node", "src/main.ts"]
CMD ["start"]
