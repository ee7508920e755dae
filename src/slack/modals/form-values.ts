import { LIMITS } from '#render/slack/blocks/limits.ts';
import { isObject, type JsonObject } from '#shared/json-guards.ts';

/** What is wrong, by the name of the field next to which it is shown. */
export type FieldErrors = Record<string, string>;

/** What was entered into a modal's fields, by their names; empty if it is missing or forged. */
export interface FormValues {
  /** What was written or chosen: a text, date, time, channel or the value of an option. Trimmed. */
  text(id: string): string;
  /** The value of a chosen option. */
  choice(id: string): string | undefined;
  /** The same, if it is one of these. */
  choiceOf<Value extends string>(id: string, labels: Readonly<Record<Value, string>>): Value | undefined;
  /** Everything that was chosen: channels, people, the values of options or the ids of files. */
  list(id: string): string[];
  /** The same of all fields whose names start with a prefix. */
  choicesUnder(prefix: string): string[];
  /** Whether there is such a field. */
  has(id: string): boolean;
}

/** Nobody can choose more in Slack. */
const MOST_CHOSEN = 100;

/** Parses a view's `state`: `{ values: { BLOCK: { ACTION: { … } } } }`. */
export function parseFormValues(state: unknown): FormValues {
  const values = objectOf(objectOf(state).values);
  const element = (id: string) =>
    Object.hasOwn(values, id) ? objectOf(Object.values(objectOf(values[id]))[0]) : objectOf(undefined);
  const text = (id: string) => {
    const { value, selected_date, selected_time, selected_conversation, selected_option } = element(id);
    const given = [value, selected_date, selected_time, selected_conversation, objectOf(selected_option).value];
    return given.find((one) => typeof one === 'string')?.trim() ?? '';
  };
  const choice = (id: string) => text(id) || undefined;
  const list = (id: string) => {
    const { selected_conversations, selected_users, selected_options, files } = element(id);
    const given = [selected_conversations, selected_users, selected_options, files].filter(Array.isArray).flat();
    return given
      .slice(0, MOST_CHOSEN)
      .map((one: unknown) => (isObject(one) ? (one.value ?? one.id) : one))
      .filter((one) => typeof one === 'string');
  };
  const fields = Object.keys(values).slice(0, LIMITS.view.blocks);
  return {
    text,
    choice,
    choiceOf: (id, labels) => (Object.keys(labels) as (keyof typeof labels)[]).find((value) => value === choice(id)),
    list,
    choicesUnder: (prefix) => fields.filter((id) => id.startsWith(prefix)).flatMap(list),
    has: (id) => Object.keys(element(id)).length > 0,
  };
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
