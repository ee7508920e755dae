import type { InputBlock, KnownBlock, PlainTextOption } from '@slack/types';
import { isOverarching, isRewordable, type StatementKind } from '#domain/editing/editorial-decision.ts';
import type { Statement } from '#domain/editing/review-statements.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { contextLine, plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS, TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import { t } from '#slack/messages/reply-messages.ts';
import type { EditablePlace } from '#usecases/editing/edit-form.ts';
import { field, textInput, VALUE } from './inputs.ts';

/** The most statements listed as changed since they were edited. */
const MOST_ASKING = 10;
/** In the order of the form. */
const KINDS: readonly StatementKind[] = [
  ...(['headline', 'theme', 'inShort', 'point', 'quote', 'question'] as const),
  ...(['thought', 'lookup', 'unclear', 'disagreement'] as const),
];

/** Returns the prefix of the names of a place's checkbox fields. */
export function shownFields(place: string): string {
  return `shown:${place}:`;
}

/**
 * Returns the name of the field with one group of checkboxes. Slack keeps the state of a field as long as its name is
 * the same, so each group has its own name.
 */
export function shownField(place: string, group: readonly Pick<Statement, 'key'>[]): string {
  return `${shownFields(place)}${contentHash(group.map(({ key }) => key)).slice(0, 12)}`;
}

export function wordingField(statement: string): string {
  return `wording:${statement}`;
}

/** The most statements that can be reworded in one form, so that it stays within Slack's hundred blocks. */
const MOST_WORDINGS = 55;

/**
 * Builds the fields of a talk, a hallway or a day's headlines: per kind of statement, which are shown, and in which
 * words.
 */
export function statementBlocks({
  key: place,
  isOverview = false,
  statements,
}: Pick<EditablePlace, 'key' | 'isOverview' | 'statements'>): KnownBlock[] {
  // What a headline repeats is edited as a headline, whatever it is in its talk.
  const kindOf = ({ kind }: Statement) => (isOverview && !isOverarching(kind) ? 'headline' : kind);
  let left = MOST_WORDINGS;
  const kinds = KINDS.flatMap((kind): KnownBlock[] => {
    const ofKind = statements.filter((statement) => kindOf(statement) === kind);
    const numbered = ofKind.map((statement, index) => ({ statement, number: index + 1 }));
    const fields = numbered.filter(({ statement }) => isRewordable(statement.kind)).slice(0, left);
    left -= fields.length;
    return [
      ...ticks(place, ofKind, kind, isOverview && kind === 'headline'),
      ...fields.map(({ statement, number }) => ownWords(statement, number)),
    ];
  });
  return [...askingLines(statements), ...kinds];
}

function askingLines(statements: readonly Statement[]): KnownBlock[] {
  return statements
    .filter(({ asks }) => asks !== undefined)
    .slice(0, MOST_ASKING)
    .map(({ asks, text }) =>
      contextLine(
        asks!.wording === undefined
          ? t('changed-hidden', { text: quoted(text) })
          : t('changed-reworded', { text: quoted(text), wording: quoted(asks!.wording) }),
      ),
    );
}

function quoted(text: string): string {
  return t('comment', { words: plainLine(text).slice(0, TEXT_LENGTHS.caption).toWellFormed() });
}

/** Builds the numbered checkboxes of one kind, in groups of at most ten. */
function ticks(place: string, ofKind: readonly Statement[], kind: StatementKind, isRepeated: boolean): InputBlock[] {
  const most = LIMITS.choices.options;
  const starts = [...ofKind.keys()].filter((index) => index % most === 0);
  const label = t(`edit-kind-${kind}`);
  const hint = isRepeated ? t('edit-headline-hint') : isOverarching(kind) ? t('edit-overarching-hint') : undefined;
  return starts.map((from) => {
    const group = ofKind.slice(from, from + most);
    const options = group.map((one, index) => statementOption(one, from + index + 1));
    const initial = options.filter((_, index) => !group[index]!.hidden);
    return field(
      {
        id: shownField(place, group),
        label: from === 0 ? label : t('edit-more', { label }),
        optional: true,
        ...omitUndefined({ hint }),
      },
      {
        ...{ type: 'checkboxes', action_id: VALUE, options },
        ...omitEmpty({ initial_options: initial }),
      },
    );
  });
}

function statementOption({ key, text, wording }: Statement, number: number): PlainTextOption {
  return longOption(`${number}. ${wording ?? text}`, key);
}

/** Builds the field that rewords a statement. */
function ownWords({ key, asks, wording, text }: Statement, number: number): InputBlock {
  return field(
    { id: wordingField(key), label: t('edit-wording', { number }), hint: t('edit-wording-hint'), optional: true },
    textInput(asks?.wording ?? wording ?? text, TEXT_LENGTHS.point, true),
  );
}

/** Builds an option from a long text: the first part as its text, the rest as the description below. */
export function longOption(text: string, value: string): PlainTextOption {
  const line = plainLine(text) || '…';
  const { text: most, description } = LIMITS.option;
  if (line.length <= most) return { text: plain(line, most), value };
  const space = line.lastIndexOf(' ', most);
  const end = space > most / 2 ? space : most;
  const rest = line.slice(end).trim().toWellFormed();
  return {
    text: plain(line.slice(0, end).toWellFormed(), most),
    ...(rest !== '' && { description: plain(rest, description) }),
    value,
  };
}
