import { setTimeout as sleep } from 'node:timers/promises';
import type { OutgoingMessage } from '../../../domain/publication.ts';
import { AppError } from '../../../errors.ts';
import type { Asker } from '../../../usecases/bot.ts';
import { answerChanged, answerStarted } from '../../answers/conference.ts';
import { answerError } from '../../answers/mistakes.ts';
import { readSettingsView } from '../../views/settings.ts';
import { readStartView } from '../../views/start.ts';
import { deliver, logFault } from '../deliver.ts';
import type { ListenerDependencies } from '../dependencies.ts';
import { publishHome } from '../home.ts';
import { fieldErrors } from './field-errors.ts';
import { readSentView, type SentView, type ViewArgs } from './view-args.ts';

/** Slack waits three seconds for what is wrong; a schedule may take longer to fetch. */
const ERRORS_WITHIN_MS = 2_200;

/** The form that sets a conference up was sent. */
export async function onStartSent(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const sent = readSentView(args);
  const read = readStartView(sent?.state);
  if (sent === undefined) return args.ack();
  if ('errors' in read) return args.ack({ response_action: 'errors', errors: read.errors });
  await finish(args, deps, sent, async () =>
    answerStarted(await deps.bot.startConference(sent.asker, read.wishes)),
  );
}

/** The form that changes a conference was sent. */
export async function onSettingsSent(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const sent = readSentView(args);
  const read = readSettingsView(sent?.state);
  const conferenceId = sent?.metadata.conferenceId;
  if (sent === undefined || conferenceId === undefined) return args.ack();
  if ('errors' in read) return args.ack({ response_action: 'errors', errors: read.errors });
  await finish(args, deps, sent, async () => {
    const changed = await deps.bot.changeSettings(sent.asker, conferenceId, read.changes);
    const { channels, listens } = changed.conference;
    const problems = [...changed.problems];
    for (const channel of channels) {
      const isOn = read.listens.includes(channel);
      if (isOn === listens.includes(channel)) continue;
      const problem = await listen(deps, { ...sent.asker, channel }, isOn);
      if (problem !== undefined) problems.push(problem);
    }
    return answerChanged({ ...changed, problems });
  });
}

/** The settings are saved by then: what goes wrong is told with them, as a sentence. */
async function listen(deps: ListenerDependencies, asker: Asker, on: boolean): Promise<string | undefined> {
  try {
    await deps.bot.setListening(asker, on);
    return undefined;
  } catch (error) {
    logFault(deps, error);
    return error instanceof AppError ? error.message : 'What is listened to could not be changed. Try again.';
  }
}

/** Closes the form when it is done, or says in it what is wrong; what takes longer is answered in a message. */
async function finish(
  { ack, client }: ViewArgs,
  deps: ListenerDependencies,
  { asker, state }: SentView,
  act: () => Promise<OutgoingMessage>,
): Promise<void> {
  const work = act().then(
    (message) => ({ message }),
    (error: unknown) => ({ error }),
  );
  const timer = new AbortController();
  const done = await Promise.race([
    work,
    sleep(ERRORS_WITHIN_MS, undefined, { signal: timer.signal }).catch(() => undefined),
  ]);
  timer.abort();
  if (done !== undefined && 'error' in done) {
    logFault(deps, done.error);
    const errors = fieldErrors(done.error, fieldsOf(state), 'name');
    return ack({ response_action: 'errors', errors });
  }
  await ack();
  const tell = async () => {
    const result = await work;
    if ('error' in result) logFault(deps, result.error);
    const message = 'error' in result ? answerError(result.error) : result.message;
    await deliver(deps, { client, asker }, [message]);
    if (asker.channel === undefined)
      await publishHome(deps, client, asker).catch((error) => logFault(deps, error));
  };
  deps.underWay.track(tell());
}

/** Slack refuses errors of fields that are not in the form. */
function fieldsOf(state: unknown): string[] {
  const values = (state as { values?: object } | undefined)?.values;
  return typeof values === 'object' && values !== null ? Object.keys(values) : [];
}
