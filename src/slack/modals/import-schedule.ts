import type { ModalView } from '@slack/types';
import type { ConferenceId } from '#domain/conference/conference.ts';
import { VIEWS } from '#render/slack/blocks/action-ids.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { parseAddress } from '#slack/commands/typed-text.ts';
import { requireOrganizer } from '#usecases/conference/permissions.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
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
  await requireOrganizer(deps, actor, conference, 'change the schedule');
  return buildScheduleModal(conference, actor);
}

export function buildScheduleModal(
  { id, scheduleUrl }: { id: ConferenceId; scheduleUrl?: string },
  actor: Actor,
): ModalView {
  return buildModal({
    id: VIEWS.importSchedule,
    title: 'Import the schedule',
    submit: 'Next',
    metadata: serializeMetadata({ ...openedIn(actor), conferenceId: id }),
    blocks: [
      field(
        { id: 'url', label: 'Link', hint: 'To Sessionize, pretalx, frab, a calendar or a table', optional: true },
        textInput(scheduleUrl, LIMITS.textInput.text),
      ),
      field({ id: 'file', label: 'Or a file', hint: 'CSV, JSON, XML, YAML or iCalendar', optional: true }, fileInput()),
      field(
        {
          id: 'text',
          label: 'Or paste it',
          hint: 'A table with a heading line, or any of these formats',
          optional: true,
        },
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
  return { errors: { url: link === '' ? 'Give a link or a file, or paste the schedule.' : 'This isn’t a link.' } };
}
