import type { ModalView } from '@slack/types';
import type { ConferenceId } from '#domain/conference/conference.ts';
import { VIEWS } from '#render/slack/blocks/action-ids.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { parseAddress } from '#slack/commands/typed-text.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { requireOrganizer } from '#usecases/conference/permissions.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { ScheduleSource } from '#usecases/schedule/import-schedule.ts';
import { buildModal, openedIn, serializeMetadata } from './build-modal.ts';
import { type FieldErrors, parseFormValues } from './form-values.ts';
import { field, fileInput, textInput } from './inputs.ts';

/** Loads the form that imports a schedule. @throws AppError `refused` for someone who may not */
export async function loadScheduleModal(
  deps: BotDependencies,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<ModalView> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'schedule');
  return buildScheduleModal(conference, actor);
}

export function buildScheduleModal(
  { id, scheduleUrl }: { id: ConferenceId; scheduleUrl?: string },
  actor: Actor,
): ModalView {
  return buildModal({
    id: VIEWS.importSchedule,
    title: t('import-title'),
    submit: t('next'),
    metadata: serializeMetadata({ ...openedIn(actor), conferenceId: id }),
    blocks: [
      field(
        { id: 'url', label: t('field-url'), hint: t('import-link-hint'), optional: true },
        textInput(scheduleUrl, LIMITS.textInput.text),
      ),
      field({ id: 'file', label: t('import-file'), hint: t('import-file-hint'), optional: true }, fileInput()),
      field(
        { id: 'text', label: t('import-text'), hint: t('import-text-hint'), optional: true },
        textInput(undefined, LIMITS.textInput.text, true),
      ),
    ],
  });
}

/** Returns where the schedule comes from, or what is wrong: a file wins over pasted text, and that over the link. */
export function parseScheduleModal(state: unknown): { source: ScheduleSource } | { errors: FieldErrors } {
  const entered = parseFormValues(state);
  const [fileId] = entered.list('file');
  if (fileId !== undefined) return { source: { fileId } };
  const text = entered.text('text');
  if (text !== '') return { source: { text } };
  const link = entered.text('url');
  const url = link === '' ? undefined : parseAddress(link);
  if (url !== undefined) return { source: { url } };
  return { errors: { url: t(link === '' ? 'import-nothing' : 'form-no-link') } };
}
