import type { Recap } from '../domain/recap.ts';
import type { TrackedConference } from '../domain/tracked-conference.ts';
import type { BotDependencies } from './bot-dependencies.ts';
import type { Scope, StoredScope } from './compile-tracked.ts';
import type { DigestContent, MessagePart } from './slack-ports.ts';
import { webAddress } from './web-access.ts';

/** The messages of a day's digest, or of the recap of all days, with what stands beside them. */
export function digestMessages(
  deps: Pick<BotDependencies, 'forms' | 'publicUrl'>,
  conference: TrackedConference,
  scope: Scope,
  recap: Recap,
  { notes }: Pick<StoredScope, 'notes'>,
  updated?: DigestContent['updated'],
): MessagePart[] {
  const address = webAddress(deps, conference, scope === 'all' ? undefined : scope);
  const content = {
    conference,
    recap,
    pictures: new Map(notes.flatMap(({ photos }) => photos.map(({ name, id }) => [name, id] as const))),
    ...(updated === undefined ? {} : { updated }),
    ...(address === undefined ? {} : { webAddress: address }),
  };
  return scope === 'all' ? deps.forms.recap(content) : deps.forms.digest({ ...content, day: scope });
}
