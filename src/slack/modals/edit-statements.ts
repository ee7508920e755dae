import type { InputBlock, KnownBlock, PlainTextOption } from '@slack/types';
import { isOverarching, isRewordable, type StatementKind } from '#domain/editing/editorial-decision.ts';
import type { Statement } from '#domain/editing/review-statements.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { contextLine, plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS, TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { t } from '#slack/messages/reply-messages.ts';
import type { FormValues } from './form-values.ts';
import { field, textInput, VALUE } from './inputs.ts';

/** The most statements listed as changed since they were edited. */
const MOST_ASKING = 10;
/** In the order of the form. */
const KINDS: readonly StatementKind[] = [
  ...(['headline', 'theme', 'inShort', 'gist', 'point', 'quote', 'question'] as const),
  ...(['thought', 'lookup', 'unclear', 'disagreement'] as const),
];

/** Which checkboxes of a form were checked, and all that it offered. */
export interface Ticked {
  entered: FormValues;
  offered: readonly string[];
}

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

export function statementField(place: string): string {
  return `statement:${place}`;
}

export function wordingField(statement: string): string {
  return `wording:${statement}`;
}

/**
 * Builds the fields that choose which statements of a talk or hallway are shown, and in which words. `chosen` is
 * another statement to reword.
 */
export function statementBlocks(
  place: string,
  statements: readonly Statement[],
  chosen: string | undefined,
  own: Ticked | undefined,
): KnownBlock[] {
  return [
    ...askingLines(statements),
    ...ticks(place, statements, own),
    ...rewording(place, statements, chosen, own?.entered),
  ];
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

/** Builds the checkboxes, in groups of one kind and at most ten. */
function ticks(place: string, statements: readonly Statement[], own: Ticked | undefined): InputBlock[] {
  const chosen = own?.entered.choicesUnder(shownFields(place)) ?? [];
  const isTicked = ({ key, hidden }: Statement) =>
    own?.offered.includes(key) === true ? chosen.includes(key) : !hidden;
  const groups = KINDS.flatMap((kind) => {
    const ofKind = statements.filter((statement) => statement.kind === kind);
    const starts = ofKind.keys().filter((index) => index % LIMITS.choices.options === 0);
    return [...starts].map((from) => ({ kind, from, group: ofKind.slice(from, from + LIMITS.choices.options) }));
  });
  return groups.map(({ kind, from, group }) => {
    const initial = group.filter(isTicked).map(statementOption);
    const label = t(`edit-kind-${kind}`);
    return field(
      {
        id: shownField(place, group),
        label: from === 0 ? label : t('edit-more', { label }),
        optional: true,
        ...(isOverarching(kind) && { hint: t('edit-overarching-hint') }),
      },
      {
        ...{ type: 'checkboxes', action_id: VALUE, options: group.map(statementOption) },
        ...(initial.length > 0 && { initial_options: initial }),
      },
    );
  });
}

function rewording(
  place: string,
  statements: readonly Statement[],
  chosen: string | undefined,
  entered: FormValues | undefined,
): InputBlock[] {
  const rewordable = statements.filter(({ kind }) => isRewordable(kind));
  if (rewordable.length === 0) return [];
  const options = rewordable.map(statementOption);
  const initial = options.find(({ value }) => value === chosen);
  const select = field(
    { id: statementField(place), label: t('edit-reword'), optional: true },
    {
      ...{ type: 'static_select', action_id: ACTIONS.editStatement, options },
      placeholder: plain(t('edit-reword-choose'), LIMITS.select.placeholder),
      ...omitUndefined({ initial_option: initial }),
    },
  );
  const isOpen = ({ key }: Statement) => key === chosen || entered?.has(wordingField(key)) === true;
  return [
    { ...select, dispatch_action: true },
    ...rewordable.filter(isOpen).map((statement) => ownWords(statement, entered)),
  ];
}

function statementOption({ key, text, wording }: Statement): PlainTextOption {
  return longOption(wording ?? text, key);
}

/** Builds the field that rewords a statement. What is half written stays while another statement is chosen. */
function ownWords({ key, asks, wording, text }: Statement, entered: FormValues | undefined): InputBlock {
  const id = wordingField(key);
  const written = entered?.has(id) === true ? entered.text(id) : (asks?.wording ?? wording ?? text);
  return field(
    { id, label: t('edit-wording', { text: quoted(text) }), hint: t('edit-wording-hint'), optional: true },
    textInput(written, TEXT_LENGTHS.point, true),
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
