import type { Conference, WritingStyle } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import type { Recap, RecapTalk } from '#domain/recap/recap.ts';
import { createOpenAiSummarizer, type OpenAiDependencies } from '#llm/summary/model-summarizer.ts';
import { makeNote } from '#test/fakes/make-note.ts';
import { type CompiledRecap, compileRecap } from '#usecases/recap/compile-recap.ts';

export const CONFERENCE: Conference = {
  name: 'Conf',
  timezone: 'America/Toronto',
  from: '2016-05-26',
  to: '2016-05-26',
};

const SCALING: Talk = {
  id: 'scaling',
  title: 'Scaling without tears',
  speakers: [{ name: 'Hany Fahim' }],
  startsAt: '2016-05-26T10:00:00-04:00',
  endsAt: '2016-05-26T10:40:00-04:00',
};
const CULTURE: Talk = {
  id: 'culture',
  title: 'Containers will not fix your culture',
  speakers: [{ name: 'Bridget Kromhout' }],
  startsAt: '2016-05-26T11:00:00-04:00',
  endsAt: '2016-05-26T11:40:00-04:00',
};
export const TALKS = [SCALING, CULTURE];

const note = (talkId: string, minute: number, author: string, text: string): Note =>
  makeNote({ text, author, talkId, at: Date.parse('2016-05-26T10:00:00-04:00') + minute * 60_000 });

/** Two talks of five notes each. */
export function twoTalks(): Note[] {
  return [
    note('scaling', 1, 'Ann', 'When the system fails to scale, first decide whether the increase is valid.'),
    note('scaling', 2, 'Bob', 'They found the reason on Twitter, not in a dashboard.'),
    note('scaling', 3, 'Ann', 'The fix was multi-core HAProxy, and 48 hours without sleep.'),
    note('scaling', 4, 'Cat', '"Measure twice, cut once" is what he ended with.'),
    note('scaling', 5, 'Bob', 'Release It! by Michael Nygard is excellent on production failures.'),
    note('culture', 61, 'Ann', 'Whatever tool you adopt, teams have to talk to each other.'),
    note('culture', 62, 'Cat', 'The technology we pick is often about fashion.'),
    note('culture', 63, 'Bob', 'Q: where do you start?'),
    note('culture', 64, 'Ann', 'A: with one team and one conversation.'),
    note('culture', 65, 'Cat', 'Microservices fail where the teams behind them do not talk.'),
  ];
}

/** Compiles the recap of these notes with a model, which waits for nothing. */
export function compileWith(
  baseUrl: string,
  notes: Note[],
  {
    voice,
    canWait,
    fromCache,
    checkModel,
    ...dependencies
  }: OpenAiDependencies & { voice?: WritingStyle; canWait?: boolean; fromCache?: boolean; checkModel?: string } = {},
  dailyTokens?: number,
): Promise<CompiledRecap> {
  const summarizer = createOpenAiSummarizer(
    { apiKey: 'key', baseUrl, model: 'small', checkModel, dailyTokens },
    { wait: async () => {}, ...dependencies },
  );
  return compileRecap(
    { conference: CONFERENCE, talks: TALKS, notes, deliberate: new Set(notes.map(({ id }) => id)) },
    { summarizer, maxPoints: 5, voice, canWait, fromCache },
  );
}

export function talkOf(recap: Recap, id: string): RecapTalk {
  return recap.days[0]!.talks.find((talk) => talk.id === id)!;
}

export function pointsOf(recap: Recap, id: string): string[] {
  return talkOf(recap, id).points.map(({ text }) => text);
}
