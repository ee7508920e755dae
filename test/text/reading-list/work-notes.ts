import type { Note } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { findWorks } from '#text/reading-list/find-works.ts';
import { parseSlackText } from '#text/slack-markup/parse-slack-text.ts';

const NAMES = { user: () => undefined, channel: () => undefined };

/** Messages of one conversation, a minute apart, each by `author: text` or else by `a`. */
export function notesOf(...messages: string[]): Note[] {
  return messages.map((message, index) => {
    const [, author = 'a', text = message] = /^(\w+)@ (.*)$/s.exec(message) ?? [];
    const ts = `${index + 1}.000000`;
    return {
      id: `C1:${ts}`,
      channel: 'C1',
      ts,
      at: (index + 1) * 60_000,
      authorId: author,
      author,
      photos: [],
      reactions: [],
      ...parseSlackText(text, NAMES),
    };
  });
}

/** What is found in messages of one conversation, without a schedule. */
export function worksIn(...messages: string[]): WorkMention[] {
  return findWorks(notesOf(...messages), []);
}

/** `kind: title (authors)` for each work found. */
export function shown(works: readonly WorkMention[]): string[] {
  return works.map(({ kind, title, authors }) =>
    authors.length === 0 ? `${kind}: ${title}` : `${kind}: ${title} (${authors.join(', ')})`,
  );
}
