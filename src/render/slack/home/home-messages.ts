import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { createMessages, type Messages } from '#shared/messages.ts';
import de from './messages/de.json' with { type: 'json' };
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import fr from './messages/fr.json' with { type: 'json' };
import it from './messages/it.json' with { type: 'json' };
import nl from './messages/nl.json' with { type: 'json' };
import pt from './messages/pt.json' with { type: 'json' };
import sv from './messages/sv.json' with { type: 'json' };

export type HomeMessages = Messages<KnownLanguage, keyof typeof en>;

export const homeMessages = createMessages<KnownLanguage, keyof typeof en>({ de, en, es, fr, it, nl, pt, sv });
