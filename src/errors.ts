import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { createMessages } from '#shared/messages.ts';
import de from './messages/de.json' with { type: 'json' };
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import fr from './messages/fr.json' with { type: 'json' };
import it from './messages/it.json' with { type: 'json' };
import nl from './messages/nl.json' with { type: 'json' };
import pt from './messages/pt.json' with { type: 'json' };
import sv from './messages/sv.json' with { type: 'json' };

/**
 * Error codes for programs. `wrong-usage` means that the command was called incorrectly and exits with code 2; all
 * others exit with code 1.
 */
export type ErrorCode = 'wrong-usage' | 'bad-input' | 'too-large' | 'unreachable' | 'refused' | 'failed';

interface ErrorOptions {
  cause?: unknown;
  /** For `unreachable`: how long to wait before retrying, if the server said so (milliseconds). */
  retryAfterMs?: number | undefined;
}

/**
 * An error whose `message` says in one line of English what is wrong and how to fix it. For people in Slack, throw a
 * {@link LocalizedError}.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  declare readonly retryAfterMs?: number;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}

type NoticeKey = keyof typeof en;
type NoticeValue = string | number | Notice | readonly Notice[];
type NoticeValues = Readonly<Record<string, NoticeValue>>;

/** Something to tell people about what went wrong, or what to check. It is written in the reader's language. */
export interface Notice {
  key: NoticeKey;
  /** Days are milliseconds since the epoch, at midnight UTC; lists of notices are joined. */
  values?: NoticeValues;
}

const texts = createMessages<KnownLanguage, NoticeKey>({ de, en, es, fr, it, nl, pt, sv });

export function writeNotice({ key, values = {} }: Notice, language: KnownLanguage = 'en'): string {
  const write = (value: NoticeValue): string | number => {
    if (typeof value !== 'object') return value;
    return 'key' in value ? writeNotice(value, language) : value.map(write).join('; ');
  };
  return texts(language)(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, write(value)])));
}

/** Returns the days of a conference, to be shown in another notice. */
export function dateRange({ from, to }: { from: string; to: string }): Notice {
  const length = from === to ? 'one' : 'several';
  return { key: 'date-range', values: { length, from: Date.parse(from), to: Date.parse(to) } };
}

/** Reads a notice that was stored as JSON. */
export function parseNotice(stored: string): Notice {
  try {
    const notice = JSON.parse(stored) as Notice;
    if (Object.hasOwn(en, notice.key)) return notice;
  } catch {
    // An earlier version stored the sentence.
  }
  return { key: 'slack-refused', values: { code: stored } };
}

/** An error that is shown to people in their language. Its `message` is in English, for the terminal and the log. */
export class LocalizedError extends AppError {
  readonly notice: Notice;

  constructor(code: ErrorCode, key: NoticeKey, values: NoticeValues = {}, options: ErrorOptions = {}) {
    super(code, writeNotice({ key, values }), options);
    this.notice = { key, values };
  }
}
