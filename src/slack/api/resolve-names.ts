import type { SlackNames } from '#text/slack-markup/escapes.ts';

/** Asked at the same time, so that a long text's names come soon and Slack's limits are kept. */
const AT_ONCE = 5;
/** Names that are asked for at most; others stay ids' own words ("Unknown user"). */
const MOST = 200;
/** Nobody waits longer than this for a name. */
const WITHIN_MS = 5_000;

type AskName = (id: string) => Promise<string | undefined>;

/** The names of people and channels by their ids. Never throws: a name that can't be had is missing. */
export async function namesFor(
  userIds: Iterable<string>,
  channelIds: Iterable<string>,
  askPerson: AskName,
  askChannel: AskName,
): Promise<SlackNames> {
  const people = new Map<string, string>();
  const channels = new Map<string, string>();
  const wishes = [
    ...[...new Set(userIds)].map((id) => ({ id, ask: askPerson, names: people })),
    ...[...new Set(channelIds)].map((id) => ({ id, ask: askChannel, names: channels })),
  ].slice(0, MOST);
  const deadline = Date.now() + WITHIN_MS;
  let next = 0;
  const askInTurn = async () => {
    while (next < wishes.length && Date.now() < deadline) {
      const { id, ask, names } = wishes[next++]!;
      const name = await ask(id).catch(() => undefined);
      if (name !== undefined && name !== '') names.set(id, name);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askInTurn));
  return { user: (id) => people.get(id), channel: (id) => channels.get(id) };
}
