import type { ExternalSelect, InputBlock, PlainTextOption, RadioButtons, StaticSelect } from '@slack/types';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import { t } from '#slack/messages/reply-messages.ts';

/** The `action_id` of an element that no listener is registered for. */
export const VALUE = 'value';

/** Only channels in which people can take notes. */
const CHANNELS = { include: ['public', 'private'] as ('public' | 'private')[], exclude_bot_users: true };

interface Field {
  /** The field's name, by which errors and values are found. */
  id: string;
  label: string;
  hint?: string;
  optional?: boolean;
}

type Element = InputBlock['element'];

export function field({ id, label, hint, optional }: Field, element: Element): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label, LIMITS.input.label),
    element,
    ...omitUndefined({ hint: hint === undefined ? undefined : plain(hint, LIMITS.input.hint) }),
    ...(optional && { optional }),
  };
}

export function textInput(initial: string | undefined, maxLength: number, multiline = false): Element {
  const known = initial?.slice(0, maxLength).toWellFormed();
  return {
    type: 'plain_text_input',
    action_id: VALUE,
    max_length: Math.min(maxLength, LIMITS.textInput.text),
    ...(multiline && { multiline }),
    ...(known && { initial_value: known }),
  };
}

/** One file from the person's computer, or of those in Slack. */
export function fileInput(): Element {
  return { type: 'file_input', action_id: VALUE, max_files: 1 };
}

export function dateInput(initial: string): Element {
  return { type: 'datepicker', action_id: VALUE, ...omitEmpty({ initial_date: initial }) };
}

export function timeInput(initial: string): Element {
  return { type: 'timepicker', action_id: VALUE, ...omitEmpty({ initial_time: initial }) };
}

export function channelsInput(initial: readonly string[], maxSelected: number): Element {
  const known = initial.filter(isChannel);
  return {
    type: 'multi_conversations_select',
    action_id: VALUE,
    filter: CHANNELS,
    max_selected_items: maxSelected,
    ...omitEmpty({ initial_conversations: known }),
  };
}

export function channelInput(initial: string): Element {
  const known = isChannel(initial) ? initial : undefined;
  return {
    ...{ type: 'conversations_select', action_id: VALUE, filter: CHANNELS },
    ...omitUndefined({ initial_conversation: known }),
  };
}

/** Slack refuses direct messages as a proposed channel. */
function isChannel(id: string): boolean {
  return /^[CG][A-Z0-9]{1,40}$/.test(id);
}

export function peopleInput(initial: readonly string[], maxSelected: number): Element {
  return {
    type: 'multi_users_select',
    action_id: VALUE,
    max_selected_items: maxSelected,
    ...(initial.length > 0 && { initial_users: [...initial] }),
  };
}

/** A menu that Slack fills from `chooseTalk` while someone types. */
export function talkInput(initial?: PlainTextOption): ExternalSelect {
  return {
    type: 'external_select',
    action_id: ACTIONS.findTalk,
    min_query_length: 0,
    placeholder: plain(t('form-search-talk'), LIMITS.select.placeholder),
    ...omitUndefined({ initial_option: initial }),
  };
}

/** The labels of options by their values. */
type Labels = Readonly<Record<string, string>>;

export function radioInput(labels: Labels, initial: string): RadioButtons {
  const options = optionsOf(labels);
  return { type: 'radio_buttons', action_id: VALUE, options, initial_option: chosenOf(options, initial) };
}

export function optionsOf(labels: Labels): PlainTextOption[] {
  return Object.entries(labels).map(([value, label]) => ({ text: plain(label, LIMITS.option.text), value }));
}

/** A menu in which the first option is chosen unless `initial` is the value of another. */
export function menu(options: PlainTextOption[], initial?: string, actionId: string = VALUE): StaticSelect {
  return { type: 'static_select', action_id: actionId, options, initial_option: chosenOf(options, initial) };
}

function chosenOf(options: PlainTextOption[], initial: string | undefined): PlainTextOption {
  return options.find(({ value }) => value === initial) ?? options[0]!;
}
