import type { FilledIn } from './dialogs.ts';

/**
 * What a dialog says when it is submitted as it opened: the first values of its inputs. Slack sends them, local Slack
 * only what was touched.
 *
 * Its source is put into the page (adapt-page), so it uses nothing from outside of itself.
 */
export function initialValues(blocks: readonly unknown[]): FilledIn {
  const fields: Record<string, string> = {
    initial_value: 'value',
    initial_date: 'selected_date',
    initial_time: 'selected_time',
    initial_option: 'selected_option',
    initial_options: 'selected_options',
    initial_conversation: 'selected_conversation',
    initial_conversations: 'selected_conversations',
    initial_users: 'selected_users',
  };
  const values: FilledIn = {};
  for (const block of blocks) {
    const { block_id, element } = block as { block_id?: string; element?: Record<string, unknown> };
    if (block_id === undefined || element === undefined) continue;
    const state: { type: string } & Record<string, unknown> = { type: String(element.type) };
    for (const [initial, field] of Object.entries(fields)) {
      if (element[initial] !== undefined) state[field] = element[initial];
    }
    values[block_id] = { [String(element.action_id)]: state };
  }
  return values;
}
