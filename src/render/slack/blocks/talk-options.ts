import type { PlainTextOption } from '@slack/types';
import type { Talk } from '#domain/conference/talk.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { HALLWAY } from './action-ids.ts';
import { plain } from './build-blocks.ts';
import { LIMITS } from './limits.ts';

/** A talk as a list of talks shows it. */
export type ChosenTalk = Pick<Talk, 'id' | 'title' | 'speakers' | 'startsAt'>;

/**
 * Returns talks as the options of a menu, in the given order, with the hallway last. An option's value is the talk's
 * id. Talks are left out if Slack wouldn't accept their id unchanged, or if it equals the hallway's value.
 */
export function talkOptions(talks: readonly ChosenTalk[], hallway: string): PlainTextOption[] {
  const byId = new Map(talks.map((talk) => [talk.id, talk]));
  const options = [...byId.values()]
    .filter(({ id }) => id !== HALLWAY && !id.startsWith('note:') && canBeValue(id))
    .slice(0, LIMITS.select.options - 1)
    .map((talk) => ({ text: plain(talkLabel(talk), LIMITS.option.text), value: talk.id }));
  return [...options, { text: plain(hallway, LIMITS.option.text), value: HALLWAY }];
}

/** `13:35 Containers will not fix your broken culture · Bridget Kromhout`; the time is the schedule's own. */
export function talkLabel({ title, speakers, startsAt }: ChosenTalk): string {
  const names = speakers.map(({ name }) => plainLine(name)).join(', ');
  const label = `${startsAt.slice(11, 16)} ${plainLine(title) || '…'}`;
  return names === '' ? label : `${label} · ${names}`;
}

function canBeValue(id: string): boolean {
  return id !== '' && id.length <= LIMITS.option.value && plainLine(id) === id;
}
