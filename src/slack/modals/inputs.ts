import type { InputBlock, ModalView, PlainTextOption, RadioButtons, StaticSelect } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';

/** The `action_id` of a field's only element, where nothing listens to it by name. */
export const VALUE = 'value';

/** Slack's own choosing of channels: only those that people can note in. */
const CHANNELS = { include: ['public', 'private'], exclude_bot_users: true } as const;

interface Field {
  /** Its name, by which errors and what was entered are found. */
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
    ...(hint !== undefined && { hint: plain(hint, LIMITS.input.hint) }),
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

export function dateInput(initial: string): Element {
  return { type: 'datepicker', action_id: VALUE, ...(initial !== '' && { initial_date: initial }) };
}

export function timeInput(initial: string): Element {
  return { type: 'timepicker', action_id: VALUE, ...(initial !== '' && { initial_time: initial }) };
}

export function channelsInput(initial: readonly string[], maxSelected: number): Element {
  const known = initial.filter(isChannel);
  return {
    type: 'multi_conversations_select',
    action_id: VALUE,
    filter: { ...CHANNELS, include: [...CHANNELS.include] },
    max_selected_items: maxSelected,
    ...(known.length > 0 && { initial_conversations: known }),
  };
}

export function channelInput(initial: string): Element {
  return {
    type: 'conversations_select',
    action_id: VALUE,
    filter: { ...CHANNELS, include: [...CHANNELS.include] },
    ...(isChannel(initial) && { initial_conversation: initial }),
  };
}

export function peopleInput(initial: readonly string[], maxSelected: number): Element {
  return {
    type: 'multi_users_select',
    action_id: VALUE,
    max_selected_items: maxSelected,
    ...(initial.length > 0 && { initial_users: [...initial] }),
  };
}

type Options = readonly (readonly [string, string])[];

/** `options`: value and label; `initial` is one of the values, else the first is chosen. */
export function radioInput(options: Options, initial: string): RadioButtons {
  return { type: 'radio_buttons', action_id: VALUE, ...showOptions(options, initial) };
}

/** The same in a menu. */
export function selectInput(options: Options, initial: string): StaticSelect {
  return { type: 'static_select', action_id: VALUE, ...showOptions(options, initial) };
}

function showOptions(
  options: Options,
  initial: string,
): { options: PlainTextOption[]; initial_option: PlainTextOption } {
  const shown = options.map(([value, label]) => ({ text: plain(label, LIMITS.option.text), value }));
  return { options: shown, initial_option: shown.find(({ value }) => value === initial) ?? shown[0]! };
}

/** Direct messages are no channels: Slack refuses them as a first choice here. */
function isChannel(id: string): boolean {
  return /^[CG][A-Z0-9]{1,40}$/.test(id);
}

/** A dialog that only says something: where no message can, as in App Home. */
export function buildInfoModal({ blocks }: OutgoingMessage): ModalView {
  return {
    type: 'modal',
    title: plain('Conference Recap', LIMITS.view.title),
    close: plain('Close', LIMITS.view.button),
    blocks: blocks as ModalView['blocks'],
  };
}
