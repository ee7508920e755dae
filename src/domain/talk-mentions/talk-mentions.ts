import type { Talk } from '#domain/conference/talk.ts';
import { tokenize, type Word } from '#domain/language/tokenize.ts';
import type { RichText } from '#domain/notes/note.ts';
import { createSpeakerIndex, findSpeakers, type SpeakerIndex } from './speaker-names.ts';
import { createTitleIndex, findTitles, type TalkName, type TitleIndex } from './title-mentions.ts';

/** What {@link findTalkNames} looks up: built once for a conference. */
export interface TalkNameIndex {
  speakers: SpeakerIndex;
  titles: TitleIndex;
}

export function createTalkNameIndex(talks: Talk[]): TalkNameIndex {
  return { speakers: createSpeakerIndex(talks), titles: createTitleIndex(talks) };
}

/**
 * Where a text names talks of a conference: speakers by full, family or leading given name, titles whole or in
 * good part, `#word` of either. The same words may name several talks (a speaker with two; "open space"); each
 * then weighs less. Accents, case and English endings don't matter. Takes time in proportion to the text.
 */
export function findTalkNames({ text }: Pick<RichText, 'text'>, index: TalkNameIndex): TalkName[] {
  return findNamesInWords(text, tokenize(text), index);
}

/** {@link findTalkNames} where the text's words are known already. */
export function findNamesInWords(text: string, words: Word[], index: TalkNameIndex): TalkName[] {
  return [...findSpeakers(text, words, index.speakers), ...findTitles(text, words, index.titles)];
}
