import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { AppError } from '#errors.ts';
import type { Stores } from '#usecases/ports/stores.ts';

/**
 * A conference as it is now, for changing it within an atomic step: somebody else may have changed it since it was
 * looked up.
 *
 * @throws AppError `refused` where it was removed meanwhile
 */
export async function reloadConference(
  { conferences }: Pick<Stores, 'conferences'>,
  id: ConferenceId,
): Promise<TrackedConference> {
  const conference = await conferences.find(id);
  if (conference !== undefined) return conference;
  throw new AppError('refused', 'That conference was removed meanwhile.');
}
