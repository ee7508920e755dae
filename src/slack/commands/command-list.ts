import { t } from '#slack/messages/reply-messages.ts';
import { LIST_COMMAND, mentionIntent } from '#text/requests/question-intent.ts';
import { isQuestion } from '#text/sentences/question-words.ts';
import { type Command, type Days, didYouMean, type HelpLine, type HelpPhase, UsageError } from './command.ts';
import { createHelpCommand, deleteCommand, end, listen, settings, start } from './conference.ts';
import { add, ask } from './notes.ts';
import { forget, opt } from './privacy.ts';
import { exportRecap, preview, publish } from './publishing.ts';
import { parseOtherReadingList, READING_LIST_COMMANDS } from './reading-list.ts';
import { schedule, talk, talks } from './talks.ts';
import { cleanTyped, nearestWord, quoteTyped, splitFirstWord } from './typed-text.ts';

/** The first one runs if nothing is typed. */
const RECAP_COMMANDS: readonly Command[] = [
  ...[createHelpCommand(helpLines), start, schedule, add, listen, talk, talks, preview, publish],
  ...[ask, exportRecap, settings, end, deleteCommand, forget, opt],
];

const COMMANDS = { '/recap': RECAP_COMMANDS, '/readinglist': READING_LIST_COMMANDS };

export type SlashCommand = keyof typeof COMMANDS;
export const SLASH_COMMANDS = Object.keys(COMMANDS) as SlashCommand[];

/** Returns the lines of the help in Slack for a phase, in the order in which it shows them. */
export function helpLines(phase: HelpPhase, isOrganizer = false): HelpLine[] {
  const lines = Object.values(COMMANDS).flatMap((commands) => commands.flatMap(({ help = [] }) => help));
  const sections = [undefined, ...(isOrganizer ? ['organizers'] : []), 'yourself'];
  return sections.flatMap((wanted) =>
    lines.filter(({ section, phases }) => section === wanted && (phases?.includes(phase) ?? phase !== 'none')),
  );
}

/** Returns the usage hint of the manifest, which Slack shows while someone types. */
export function usageHint(slash: SlashCommand): string {
  return COMMANDS[slash].flatMap(({ hint }) => hint ?? []).join(' | ');
}

/** Returns the table of docs/commands.md. */
export function commandTable(slash: SlashCommand): string {
  const rows = COMMANDS[slash]
    .filter(({ usage }) => usage.length > 0)
    .map(({ usage, summary }) => `| ${usage.map((typed) => `\`${typed}\``).join('<br>')} | ${summary} |`);
  return ['| command | what it does |', '| --- | --- |', ...rows].join('\n');
}

/** A command that was typed, and its arguments. */
export interface ParsedCommand {
  command: Command;
  request: unknown;
}

/** Returns whether a command's text may name a day by what day is today. */
export function readsDates(slash: SlashCommand, text: string): boolean {
  const found = findCommand(slash, cleanTyped(text));
  if (found instanceof UsageError || found.command.readsDates !== true) return false;
  return found.rest !== '' && !/^(?:all|\d{4}-\d\d-\d\d)$/iu.test(found.rest);
}

/** Parses what was typed after `/recap` or `/readinglist`. Never throws. */
export function parseCommand(slash: SlashCommand, text: string, days: Days): ParsedCommand | UsageError {
  const found = findCommand(slash, cleanTyped(text));
  if (found instanceof UsageError) return found;
  const request = found.command.parse(found.rest, days);
  return request instanceof UsageError ? request : { command: found.command, request };
}

function findCommand(slash: SlashCommand, typed: string): { command: Command; rest: string } | UsageError {
  const commands = COMMANDS[slash];
  const { word, rest } = splitFirstWord(typed);
  if (word === '') return { command: commands[0]!, rest };
  // "add:" is how some begin a note.
  const name = word.toLowerCase().replace(slash === '/recap' ? /:$/u : /$/u, '');
  for (const command of commands) {
    if (command.name === name) return { command, rest };
    const { aliases = {} } = command;
    if (Object.hasOwn(aliases, name)) return { command, rest: `${aliases[name]} ${rest}`.trim() };
  }
  return slash === '/recap' ? guessRecapCommand(word, rest, typed) : parseOtherReadingList(word, rest);
}

/** Words that people try, each with the command that does what they want. */
const OBVIOUS: Readonly<Record<string, string>> = {
  ...{ today: 'talks today', now: 'talks today', next: 'talks today', heute: 'talks today', jetzt: 'talks today' },
  ...{ "aujourd'hui": 'talks today', maintenant: 'talks today', hoy: 'talks today', ahora: 'talks today' },
  ...{ oggi: 'talks today', adesso: 'talks today', vandaag: 'talks today', nu: 'talks today', hoje: 'talks today' },
  ...{ agora: 'talks today', idag: 'talks today', tomorrow: 'talks tomorrow', program: 'talks', agenda: 'talks' },
  ...{ stop: 'opt out', unsubscribe: 'opt out', stopp: 'opt out', arrêter: 'opt out', parar: 'opt out' },
};
const BOOKS = new Set([
  'books',
  'book',
  'readinglist',
  'reading-list',
  'bücher',
  'livres',
  'libros',
  'libri',
  'boeken',
  'livros',
  'böcker',
]);
const UNDO = new Set([
  'undo',
  'rückgängig',
  'annuler',
  'annule',
  'deshacer',
  'annulla',
  'ongedaan',
  'desfazer',
  'ångra',
]);

/** A misspelled command, a word that leads to one, a question, or a note without `add`. */
function guessRecapCommand(word: string, rest: string, typed: string): UsageError {
  const said = word.toLowerCase().replace(/[?!.:]+$/u, '');
  const obvious = Object.hasOwn(OBVIOUS, said)
    ? `/recap ${OBVIOUS[said]}`
    : BOOKS.has(said)
      ? '/readinglist'
      : undefined;
  if (rest === '' && obvious !== undefined) return didYouMean('', obvious);
  if (rest === '' && UNDO.has(said)) return new UsageError(t('usage-undo'));
  const listed = LIST_COMMAND.exec(typed)?.[0];
  if (listed !== undefined) {
    const ofList = typed.slice(listed.length);
    return didYouMean('', `/readinglist ${quoteTyped(ofList)}`, `/readinglist ${ofList}`);
  }
  if (rest !== '' && (isQuestion(typed) || mentionIntent(typed) !== 'note')) {
    return new UsageError(t('note-or-question'), `/recap ask ${quoteTyped(typed)}`, [
      { typed: `/recap ask ${typed}`, label: t('answer-as-question') },
      { typed: `/recap add ${typed}`, label: t('save-note') },
    ]);
  }
  const names = RECAP_COMMANDS.map(({ name }) => name);
  const command = RECAP_COMMANDS[names.indexOf(nearestWord(word, names) ?? '')];
  if (command !== undefined) {
    const withRest = (typedRest: string) => `/recap ${command.correction ?? `${command.name} ${typedRest}`}`.trim();
    return didYouMean('', withRest(quoteTyped(rest)), withRest(rest));
  }
  if (rest === '') {
    const show = { typed: '/recap help', label: t('suggest-commands') };
    return new UsageError(t('usage-command', { text: quoteTyped(word) }), '', [show]);
  }
  const save = { typed: `/recap add ${typed}`, label: t('save-note') };
  return new UsageError('', `/recap add ${quoteTyped(typed)}`, [save], 'type-to-save');
}
