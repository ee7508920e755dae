import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { createMessages, type Messages } from '#shared/messages.ts';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import it from './it.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };
import pt from './pt.json' with { type: 'json' };
import sv from './sv.json' with { type: 'json' };

/** The bot's own words in a recap: headings, labels and counts. */
export type RecapMessages = Messages<KnownLanguage, RecapKey>;
export type RecapKey = keyof typeof en;

export const recapTexts = { de, en, es, fr, it, nl, pt, sv };
export const recapMessages = createMessages<KnownLanguage, RecapKey>(recapTexts);
