import { AppError } from '#errors.ts';

/** A dialog or Home view as the bot sent it. */
export interface LocalView {
  id: string;
  callback_id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: blocks have too many shapes to narrow each in a test
  blocks: any[];
  title?: { text: string };
  submit?: { text: string };
  private_metadata?: string;
}

/** What a person filled in: by `block_id` and `action_id`, an input element's state each. */
export type FilledIn = Record<string, Record<string, { type: string } & Record<string, unknown>>>;

/** What opens over or beside the messages. There is one stack of dialogs for the whole workspace. */
export interface LocalSlackDialogs {
  /** The dialog on top, undefined where none is open. */
  top(): LocalView | undefined;
  /** Errors by `block_id` that the last submission got; empty when it got none. */
  errors(): Record<string, string>;
  home(user: string): LocalView | undefined;
  submit(user: string, values: FilledIn): void;
  /** Closes all of them. */
  dismiss(user: string): void;
  close(): void;
}

interface PageState {
  modalStack: LocalView[];
  homeViews: Record<string, Record<string, LocalView>>;
}

/** Frames of local Slack's page that are of interest; it sends more kinds. */
type Frame =
  | { t: 'init'; state: PageState }
  | { t: 'view'; stack: LocalView[] }
  | { t: 'view_errors'; errors: Record<string, string> }
  | { t: 'home'; user: string; appId: string; view: LocalView };

/** Opens the connection that local Slack's own page uses: dialogs have no other way in. */
export async function openDialogs(url: string): Promise<LocalSlackDialogs> {
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
    top: () => state.modalStack.at(-1),
    errors: () => state.errors,
    home: (user) => Object.values(state.homeViews[user] ?? {})[0],
    submit: (user, values) => {
      state.errors = {};
      send({ t: 'view_submit', user, values });
    },
    dismiss: (user) => send({ t: 'view_close', user }),
    close: () => socket.close(),
  };
}

function apply(frame: Frame, state: PageState & { errors: Record<string, string> }): void {
  if (frame.t === 'init') Object.assign(state, frame.state);
  else if (frame.t === 'view') state.modalStack = frame.stack;
  else if (frame.t === 'view_errors') state.errors = frame.errors;
  else if (frame.t === 'home') state.homeViews[frame.user] = { [frame.appId]: frame.view };
}
