import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { withTimeout } from '#shared/with-timeout.ts';
import { type ReplyKey, t } from '#slack/messages/reply-messages.ts';
import { buildInfoModal, type ModalMetadata, parseMetadata } from '#slack/modals/build-modal.ts';
import type { FieldErrors } from '#slack/modals/form-values.ts';
import { buildReviewModal } from '#slack/modals/review-schedule.ts';
import { answerError, errorSentence, sentence } from '#slack/replies/message-builders.ts';
import { SettingError } from '#usecases/conference/validate-settings.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { waitingKeys } from '#usecases/privacy/remove-stored-data.ts';
import type { ScheduleReview } from '#usecases/schedule/review-schedule.ts';
import { type ListenerDependencies, objectAt, parseInteractionActor, staleActionError, textAt } from './payload.ts';
import { publishHome } from './publish-home.ts';
import { deliver, explainError, inBackground, logUnexpectedError } from './send-reply.ts';

export type ViewArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
export type OnSubmitted = (args: ViewArgs, deps: ListenerDependencies) => Promise<void>;

/** A modal as it was submitted. */
export interface Submission {
  actor: Actor;
  metadata: ModalMetadata;
  state: unknown;
  /** As they were shown. */
  blocks: unknown;
  privateMetadata: unknown;
  /** The same if Slack sends the same submission again. */
  requestId: string;
}

/** Returns undefined for a malformed payload. */
export function parseSubmission({ body, context }: Pick<ViewArgs, 'body' | 'context'>): Submission | undefined {
  const actor = parseInteractionActor(body, context);
  if (actor === undefined) return undefined;
  const view = objectAt(body, 'view');
  const metadata = parseMetadata(view.private_metadata);
  return {
    actor: { ...actor, ...omitUndefined({ channel: metadata.channel }) },
    metadata,
    state: view.state,
    blocks: view.blocks,
    privateMetadata: view.private_metadata,
    requestId: `${textAt(view, 'id')} ${textAt(view, 'hash')}`,
  };
}

export interface Form<Entered extends object> {
  /** Returns what was entered, or what is wrong with it; undefined for a malformed modal. */
  parse(sent: Submission): Entered | { errors: FieldErrors } | undefined;
  act(deps: ListenerDependencies, actor: Actor, entered: Entered): Promise<OutgoingMessage | OutgoingMessage[]>;
  /** The field for errors that aren't about one of the form's fields: Slack shows them only at fields. */
  errorField: string;
  /** Loads what the person should check before the form is done; undefined if there is nothing to check. */
  review?(deps: ListenerDependencies, actor: Actor, entered: Entered): Promise<ScheduleReview> | undefined;
  /** The label of the button that saves the form after the review. */
  submit?: ReplyKey;
}

/** Slack waits three seconds for errors; a schedule or a recap may take longer. */
const ERRORS_WITHIN_MS = 2_200;

/** The values of a form that waits for its review. */
interface PendingForm {
  name: string;
  entered: unknown;
}

const PENDING_MS = 2 * 60 * 60_000;

function keyOf({ teamId, userId }: Actor, id = ''): string {
  return `${waitingKeys(teamId, userId)}form:${id}`;
}

type Outcome<Result> = { result: Result } | { error: unknown };

/** Waits as long as Slack does; undefined if the work takes longer. */
function withinSubmission<Result>(work: Promise<Result>) {
  const outcome = work.then(
    (result): Outcome<Result> => ({ result }),
    (error: unknown): Outcome<Result> => ({ error }),
  );
  return withTimeout(ERRORS_WITHIN_MS, outcome);
}

/**
 * Returns a listener that closes a form when its work is done, or shows in it what is wrong. After a review, the form
 * is found by its `name`.
 */
export function submitForm<Entered extends object>(name: string, form: Form<Entered>): OnSubmitted {
  return async (args, deps) => {
    const { ack } = args;
    const sent = parseSubmission(args);
    const entered = sent && form.parse(sent);
    if (sent === undefined || entered === undefined) return ack();
    if ('errors' in entered) return ack({ response_action: 'errors', errors: entered.errors });
    const fields = Object.keys(objectAt(sent.state, 'values'));
    const refuse = (error: unknown): ViewResponse => ({
      response_action: 'errors',
      errors: fieldErrors(error, fields, form.errorField),
    });
    const review = form.review?.(deps, sent.actor, entered);
    if (review === undefined)
      return finishForm(args, deps, { actor: sent.actor, work: form.act(deps, sent.actor, entered), refuse });
    const id = randomUUID();
    const pending: PendingForm = { name, entered };
    const saving = deps.keyValue.set(keyOf(sent.actor, id), pending, PENDING_MS);
    const building = Promise.all([review, saving]).then(([loaded]) =>
      buildReviewModal(loaded, form.submit ?? 'form-save', { ...sent.metadata, shown: {}, pendingForm: id }),
    );
    // Its "Back" button leads back to the form.
    await showNext(args, deps, { id, building, refuse, action: 'push', progress: 'reading-schedule' });
  };
}

type ViewResponse = Extract<Parameters<ViewArgs['ack']>[0], object>;

/**
 * Closes a form when it is done, or shows what is wrong. If that takes longer, a modal above the form says so, and later
 * what came of it: after a failure "Back" leads to the form with all that was entered.
 */
async function finishForm(
  { ack, client }: Pick<ViewArgs, 'ack' | 'client'>,
  deps: ListenerDependencies,
  {
    actor,
    work,
    refuse,
    close,
  }: {
    actor: Actor;
    work: Promise<OutgoingMessage | OutgoingMessage[]>;
    refuse: (error: unknown) => ViewResponse;
    close?: ViewResponse;
  },
): Promise<void> {
  const done = await withinSubmission(work);
  if (done !== undefined && 'error' in done) {
    logUnexpectedError(deps, done.error);
    return ack(refuse(done.error));
  }
  const isDone = done !== undefined;
  const id = randomUUID();
  const waiting = { ...buildInfoModal(sentence(t('saving')), t('review-back')), external_id: id };
  await ack(isDone ? close : { response_action: 'push', view: waiting });
  inBackground(deps, async () => {
    const outcome = await work.then(
      (messages) => ({ messages: [messages].flat(), view: buildDoneModal() }),
      (error: unknown) => {
        const message = explainError(deps, error);
        return { messages: [message], view: buildInfoModal(message, t('review-back')) };
      },
    );
    if (!isDone) await updateModal(client, id, outcome.view).catch((error) => logUnexpectedError(deps, error));
    await deliver(deps, { client, actor }, { messages: outcome.messages });
    if (actor.channel === undefined) await publishHome(deps, client, actor);
  });
}

const RETRY_MS = 1_500;

/** Closing it closes the form below it, too. */
function buildDoneModal(): ModalView {
  return { ...buildInfoModal(sentence(t('form-done'))), clear_on_close: true };
}

/** Shows the modal that a form leads to. If building it takes longer, a modal above the form is filled in later. */
export async function showNext(
  { ack, client }: Pick<ViewArgs, 'ack' | 'client'>,
  deps: ListenerDependencies,
  {
    building,
    refuse,
    action,
    progress,
    showLate = async (view) => view,
    id = randomUUID(),
  }: {
    building: Promise<ModalView>;
    refuse: (error: unknown) => ViewResponse;
    /** Whether the modal opens above the form or replaces it. */
    action: 'push' | 'update';
    /** What the modal above the form says while the next one is built. */
    progress: ReplyKey;
    /** Returns what the modal above the form shows in the end. */
    showLate?: (view: ModalView) => Promise<ModalView>;
    id?: string;
  },
): Promise<void> {
  const built = await withinSubmission(building);
  if (built !== undefined && 'error' in built) {
    logUnexpectedError(deps, built.error);
    return ack(refuse(built.error));
  }
  if (built !== undefined) return ack({ response_action: action, view: built.result });
  const waiting = buildInfoModal(sentence(t(progress)), t('review-back'));
  await ack({ response_action: 'push', view: { ...waiting, external_id: id } });
  inBackground(deps, async () => {
    const view = await building
      .then(showLate)
      .catch((error: unknown) => buildInfoModal(explainError(deps, error), t('review-back')));
    await updateModal(client, id, view);
  });
}

async function updateModal(client: ViewArgs['client'], id: string, view: ModalView): Promise<void> {
  const update = () => client.views.update({ external_id: id, view });
  // Slack may not have opened the modal yet.
  await update().catch(() => setTimeout(RETRY_MS).then(update));
}

/** Returns a listener that submits one of these forms after the person has checked the schedule. */
export function submitReview(forms: Readonly<Record<string, Pick<Form<never>, 'act'>>>): OnSubmitted {
  /** Forms that are being saved: after "Back" a person may send one again. */
  const saving = new Map<string, Promise<OutgoingMessage | OutgoingMessage[]>>();

  return async (args, deps) => {
    const sent = parseSubmission(args);
    if (sent === undefined) return args.ack();
    const { actor, metadata } = sent;
    const key = keyOf(actor, metadata.pendingForm);
    const pending = await deps.keyValue.get<PendingForm>(key);
    const form = pending && forms[pending.name];
    const refuse = (error: unknown): ViewResponse => ({
      response_action: 'update',
      view: buildInfoModal(answerError(error), t('review-back')),
    });
    if (pending === undefined || form === undefined) return args.ack(refuse(staleActionError()));
    const close = { response_action: 'clear' } as const;
    const running = saving.get(key);
    // Its messages are sent once, for the first submission.
    if (running !== undefined) return finishForm(args, deps, { actor, work: running.then(() => []), refuse, close });
    const save = async () => {
      const messages = await form.act(deps, actor, pending.entered as never);
      await deps.keyValue.delete(key);
      return messages;
    };
    const work = save().finally(() => saving.delete(key));
    saving.set(key, work);
    await finishForm(args, deps, { actor, work, refuse, close });
  };
}

const LONGEST_ERROR = 300;

/** Returns what went wrong, at the field it is about; at `errorField` if the form has no such field. */
export function fieldErrors(error: unknown, fields: readonly string[], errorField: string): FieldErrors {
  const about = error instanceof SettingError && fields.includes(error.setting) ? error.setting : errorField;
  return { [about]: truncate(errorSentence(error), LONGEST_ERROR) };
}
