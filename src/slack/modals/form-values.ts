import { LIMITS } from '#render/slack/blocks/limits.ts';

/** What a person entered into a dialog's fields, by the fields' names; nothing where it is missing or forged. */
export interface FormValues {
  /** Without blanks at its ends. */
  text(id: string): string;
  date(id: string): string;
  time(id: string): string;
  /** The value of a chosen option. */
  choice(id: string): string | undefined;
  /** The values of those that are ticked. */
  choices(id: string): string[];
  /** The same of all fields whose names begin so. */
  choicesUnder(prefix: string): string[];
  /** Is there such a field? */
  has(id: string): boolean;
  channel(id: string): string;
  channels(id: string): string[];
  people(id: string): string[];
}

/** Slack lets nobody choose more. */
const MOST_CHOSEN = 100;

/** Reads a view's `state`: `{ values: { BLOCK: { ACTION: { … } } } }`. */
export function parseFormValues(state: unknown): FormValues {
  const values = (state as { values?: unknown } | null | undefined)?.values;
  const element = (id: string): Record<string, unknown> => {
    const block = isRecord(values) && Object.hasOwn(values, id) ? values[id] : undefined;
    const first = isRecord(block) ? Object.values(block)[0] : undefined;
    return isRecord(first) ? first : {};
  };
  const words = (id: string, key: string) => {
    const value = element(id)[key];
    return typeof value === 'string' ? value.trim() : '';
  };
  const several = (id: string, key: string) => {
    const value = element(id)[key];
    return Array.isArray(value)
      ? value.filter((item): item is string => typeof item === 'string').slice(0, MOST_CHOSEN)
      : [];
  };
  const choices = (id: string) => {
    const options = element(id).selected_options;
    if (!Array.isArray(options)) return [];
    return options
      .slice(0, MOST_CHOSEN)
      .flatMap((option) => (isRecord(option) && typeof option.value === 'string' ? [option.value] : []));
  };
  const fields = isRecord(values) ? Object.keys(values).slice(0, LIMITS.view.blocks) : [];
  return {
    text: (id) => words(id, 'value'),
    date: (id) => words(id, 'selected_date'),
    time: (id) => words(id, 'selected_time'),
    choice(id) {
      const option = element(id).selected_option;
      return isRecord(option) && typeof option.value === 'string' ? option.value : undefined;
    },
    choices,
    choicesUnder: (prefix) => fields.filter((id) => id.startsWith(prefix)).flatMap(choices),
    has: (id) => Object.keys(element(id)).length > 0,
    channel: (id) => words(id, 'selected_conversation'),
    channels: (id) => several(id, 'selected_conversations'),
    people: (id) => several(id, 'selected_users'),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
