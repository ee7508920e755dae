import { pino } from 'pino';
import type { LogLevel } from './config.ts';
import type { Log } from './usecases/bot-dependencies.ts';

/** Structured logs, a JSON object a line on standard output: ids and counts, never people's words or tokens. */
export function createLog(level: LogLevel): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (facts, event) => logger.info(facts, event),
    warn: (facts, event) => logger.warn(facts, event),
    error: (facts, event) => logger.error(facts, event),
  };
}
