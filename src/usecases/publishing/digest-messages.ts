import type { TrackedConference } from '#domain/conference/conference.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { toSafeUrl } from '#usecases/conference/grant-web-link.ts';
import type { DigestContent, MessagePart } from '#usecases/ports/chat.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Scope, StoredScope } from '#usecases/recap/compile-conference.ts';

/** The messages of a day's digest, or of the recap of all days, with what stands beside them. */
export function digestMessages(
  deps: Pick<BotDependencies, 'forms' | 'publicUrl'>,
  conference: TrackedConference,
  scope: Scope,
  recap: Recap,
  { notes }: Pick<StoredScope, 'notes'>,
  updated?: DigestContent['updated'],
): MessagePart[] {
  const address = toSafeUrl(deps, conference, scope === 'all' ? undefined : scope);
  const content = {
    conference,
    recap,
    pictures: new Map(notes.flatMap(({ photos }) => photos.map(({ name, id }) => [name, id] as const))),
    ...omitUndefined({ updated, toSafeUrl: address }),
  };
  return scope === 'all' ? deps.forms.recap(content) : deps.forms.digest({ ...content, day: scope });
}
