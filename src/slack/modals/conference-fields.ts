import type { InputBlock } from '@slack/types';
import type { ConferenceSettings } from '#domain/conference/conference.ts';
import { zoneLabel } from '#render/view/dates.ts';
import { guessTimezone } from '#slack/commands/dates-and-zones.ts';
import { parseAddress } from '#slack/commands/typed-text.ts';
import { joinOr, t } from '#slack/messages/reply-messages.ts';
import { findZone } from '#text/dates-and-zones/find-zone.ts';
import type { FieldErrors, FormValues } from './form-values.ts';
import { channelInput, channelsInput, dateInput, field, radioInput, textInput, timeInput } from './inputs.ts';

/** The most characters that can be entered; stricter rules are checked on submission. */
const LONGEST = { name: 150, timezone: 60, url: 2_000, reaction: 102 } as const;
export const MOST_CHANNELS = 20;

const OPENS_THREADS = { 'at-first-note': '', 'at-start': '' };

type Fields = Omit<ConferenceSettings, 'organizers'>;

/** Builds a conference's fields; each has the name of its setting, so that errors are shown next to it. */
export function conferenceFields(settings: Fields): InputBlock[] {
  const { name, from, to, timezone, channels, digestChannel, digestAt, opensThreads, reaction, scheduleUrl } = settings;
  return [
    field({ id: 'name', label: t('form-name') }, textInput(name, LONGEST.name)),
    field({ id: 'from', label: t('form-from') }, dateInput(from)),
    field({ id: 'to', label: t('form-to') }, dateInput(to)),
    field(
      {
        id: 'timezone',
        label: t('form-timezone'),
        hint: t('form-timezone-hint'),
      },
      textInput(zoneLabel(timezone), LONGEST.timezone),
    ),
    field(
      { id: 'channels', label: t('form-channels'), hint: t('form-channels-hint') },
      channelsInput(channels, MOST_CHANNELS),
    ),
    field({ id: 'digestChannel', label: t('form-digest-channel') }, channelInput(digestChannel)),
    field({ id: 'digestAt', label: t('form-digest-at'), hint: t('form-digest-at-hint') }, timeInput(digestAt)),
    field(
      {
        id: 'scheduleUrl',
        label: t('form-schedule'),
        hint: t('form-schedule-hint'),
        optional: true,
      },
      textInput(scheduleUrl, LONGEST.url),
    ),
    field(
      { id: 'opensThreads', label: t('form-threads') },
      radioInput({ 'at-first-note': t('at-first-note'), 'at-start': t('at-start') }, opensThreads),
    ),
    field(
      { id: 'reaction', label: t('form-emoji'), hint: t('form-emoji-hint') },
      textInput(`:${reaction}:`, LONGEST.reaction),
    ),
  ];
}

/**
 * Parses a conference's settings in a form; returns them, or what is wrong with them. A blank `scheduleUrl` means that
 * there is none.
 */
export function parseConferenceFields(entered: FormValues): { settings: Fields } | { errors: FieldErrors } {
  const errors: FieldErrors = {};
  const name = entered.text('name').replace(/\s+/gu, ' ');
  if (name === '') errors.name = t('form-name-missing');
  const from = entered.text('from');
  const to = entered.text('to') || from;
  if (from === '') errors.from = t('form-from-missing');
  if (to < from) errors.to = t('form-to-early');
  const timezone = readTimezone(entered.text('timezone'), errors);
  const channels = entered.list('channels');
  if (channels.length === 0) errors.channels = t('form-channels-missing');
  const digestChannel = entered.text('digestChannel') || (channels[0] ?? '');
  const digestAt = entered.text('digestAt');
  if (digestAt === '') errors.digestAt = t('form-time-missing');
  const reaction = entered.text('reaction').replace(/^:|:$/gu, '');
  if (reaction === '' || /\s/u.test(reaction)) errors.reaction = t('form-emoji-wrong');
  const link = entered.text('scheduleUrl');
  const scheduleUrl = link === '' ? '' : parseAddress(link);
  if (scheduleUrl === undefined) errors.scheduleUrl = t('form-no-link');
  if (scheduleUrl === undefined || Object.keys(errors).length > 0) return { errors };
  const opensThreads = entered.choiceOf('opensThreads', OPENS_THREADS) ?? 'at-first-note';
  return {
    settings: {
      ...{ name, from, to, timezone, channels, digestChannel, digestAt },
      ...{ opensThreads, reaction, scheduleUrl },
    },
  };
}

function readTimezone(written: string, errors: FieldErrors): string {
  const found = findZone(written);
  if (found !== undefined && 'zone' in found) return found.zone;
  const zone = guessTimezone(written);
  if (found !== undefined) errors.timezone = t('form-zone-choices', { zones: joinOr(found.choices) });
  else errors.timezone = zone === undefined ? t('form-no-timezone') : t('form-zone-guess', { zone });
  return written;
}
