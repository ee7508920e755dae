import type { RequestListener } from 'node:http';
import type { Registry } from 'prom-client';
import { COUNTED, type Counted, type Counts } from './metrics.ts';

interface Signs {
  counts: Counts;
  /** Milliseconds since the epoch, as `now`. */
  lastTickAt(): number | undefined;
  isConnected(): boolean;
  now(): number;
}

/** Answers `GET /metrics` as Prometheus reads it. What writes it is loaded when somebody asks for the first time. */
export function createMetricsRoute(signs: Signs): RequestListener {
  let registry: Promise<Registry> | undefined;
  return async (_request, response) => {
    try {
      registry ??= createRegistry(signs);
      const written = await registry;
      const text = await written.metrics();
      response.writeHead(200, { 'content-type': written.contentType, 'cache-control': 'no-store' }).end(text);
    } catch {
      registry = undefined;
      response.writeHead(500).end();
    }
  };
}

async function createRegistry({ counts, lastTickAt, isConnected, now }: Signs): Promise<Registry> {
  const { collectDefaultMetrics, Counter, Gauge, Registry } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const [name, { help, labels }] of Object.entries(COUNTED)) {
    new Counter({
      name,
      help,
      labelNames: labels,
      registers: [registry],
      collect() {
        this.reset();
        for (const one of counts.of(name as Counted)) this.inc({ ...one.labels }, one.value);
      },
    });
  }
  new Gauge({
    name: 'recap_tick_age_seconds',
    help: 'Seconds since it was last looked for what is due; absent before the first time.',
    registers: [registry],
    collect() {
      const at = lastTickAt();
      if (at !== undefined) this.set(Math.max(0, now() - at) / 1000);
      else this.remove();
    },
  });
  new Gauge({
    name: 'recap_slack_connected',
    help: '1 where the socket is open, or the bot listens for Slack.',
    registers: [registry],
    collect() {
      this.set(isConnected() ? 1 : 0);
    },
  });
  return registry;
}
