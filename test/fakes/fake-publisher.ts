import type { OutgoingMessage, PublicationKey } from '#domain/publishing/publication.ts';
import { type Clock, PostingError, type PostingProblem, type Publisher } from '#usecases/ports/slack.ts';
import type { FakeWorkspace } from './fake-workspace.ts';

/** A message of the bot's that stands in a channel. */
export interface StandingMessage {
  teamId: string;
  channel: string;
  ts: string;
  threadTs?: string;
  key: PublicationKey;
  message: OutgoingMessage;
}

interface Call {
  verb: keyof Publisher;
  key?: PublicationKey;
}

/** Posts into memory as Slack would, keeps what it was asked, and fails where a test says so. */
export interface FakePublisher extends Publisher {
  /** What stands there now, in the order in which it was posted. */
  standing(): StandingMessage[];
  readonly calls: Call[];
  /** The next post, update or remove ends so; `done`: Slack carried it out all the same. */
  failNext(problem: PostingProblem, options?: { done?: boolean }): void;
  /** The next search for a posted message fails. */
  failNextLookUp(problem: PostingProblem): void;
  /** Slack carries out a call that was given up. */
  arriveLate(message: StandingMessage): void;
}

export function createFakePublisher(
  clock: Clock,
  workspace: Pick<FakeWorkspace, 'channel' | 'person' | 'isDown'>,
): FakePublisher {
  const messages = new Map<string, StandingMessage>();
  const calls: Call[] = [];
  const lookUpFailures: PostingProblem[] = [];
  const failures: { problem: PostingProblem; done: boolean }[] = [];
  let posted = 0;
  const idOf = ({ teamId, channel, ts }: Pick<StandingMessage, 'teamId' | 'channel' | 'ts'>) =>
    `${teamId} ${channel} ${ts}`;

  const requireUp = () => {
    if (workspace.isDown) throw new PostingError({ kind: 'later', retryAfterMs: 30_000 });
  };
  const carryOut = <Result>(act: () => Result): Result => {
    const failure = failures.shift();
    if (failure === undefined) return act();
    if (failure.done) act();
    throw new PostingError(failure.problem);
  };

  return {
    standing: () => [...messages.values()],
    calls,
    failNext(problem, { done = false } = {}) {
      failures.push({ problem, done });
    },
    failNextLookUp(problem) {
      lookUpFailures.push(problem);
    },
    arriveLate(message) {
      messages.set(idOf(message), message);
    },

    async post({ teamId, channel, threadTs }, key, message, beforeCall) {
      await beforeCall?.();
      calls.push({ verb: 'post', key });
      requireUp();
      // A person stands for their conversation with the app.
      const isThere =
        (await workspace.channel(teamId, channel))?.isMember === true ||
        (await workspace.person(teamId, channel)) !== undefined;
      if (!isThere) {
        throw new PostingError({
          kind: 'refused',
          reason: { key: 'slack-not-in-channel' },
        });
      }
      return carryOut(() => {
        if (threadTs !== undefined && !messages.has(idOf({ teamId, channel, ts: threadTs }))) {
          throw new PostingError({ kind: 'gone' });
        }
        posted += 1;
        const ts = `${Math.floor(clock.now() / 1000)}.${String(posted).padStart(6, '0')}`;
        const thread = threadTs === undefined ? {} : { threadTs };
        messages.set(idOf({ teamId, channel, ts }), { teamId, channel, ts, ...thread, key, message });
        return ts;
      });
    },
    async update(place, key, message, beforeCall) {
      await beforeCall?.();
      calls.push({ verb: 'update', key });
      requireUp();
      carryOut(() => {
        const known = messages.get(idOf(place));
        if (known === undefined) throw new PostingError({ kind: 'gone' });
        messages.set(idOf(place), { ...known, key, message });
      });
    },
    async remove(place, beforeCall) {
      await beforeCall?.();
      calls.push({ verb: 'remove' });
      requireUp();
      carryOut(() => {
        if (!messages.delete(idOf(place))) throw new PostingError({ kind: 'gone' });
      });
    },
    async findPosted({ teamId, channel, threadTs }, key, since) {
      calls.push({ verb: 'findPosted', key });
      requireUp();
      const failure = lookUpFailures.shift();
      if (failure !== undefined) throw new PostingError(failure);
      return [...messages.values()]
        .filter(
          (each) =>
            each.teamId === teamId &&
            each.channel === channel &&
            each.threadTs === threadTs &&
            each.key === key &&
            Number(each.ts) * 1000 >= since,
        )
        .map(({ ts }) => ts)
        .sort();
    },
  };
}
