import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Recap, RecapTalk } from '#domain/recap/recap.ts';
import { recommendationLine, recommendationWords } from './phrases.ts';

/** Says of an item of the reading list who recommended it, in which talk and with what words. */
export function createItemNotes({ days }: Pick<Recap, 'days'>): (item: ReadingItem) => string {
  const talks = new Map<string, RecapTalk>(days.flatMap((day) => day.talks.map((talk) => [talk.id, talk])));
  return ({ recommendedBy }) => {
    const words = recommendationWords(recommendedBy, ({ talkId }) =>
      talkId === undefined ? undefined : talks.get(talkId),
    );
    return `Recommended by ${words.map(recommendationLine).join('; ')}`;
  };
}
