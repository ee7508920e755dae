import type { CalendarDate, TrackedConference, WebAccess } from '#domain/conference/conference.ts';
import { webAccessOf, webPath } from '#domain/conference/web-link.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { SettingError } from './validate-settings.ts';

/**
 * Opens or closes a conference's page on the web. Closing and opening it again creates a new address.
 *
 * @throws SettingError if PUBLIC_URL isn't set
 */
export function grantWebAccess(
  { newSecret, publicUrl }: Pick<BotDependencies, 'newSecret' | 'publicUrl'>,
  conference: TrackedConference,
  wanted: WebAccess | undefined,
): TrackedConference {
  if (wanted === undefined || wanted === webAccessOf(conference)) return conference;
  const { webToken: _, ...closed } = conference;
  if (wanted === 'nobody') return closed;
  if (publicUrl !== undefined) return { ...closed, webToken: newSecret() };
  throw new SettingError('webAccess', { key: 'web-page-not-set-up' });
}

/** Returns the address of a conference's page, or of a day's; undefined if it has none. */
export function webUrlOf(
  { publicUrl }: Pick<BotDependencies, 'publicUrl'>,
  conference: Pick<TrackedConference, 'id' | 'webToken'>,
  day?: CalendarDate,
): string | undefined {
  const path = webPath(conference, day);
  return publicUrl === undefined || path === undefined ? undefined : `${publicUrl}${path}`;
}
