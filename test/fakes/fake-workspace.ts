import { mayNameChannel, WORKSPACE } from '#domain/notes/audience.ts';
import type { MessageKey } from '#domain/notes/captured-note.ts';
import { LocalizedError } from '#errors.ts';
import type { SlackChannel, SlackMessage, SlackPerson, Workspace } from '#usecases/ports/slack.ts';

/** `content` as text, whatever it is; `bytes` where it isn't sent as text. */
type SentFile = Omit<Parameters<Workspace['sendFile']>[2], 'content'> & {
  content: string;
  bytes?: Uint8Array;
  teamId: string;
  userId: string;
};

/** A workspace in memory: what tests put in, it answers. */
export interface FakeWorkspace extends Workspace {
  /** Nobody answers: all but `namesFor` throw. */
  isDown: boolean;
  readonly files: SentFile[];
  /** Workspaces, and people of one, of whom nothing is to be remembered. */
  readonly forgotten: string[];
  /** What people uploaded, by `TEAM FILE`. */
  readonly contents: Map<string, Uint8Array>;
  /** Of team `T1` where it says no other. */
  addPerson(person: Partial<SlackPerson> & Pick<SlackPerson, 'id'>, teamId?: string): void;
  /** Public, the bot a member. */
  addChannel(channel: Partial<SlackChannel> & Pick<SlackChannel, 'id'>, teamId?: string): void;
  /** Has a channel's members be these alone; where nothing is said all people of the workspace are in all channels. */
  setMembers(channel: string, userIds: string[], teamId?: string): void;
  removePerson(id: string, teamId?: string): void;
  removeChannel(id: string, teamId?: string): void;
  /** A person writes, or edits what is there; answers the message as events give it. */
  say(message: Partial<SlackMessage> & Pick<SlackMessage, 'channel' | 'ts' | 'authorId' | 'source'>): SlackMessage;
  unsay(key: MessageKey): void;
}

export function createFakeWorkspace(): FakeWorkspace {
  const people = new Map<string, SlackPerson>();
  const channels = new Map<string, SlackChannel>();
  const members = new Map<string, string[]>();
  const messages = new Map<string, SlackMessage>();
  const keyOf = ({ teamId, channel, ts }: MessageKey) => `${teamId} ${channel} ${ts}`;
  const requireUp = () => {
    if (workspace.isDown) throw new LocalizedError('unreachable', 'slack-silent');
  };

  const workspace: FakeWorkspace = {
    isDown: false,
    files: [],
    forgotten: [],
    contents: new Map(),
    addPerson(person, teamId = 'T1') {
      const defaults = { name: person.id, isBot: false, isAdmin: false, isGuest: false };
      people.set(`${teamId} ${person.id}`, { ...defaults, ...person });
    },
    addChannel(channel, teamId = 'T1') {
      const defaults = { name: channel.id.toLowerCase(), isPrivate: false, isShared: false, isMember: true };
      channels.set(`${teamId} ${channel.id}`, { ...defaults, ...channel });
    },
    setMembers(channel, userIds, teamId = 'T1') {
      members.set(`${teamId} ${channel}`, userIds);
    },
    removePerson(id, teamId = 'T1') {
      people.delete(`${teamId} ${id}`);
    },
    removeChannel(id, teamId = 'T1') {
      channels.delete(`${teamId} ${id}`);
    },
    say(message) {
      const said = { teamId: 'T1', photos: [], ...message };
      messages.set(keyOf(said), said);
      return said;
    },
    unsay(key) {
      messages.delete(keyOf(key));
    },

    async channel(teamId, channel) {
      requireUp();
      return channels.get(`${teamId} ${channel}`);
    },
    async person(teamId, userId) {
      requireUp();
      return people.get(`${teamId} ${userId}`);
    },
    async isMember(teamId, channel, userId) {
      requireUp();
      const known = members.get(`${teamId} ${channel}`);
      return known?.includes(userId) ?? people.has(`${teamId} ${userId}`);
    },
    async forget(teamId, userId) {
      workspace.forgotten.push(userId === undefined ? teamId : `${teamId} ${userId}`);
    },
    async message(key) {
      requireUp();
      return messages.get(keyOf(key));
    },
    async thread({ teamId, channel, ts }) {
      requireUp();
      const all = [...messages.values()]
        .filter((each) => each.teamId === teamId && each.channel === channel)
        .filter((each) => each.ts === ts || each.threadTs === ts)
        .sort((one, other) => Number(one.ts) - Number(other.ts));
      return { messages: all };
    },
    async namesFor(teamId, _mentioned, place = WORKSPACE) {
      return {
        user: (id) => people.get(`${teamId} ${id}`)?.name,
        channel(id) {
          const channel = channels.get(`${teamId} ${id}`);
          return channel !== undefined && mayNameChannel(channel, place) ? channel.name : null;
        },
        isComplete: true,
      };
    },
    async permalink({ channel, ts }, threadTs) {
      const thread = threadTs === undefined ? '' : `?thread_ts=${threadTs}&cid=${channel}`;
      return `https://example.slack.com/archives/${channel}/p${ts.replace('.', '')}${thread}`;
    },
    async file(teamId, fileId) {
      requireUp();
      const content = workspace.contents.get(`${teamId} ${fileId}`);
      if (content === undefined) throw new LocalizedError('refused', 'file-refused');
      return content;
    },
    async sendFile(teamId, userId, file) {
      requireUp();
      const { content } = file;
      const shown =
        typeof content === 'string'
          ? { content }
          : { content: Buffer.from(content).toString('latin1'), bytes: content };
      workspace.files.push({ teamId, userId, ...file, ...shown });
    },
  };
  return workspace;
}
