import { AsyncLocalStorage } from 'node:async_hooks';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { createMessages, localeOf, type Messages } from '#shared/messages.ts';
import { withTimeout } from '#shared/with-timeout.ts';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import it from './it.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };
import pt from './pt.json' with { type: 'json' };
import sv from './sv.json' with { type: 'json' };

export type ReplyKey = keyof typeof en;

const replyMessages = createMessages<KnownLanguage, ReplyKey>({ de, en, es, fr, it, nl, pt, sv });

/** The person who is answered, while their request is handled. */
const reader = new AsyncLocalStorage<{ language: KnownLanguage }>();

/** A request waits this long for the language of someone new; until it is known, replies are in English. */
const WAIT_MS = 300;

/** Handles a person's request, with replies in their language. */
export async function inLanguageOf<Result>(
  asked: Promise<KnownLanguage | undefined>,
  work: () => Promise<Result>,
): Promise<Result> {
  const state: { language: KnownLanguage } = { language: 'en' };
  const known = asked.then(
    (language) => {
      state.language = language ?? 'en';
    },
    () => undefined,
  );
  await withTimeout(WAIT_MS, known);
  return reader.run(state, work);
}

export function readersLanguage(): KnownLanguage {
  return reader.getStore()?.language ?? 'en';
}

/** Returns a text of the catalog in the language of the person whose request is handled. */
export function t(key: ReplyKey, values?: Parameters<Messages<KnownLanguage, ReplyKey>>[1]): string {
  return replyMessages(readersLanguage())(key, values);
}

/** The same in parts: see {@link Messages.rich}. */
export const tRich: Messages<KnownLanguage, ReplyKey>['rich'] = (key, values) =>
  replyMessages(readersLanguage()).rich(key, values);

/** Joins choices as the reader writes them: `Europe/Berlin or Europe/Paris`. */
export function joinOr(choices: readonly string[]): string {
  return new Intl.ListFormat(localeOf(readersLanguage()), { type: 'disjunction' }).format(choices);
}
