import { NAMED } from '#domain/language/person-names.ts';
import { smallTalkClasses, smallTalkClassesOf } from '#domain/language/small-talk.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { foldedWords } from '#domain/language/tokenize.ts';

/** Words that ask the bot to save messages. Next to a mention of the bot, they have no content of their own. */
const CALLING = new Set(
  foldedWords(
    `please pls plz kindly take takes taking save saving add adding note notes noting noted record capture keep grab include
     store put get collect remember log recap digest summary summarize summarise list thread threads message messages post
     posts conversation discussion comment comments reply replies all everything whole entire one ones here down up too also
     thing things stuff above below want wants need needs let lets make bot help
     bitte kannst könnt könntest du das dies diese dieses mal alles nimm nehmen mitnehmen aufnehmen speichern speichere speicher merken merke notiere notieren notiz notizen festhalten
     sichern hinzufügen hinzu füge faden beitrag nachricht nachrichten zusammenfassung
     ca ça s'il ceci tout tous peux pouvez tu prends prendre ajoute ajouter noter garde garder enregistre enregistrer sauvegarde plait plaît svp fil résumé
     esto eso todo puedes por isso isto pode per questo puoi dit dat dette det kan guarda guardar anota anotar añade añadir agrega agregar toma favor hilo mensaje mensajes resumen
     salva salvar adiciona mensagem mensagens resumo salvare aggiungi prendi segna favore messaggio messaggi riassunto
     bewaar bewaren opslaan voeg toe neem alsjeblieft alstublieft aub bericht berichten spara lägg anteckna snälla`,
  ),
);

const POLITE = smallTalkClasses('greeting', 'thanks');

/** Returns whether a text only asks the bot to save messages ("please take this"), in any wording. */
export function isOnlyCall(text: string): boolean {
  if (/https?:\/\//i.test(text)) return false;
  const words = foldedWords(text.replace(/:[a-z0-9_+-]+:/gi, ' '));
  return words.every((word) => CALLING.has(word) || isFunctionWord(word) || (smallTalkClassesOf(word) & POLITE) !== 0);
}

/** A message as Slack writes it. */
interface Message {
  source: string;
  photos: readonly unknown[];
}

const MENTION = String.raw`<@[A-Z0-9]+(?:\|[^>]*)?>`;
const MENTIONS = new RegExp(MENTION, 'g');

/** Returns whether a message only calls the bot, such as "@recap" or "@recap please take this". */
export function isOnlyMention({ source, photos }: Message): boolean {
  return photos.length === 0 && source.search(MENTIONS) >= 0 && isOnlyCall(source.replace(MENTIONS, ' '));
}

/** "@recap add Priya: …": "add" is for the bot. Elsewhere it may be what the note says. */
const ADD_NAMED = String.raw`[,:]?\s*(?:/?[Rr]ecap\s+)?[Aa]dd:?\s+(?=(?:${NAMED}|\p{Lo}+)(?::\s|：))`;
const ASKS_TO_ADD = new RegExp(String.raw`^\s*${MENTION}${ADD_NAMED}`, 'u');

/** Returns whether a text asks the bot, which it mentions at its start, to add what follows. */
export function asksToAdd(text: string): boolean {
  return ASKS_TO_ADD.test(text);
}

/**
 * Returns a message without the mention of the bot and "add" next to it, which are no part of the note. One that only
 * calls it stays.
 */
export function withoutBotMention<Said extends Message>(message: Said, botUserId: string | undefined): Said {
  if (botUserId === undefined || isOnlyMention(message)) return message;
  const mention = String.raw`(?<!\s)\s*<@${botUserId}(?:\|[^>]*)?>`;
  const source = message.source
    .replace(new RegExp(`^${mention}${ADD_NAMED}`, 'u'), '')
    .replace(new RegExp(`${mention}[,:]?`, 'gu'), '')
    .trim();
  return { ...message, source };
}
