import { parentPort, workerData } from 'node:worker_threads';
import { LocalizedError } from '#errors.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import type { ScheduleRequest, ScheduleResponse } from './load-schedule.ts';

// The thread of parseScheduleInWorker. An error is sent as its parts, since structured cloning drops its class.
const { text, ...options } = workerData as ScheduleRequest;
parentPort!.postMessage(parse());

function parse(): ScheduleResponse {
  try {
    return { schedule: parseSchedule(text, options) };
  } catch (error) {
    if (!(error instanceof LocalizedError)) throw error;
    return { code: error.code, notice: error.notice };
  }
}
