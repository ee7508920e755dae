import type { InputBlock, ModalView } from '@slack/types';
import type { ConferenceId } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import { photoKey } from '#domain/editing/editorial-decision.ts';
import { recapMessages } from '#render/messages/recap-messages.ts';
import { ACTIONS, decodeNoteKey, encodeNoteKey, HALLWAY, VIEWS } from '#render/slack/blocks/action-ids.ts';
import { contextLine, plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS, TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { isObject, objectsOf, textOf } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { parseDate } from '#slack/commands/dates-and-zones.ts';
import { readersLanguage, t } from '#slack/messages/reply-messages.ts';
import { dayName, scopeValues } from '#slack/replies/message-builders.ts';
import type { EditablePlace, EditForm } from '#usecases/editing/edit-form.ts';
import type { Edits } from '#usecases/editing/edit-recap.ts';
import { buildModal } from './build-modal.ts';
import { longOption, shownFields, statementBlocks, wordingField } from './edit-statements.ts';
import { type FieldErrors, parseFormValues } from './form-values.ts';
import { field, menu, talkInput, textInput, VALUE } from './inputs.ts';

/**
 * Builds the form that edits a digest or recap: the introduction and closing words, and one talk, hallway or day's
 * headlines, `chosen` or the first. What is entered is saved when another one is chosen.
 */
export function buildEditModal(form: EditForm, metadata: Pick<EditMetadata, 'channel'>, chosen?: string): ModalView {
  const { conference, day, places } = form;
  const asking = places.find(({ statements }) => statements.some(({ asks }) => asks !== undefined));
  const place = places.find(({ key }) => key === chosen) ?? asking ?? places[0];
  const statements = once(place?.statements ?? [], ({ key }) => key).slice(0, MOST_STATEMENTS);
  return buildModal({
    id: VIEWS.edit,
    title: t('edit-title', scopeValues(day)),
    submit: t('form-save'),
    metadata: serializeEditMetadata({
      ...omitUndefined({ channel: metadata.channel }),
      ...{ conferenceId: conference.id, day, offered: statements.map(({ key }) => key) },
      ...omitUndefined({ place: place?.key }),
    }),
    blocks: [
      words('introduction', { label: t('edit-introduction'), hint: t('edit-introduction-hint') }, form),
      words('closing', { label: t('edit-closing'), hint: t('edit-closing-hint') }, form),
      ...(place === undefined
        ? [contextLine(t('edit-nothing'))]
        : [
            choosePlace(form, place),
            ...statementBlocks({ ...place, statements }),
            ...leadBlock(place),
            ...moveBlocks(place),
          ]),
    ],
  });
}

/** Removes duplicates: Slack doesn't accept two options with the same value. */
function once<Item>(items: readonly Item[], nameOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [nameOf(item), item])).values()];
}

function words(id: 'introduction' | 'closing', labels: { label: string; hint: string }, form: EditForm): InputBlock {
  return field({ id, ...labels, optional: true }, textInput(form[id], TEXT_LENGTHS[id], true));
}

function choosePlace({ day, places }: EditForm, place: EditablePlace): InputBlock {
  const shown = places.slice(0, LIMITS.select.options);
  if (!shown.includes(place)) shown[shown.length - 1] = place;
  const options = shown.map((one) => ({
    text: plain(placeLabel(one, day === 'all'), LIMITS.option.text),
    value: one.key,
  }));
  const select = field(
    { id: 'place', label: t('edit-place'), hint: t('edit-place-hint') },
    menu(options, place.key, ACTIONS.editPlace),
  );
  return { ...select, dispatch_action: true };
}

/** `10:15 Sources of burnout`, with its day if there are several, and marked if a statement needs another look. */
function placeLabel({ date, talk, isOverview, statements }: EditablePlace, withDay: boolean): string {
  const recapText = recapMessages(readersLanguage());
  const name =
    isOverview === true
      ? recapText('highlights')
      : talk === undefined
        ? recapText('hallway')
        : `${talk.startsAt.slice(11, 16)} ${plainLine(talk.title) || recapText('untitled-session')}`;
  const place = withDay ? `${dayName(date)} ${name}` : name;
  return statements.some(({ asks }) => asks !== undefined) ? t('edit-place-changed', { place }) : place;
}

/** Builds the menu of main photos; none if there are fewer than two to choose from. */
function leadBlock({ key, photos }: EditablePlace): InputBlock[] {
  if (photos.length < 2) return [];
  const options = once(photos, photoKey)
    .slice(0, LIMITS.select.options)
    .map((photo, index) =>
      longOption(`${index + 1}. ${photo.caption ?? recapMessages(readersLanguage())('search-photo')}`, photoKey(photo)),
    );
  return [field({ id: `lead:${key}`, label: t('edit-photo') }, menu(options))];
}

/** Builds the fields that move notes to another talk. */
function moveBlocks({ key, notes }: EditablePlace): InputBlock[] {
  const options = once(notes, ({ id }) => id)
    .filter((note) => decodeNoteKey(encodeNoteKey(note)) !== undefined)
    .slice(0, LIMITS.select.options)
    .map((note) => ({
      text: plain(plainLine(`${note.author}: ${note.text}`), LIMITS.option.text),
      value: encodeNoteKey(note),
    }));
  if (options.length === 0) return [];
  return [
    field(
      { id: `moved:${key}`, label: t('edit-move'), optional: true },
      {
        type: 'multi_static_select',
        action_id: VALUE,
        options,
        placeholder: plain(t('edit-move-choose'), LIMITS.select.placeholder),
      },
    ),
    field({ id: `moved-to:${key}`, label: t('edit-move-to'), optional: true }, talkInput()),
  ];
}

/** The most statements in one form: their keys have to fit into its private metadata. */
export const MOST_STATEMENTS = 90;

/** The private metadata of the form that edits a recap. It is parsed as untrusted input. */
export interface EditMetadata {
  channel?: string;
  conferenceId: ConferenceId;
  /** A day, or `all`. */
  day: string;
  /** The talk or hallway that is shown, and its statements. */
  place?: string;
  offered: string[];
}

function serializeEditMetadata({ offered, ...rest }: EditMetadata): string {
  return JSON.stringify({ ...rest, offered: offered.join(' ') });
}

/** Returns undefined for anything that {@link serializeEditMetadata} didn't write. */
export function parseEditMetadata(written: unknown): EditMetadata | undefined {
  try {
    const read: unknown = JSON.parse(String(written));
    if (!isObject(read)) return undefined;
    const { channel, conferenceId, day, place, offered } = read;
    if (typeof conferenceId !== 'string' || typeof day !== 'string') return undefined;
    const scope = day === 'all' ? day : parseDate(day);
    if (scope === undefined) return undefined;
    return {
      conferenceId,
      day: scope,
      ...(typeof channel === 'string' && { channel }),
      ...(typeof place === 'string' && { place }),
      offered: typeof offered === 'string' ? offered.split(' ').slice(0, MOST_STATEMENTS) : [],
    };
  } catch {
    return undefined;
  }
}

/** Notes to move to a talk, or to the hallway (null). */
export interface MovedNotes {
  notes: { channel: string; ts: string }[];
  talkId: TalkId | null;
}

/** Returns what was entered into the form that edits a recap, or what is wrong with it. */
export function parseEditModal(
  state: unknown,
  { place, offered }: Pick<EditMetadata, 'place' | 'offered'>,
  blocks?: unknown,
): { edits: Edits; moved?: MovedNotes } | { errors: FieldErrors } {
  const entered = parseFormValues(state);
  const errors: FieldErrors = {};
  const words = (id: string, most: number) => {
    const text = entered.text(id);
    if (text.length > most) errors[id] = t('form-too-long', { most });
    return text;
  };
  const changed = (id: 'introduction' | 'closing') => {
    const text = words(id, TEXT_LENGTHS[id]);
    return text === shownText(blocks, id) ? undefined : text;
  };
  const ours = omitUndefined({ introduction: changed('introduction'), closing: changed('closing') });
  const reworded = Object.fromEntries(
    offered
      .filter((statement) => entered.has(wordingField(statement)))
      .map((statement) => [statement, words(wordingField(statement), TEXT_LENGTHS.point)]),
  );
  const notes = entered.list(`moved:${place}`).flatMap((value) => decodeNoteKey(value) ?? []);
  const talk = entered.choice(`moved-to:${place}`);
  if (notes.length > 0 && talk === undefined) errors[`moved-to:${place}`] = t('edit-move-where');
  if (Object.keys(errors).length > 0) return { errors };
  if (place === undefined) return { edits: ours };
  const lead = entered.choice(`lead:${place}`);
  return {
    edits: {
      ...ours,
      section: {
        place,
        offered,
        shown: entered.choicesUnder(shownFields(place)),
        reworded,
        ...omitUndefined({ lead }),
      },
    },
    ...(notes.length > 0 && talk !== undefined && { moved: { notes, talkId: talk === HALLWAY ? null : talk } }),
  };
}

/** Returns what a text field of a submitted form showed when it was opened; undefined if the form doesn't say. */
function shownText(blocks: unknown, id: string): string | undefined {
  const block = objectsOf(blocks).find(({ block_id }) => block_id === id);
  return isObject(block?.element) ? textOf(block.element, 'initial_value').trim() : undefined;
}
