import { AppError } from '#errors.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { logUnexpectedError } from '#slack/listeners/send-reply.ts';
import { parseSettingsModal, parseStartModal } from '#slack/modals/settings.ts';
import { answerChanged, answerStarted } from '#slack/replies/conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import { finish } from './after-ack.ts';
import { readSentView, type ViewArgs } from './view-args.ts';

/** The form that sets a conference up was sent. */
export async function onStartSent(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const sent = readSentView(args);
  const read = parseStartModal(sent?.state);
  if (sent === undefined) return args.ack();
  if ('errors' in read) return args.ack({ response_action: 'errors', errors: read.errors });
  await finish(args, deps, sent, 'name', async () =>
    answerStarted(await deps.bot.startConference(sent.actor, read.wishes)),
  );
}

/** The form that changes a conference was sent. */
export async function onSettingsSent(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const sent = readSentView(args);
  const read = parseSettingsModal(sent?.state);
  const conferenceId = sent?.metadata.conferenceId;
  if (sent === undefined || conferenceId === undefined) return args.ack();
  if ('errors' in read) return args.ack({ response_action: 'errors', errors: read.errors });
  await finish(args, deps, sent, 'name', async () => {
    const changed = await deps.bot.changeSettings(sent.actor, conferenceId, read.changes);
    const { channels, listens } = changed.conference;
    const problems = [...changed.problems];
    for (const channel of channels) {
      const isOn = read.listens.includes(channel);
      if (isOn === listens.includes(channel)) continue;
      const problem = await listen(deps, { ...sent.actor, channel }, isOn);
      if (problem !== undefined) problems.push(problem);
    }
    return answerChanged({ ...changed, problems });
  });
}

/** The settings are saved by then: what goes wrong is told with them, as a sentence. */
async function listen(deps: ListenerDependencies, actor: Actor, on: boolean): Promise<string | undefined> {
  try {
    await deps.bot.setListening(actor, on);
    return undefined;
  } catch (error) {
    logUnexpectedError(deps, error);
    return error instanceof AppError ? error.message : 'What is listened to could not be changed. Try again.';
  }
}
