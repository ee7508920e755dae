import type { ModalView } from '@slack/types';
import type { ConferenceId, ConferenceSettings, TrackedConference } from '#domain/conference/conference.ts';
import { RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import { webAccessOf } from '#domain/conference/web-link.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { VIEWS } from '#render/slack/blocks/action-ids.ts';
import { localeOf } from '#shared/messages.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import { withTimeout } from '#shared/with-timeout.ts';
import { readersLanguage, t } from '#slack/messages/reply-messages.ts';
import { requireOrganizer } from '#usecases/conference/permissions.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { StartOptions } from '#usecases/conference/start-conference.ts';
import { proposeSettings } from '#usecases/conference/start-conference.ts';
import { MOST_ORGANIZERS } from '#usecases/conference/validate-settings.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { buildModal, type ModalMetadata, openedIn, serializeMetadata } from './build-modal.ts';
import { conferenceFields, MOST_CHANNELS, parseConferenceFields } from './conference-fields.ts';
import { type FieldErrors, parseFormValues } from './form-values.ts';
import { channelsInput, field, menu, optionsOf, peopleInput, radioInput, textInput } from './inputs.ts';

/** The recap's language if none is set. */
const OF_NOTES = 'notes';
const LONGEST_TONE = 200;
const APPROVALS = { automatic: '', 'after-approval': '' };
const WEB_ACCESS = { nobody: '', link: '' };

/** Loads the form that changes a conference. @throws AppError `refused` for someone who may not */
export async function loadSettingsModal(
  deps: BotDependencies,
  actor: Actor,
  conferenceId: ConferenceId,
): Promise<ModalView> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'settings');
  return buildSettingsModal(conference, openedIn(actor));
}

/** The form doesn't wait longer for Slack to say in which time zone somebody is. */
const ZONE_WITHIN_MS = 1_000;

/** Loads the form that sets up a conference, filled in with defaults; without a time zone if Slack is slow. */
export async function loadStartModal(deps: BotDependencies, actor: Actor): Promise<ModalView> {
  const person = await withTimeout(ZONE_WITHIN_MS, deps.workspace.person(actor.teamId, actor.userId)).catch(
    () => undefined,
  );
  const proposal = proposeSettings(deps, actor, person?.timezone ?? 'UTC');
  return buildStartModal(person === undefined ? { ...proposal, timezone: '' } : proposal, openedIn(actor));
}

/** Hashes each setting as the form shows it. */
function hashShown(conference: TrackedConference): Record<string, string> {
  const { id: _, teamId: __, createdAt: ___, ...settings } = conference;
  const shown = {
    ...{ scheduleUrl: '', language: '', tone: '', approval: 'automatic' },
    ...settings,
    webAccess: webAccessOf(conference),
  };
  return Object.fromEntries(Object.entries(shown).map(([setting, value]) => [setting, hashSetting(value)]));
}

function hashSetting(value: unknown): string {
  return contentHash(Array.isArray(value) ? value.toSorted() : value).slice(0, 8);
}

/** Returns the settings that the person changed in the form: others may have been changed elsewhere since it was opened. */
export function onlyChanged<Settings extends object>(
  settings: Settings,
  { shown = {} }: Pick<ModalMetadata, 'shown'>,
): Partial<Settings> {
  const changed = Object.entries(settings).filter(([setting, value]) => shown[setting] !== hashSetting(value));
  return Object.fromEntries(changed) as Partial<Settings>;
}

export function buildSettingsModal(conference: TrackedConference, metadata: ModalMetadata): ModalView {
  return buildModal({
    id: VIEWS.settings,
    title: t('settings'),
    submit: t('form-save'),
    metadata: serializeMetadata({ ...metadata, conferenceId: conference.id, shown: hashShown(conference) }),
    blocks: [
      ...conferenceFields(conference),
      field(
        {
          id: 'listens',
          label: t('form-listens'),
          hint: t('form-listens-hint'),
          optional: true,
        },
        channelsInput(conference.listens, MOST_CHANNELS),
      ),
      field(
        { id: 'organizers', label: t('form-organizers'), hint: t('form-organizers-hint') },
        peopleInput(conference.organizers, MOST_ORGANIZERS),
      ),
      field(
        {
          id: 'language',
          label: t('form-language'),
          hint: t('form-language-hint'),
        },
        menu(optionsOf({ [OF_NOTES]: t('language-of-notes'), ...languageLabels() }), conference.language ?? OF_NOTES),
      ),
      field(
        {
          id: 'tone',
          label: t('form-tone'),
          hint: t('form-tone-hint'),
          optional: true,
        },
        textInput(conference.tone, LONGEST_TONE),
      ),
      field(
        { id: 'approval', label: t('form-approval') },
        radioInput(
          { automatic: t('post-automatically'), 'after-approval': t('post-approved') },
          conference.approval ?? 'automatic',
        ),
      ),
      field(
        {
          id: 'webAccess',
          label: t('form-web'),
          hint: t('form-web-hint'),
        },
        radioInput({ nobody: t('web-nobody'), link: t('web-link') }, webAccessOf(conference)),
      ),
    ],
  });
}

/** Returns the name of each language in the reader's own. */
function languageLabels(): Record<string, string> {
  const locale = localeOf(readersLanguage());
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const label = (code: string) => names.of(code)!.replace(/^./u, (first) => first.toLocaleUpperCase(locale));
  return Object.fromEntries(Object.entries(RECAP_LANGUAGES).map(([code, language]) => [language, label(code)]));
}

/** Returns what was entered, or what is wrong with it. A blank `scheduleUrl` removes the schedule. */
export function parseSettingsModal(
  state: unknown,
): { changes: ConferenceSettings; listens: string[] } | { errors: FieldErrors } {
  const entered = parseFormValues(state);
  const read = parseConferenceFields(entered);
  const errors: FieldErrors = 'errors' in read ? read.errors : {};
  const organizers = entered.list('organizers');
  if (organizers.length === 0) errors.organizers = t('form-organizers-missing');
  const listens = entered.list('listens');
  if ('settings' in read && listens.some((channel) => !read.settings.channels.includes(channel))) {
    errors.listens = t('form-listens-wrong');
  }
  if ('errors' in read || Object.keys(errors).length > 0) return { errors };
  // A form that was opened before a field existed doesn't have it.
  const chosen = entered.choice('language');
  const language = chosen === OF_NOTES ? '' : chosen;
  const tone = entered.has('tone') ? entered.text('tone') : undefined;
  const approval = entered.choiceOf('approval', APPROVALS);
  const webAccess = entered.choiceOf('webAccess', WEB_ACCESS);
  return {
    changes: { ...read.settings, organizers, ...omitUndefined({ language, tone, approval, webAccess }) },
    listens,
  };
}

export function buildStartModal(proposal: ConferenceSettings, metadata: ModalMetadata): ModalView {
  return buildModal({
    id: VIEWS.start,
    title: t('form-set-up-title'),
    submit: t('form-set-up'),
    metadata: serializeMetadata(metadata),
    blocks: conferenceFields(proposal),
  });
}

/** Returns what was entered, or what is wrong with it. */
export function parseStartModal(state: unknown): { wishes: StartOptions } | { errors: FieldErrors } {
  const read = parseConferenceFields(parseFormValues(state));
  if ('errors' in read) return read;
  const { scheduleUrl, ...settings } = read.settings;
  return { wishes: { ...settings, ...omitEmpty({ scheduleUrl }) } };
}
