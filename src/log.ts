import { AsyncLocalStorage } from 'node:async_hooks';
import { type DestinationStream, pino } from 'pino';
import type { LogLevel } from '#config/setting-parsers.ts';
import type { Log } from '#usecases/ports/dependencies.ts';

const request = new AsyncLocalStorage<string>();

/** Adds the id of a request to every line that is logged while its `work` runs. */
export function withRequestId<Result>(id: string, work: () => Result): Result {
  return request.run(id, work);
}

/**
 * Structured logs, a JSON object a line, on standard output unless told otherwise: ids and counts, never people's words
 * or tokens.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const id = request.getStore();
      return id === undefined ? {} : { request: id };
    },
  };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  return {
    info: (facts, event) => logger.info(facts, event),
    warn: (facts, event) => logger.warn(facts, event),
    error: (facts, event) => logger.error(facts, event),
  };
}
