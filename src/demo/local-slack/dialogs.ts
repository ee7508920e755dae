import { AppError } from '#errors.ts';

export interface LocalView {
  id: string;
  callback_id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: blocks have too many shapes to narrow each in a test
  blocks: any[];
  title?: { text: string };
  submit?: { text: string };
  private_metadata?: string;
}

export type FilledIn = Record<string, Record<string, { type: string } & Record<string, unknown>>>;

export type LocalSlackDialogs = Awaited<ReturnType<typeof openDialogs>>;

interface PageState {
  modalStack: LocalView[];
  homeViews: Record<string, Record<string, LocalView>>;
}

type Frame =
  | { t: 'init'; state: PageState }
  | { t: 'view'; stack: LocalView[] }
  | { t: 'view_errors'; errors: Record<string, string> }
  | { t: 'home'; user: string; appId: string; view: LocalView };

/** Connects like local Slack's own page: modals have no other API. */
export async function openDialogs(url: string) {
  const state: PageState & { errors: Record<string, string> } = { modalStack: [], homeViews: {}, errors: {} };
  const socket = new WebSocket(url);
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>();
  socket.addEventListener('error', () => reject(new AppError('failed', `No connection to ${url}.`)));
  socket.addEventListener('message', ({ data }) => {
    const frame = JSON.parse(String(data)) as Frame;
    apply(frame, state);
    if (frame.t === 'init') resolve();
  });
  await opened;
  const send = (frame: object): void => socket.send(JSON.stringify(frame));
  return {
    /** The modal on top: there is one stack for the whole workspace. */
    top: (): LocalView | undefined => state.modalStack.at(-1),
    /** Errors of the last submission by `block_id`. */
    errors: (): Record<string, string> => state.errors,
    home: (user: string): LocalView | undefined => Object.values(state.homeViews[user] ?? {})[0],
    submit: (user: string, values: FilledIn): void => {
      state.errors = {};
      send({ t: 'view_submit', user, values });
    },
    /** Closes all modals. */
    dismiss: (user: string): void => send({ t: 'view_close', user }),
    close: () => socket.close(),
  };
}

function apply(frame: Frame, state: PageState & { errors: Record<string, string> }): void {
  if (frame.t === 'init') Object.assign(state, frame.state);
  else if (frame.t === 'view') state.modalStack = frame.stack;
  else if (frame.t === 'view_errors') state.errors = frame.errors;
  else if (frame.t === 'home') state.homeViews[frame.user] = { [frame.appId]: frame.view };
}

/**
 * Returns the initial values of a modal's inputs. Slack submits them, local Slack only what was touched.
 *
 * Its source is inserted into the page (adapt-page), so it can't use anything outside of itself.
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

interface PresetBlock {
  type?: string;
  block_id?: string;
  element?: {
    type?: string;
    action_id?: string;
    options?: { value?: string }[];
    initial_option?: { value?: string };
    initial_options?: { value?: string }[];
  };
}

/**
 * Fills in the initial values of the page's modal like a person: local Slack shows it empty. Returns whether all inputs
 * were found.
 *
 * Its source is inserted into the page (adapt-page), so it can't use anything outside of itself; `page` is the
 * browser's document.
 */
export function presetInputs(
  blocks: readonly PresetBlock[],
  // biome-ignore lint/suspicious/noExplicitAny: the browser's own types are not those of this program
  page: any,
): boolean {
  const selects = [...page.querySelectorAll('.modal .bk-select')];
  for (const { type, block_id, element } of blocks) {
    if (type !== 'input' || element === undefined) continue;
    const proposed = (element.initial_options ?? [element.initial_option]).map((option) => option?.value);
    if (element.type === 'static_select') {
      const select = selects.shift();
      if (select === undefined) return false;
      if (proposed[0] === undefined) continue;
      const view = page.defaultView;
      // React ignores values that are set without its own setter.
      Object.getOwnPropertyDescriptor(view.HTMLSelectElement.prototype, 'value')!.set!.call(select, proposed[0]);
      select.dispatchEvent(new view.Event('change', { bubbles: true }));
    }
    if (element.type !== 'checkboxes' && element.type !== 'radio_buttons') continue;
    const name = `${block_id}.${element.action_id}`;
    const boxes = [...page.querySelectorAll('.modal input')].filter((box) => box.name === name);
    if (boxes.length < (element.options?.length ?? 0)) return false;
    for (const [index, { value }] of (element.options ?? []).entries()) {
      if (proposed.includes(value) && !boxes[index].checked) boxes[index].click();
    }
  }
  return true;
}
