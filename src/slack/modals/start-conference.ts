import type { ModalView } from '@slack/types';
import type { ConferenceSettings } from '#domain/conference/conference.ts';
import { VIEWS } from '#render/slack/blocks/action-ids.ts';
import { plain } from '#render/slack/blocks/controls.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import type { Bot } from '#usecases/bot.ts';
import { conferenceFields } from './conference-fields.ts';
import { readEntered } from './form-values.ts';
import { type FieldErrors, readConference } from './parse-conference.ts';
import { type ViewMetadata, writeMetadata } from './private-metadata.ts';

/** The form that sets a conference up, filled in with what is proposed. */
export function buildStartView(proposal: ConferenceSettings, metadata: ViewMetadata): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.start,
    title: plain('Set up a conference', LIMITS.view.title),
    submit: plain('Set up', LIMITS.view.button),
    close: plain('Cancel', LIMITS.view.button),
    private_metadata: writeMetadata(metadata),
    blocks: conferenceFields(proposal),
  };
}

/** What was entered, or what is wrong with it. */
export function readStartView(
  state: unknown,
): { wishes: Parameters<Bot['startConference']>[1] } | { errors: FieldErrors } {
  const read = readConference(readEntered(state));
  if ('errors' in read) return read;
  const { scheduleUrl, ...settings } = read.settings;
  return { wishes: { ...settings, ...(scheduleUrl ? { scheduleUrl } : {}) } };
}
