import { AsyncLocalStorage } from 'node:async_hooks';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { createMessages, type Messages } from '#shared/messages.ts';
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

interface Reader {
  language: KnownLanguage;
  known: Promise<unknown>;
}

/** The person who is answered, while their request is handled. */
const reader = new AsyncLocalStorage<Reader>();

/** A reply waits this long for the language of someone new; then it is in English. */
const WAIT_MS = 400;

/** Handles a person's request; replies are in their language as soon as it is known, before that in English. */
export function inLanguageOf<Result>(asked: Promise<KnownLanguage | undefined>, work: () => Result): Result {
  const state: Reader = { language: 'en', known: Promise.resolve() };
  state.known = asked.then(
    (language) => {
      state.language = language ?? 'en';
    },
    () => undefined,
  );
  return reader.run(state, work);
}

/** Waits a moment for the language of the person whose request is handled. */
export async function languageKnown(): Promise<void> {
  const state = reader.getStore();
  if (state !== undefined) await withTimeout(WAIT_MS, state.known);
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
