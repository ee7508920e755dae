import { setTimeout as sleep } from 'node:timers/promises';
import { ADA, BOB, TALKS } from '#test/e2e/sample-team.ts';
import type { Delivery, DeliverySender } from './deliveries.ts';
import { type Ledger, noteText, type SaidMessage } from './ledger.ts';

/** People who write all the time, and Slack, which retries what was not acknowledged. */
export interface Workload {
  ledger: Ledger;
  /** Lets somebody write, edit or delete something; resolves when it is acknowledged, or Slack has given up. */
  act(): Promise<void>;
  /** Starts a conference and lets the bot listen in its channel. Retries until it does. */
  startConference(): Promise<void>;
  /** Lets several people write until the signal aborts. */
  writeUntil(stop: AbortSignal): Promise<void>;
  /** Retries what was not acknowledged until all of it is. @throws Error if that takes too many attempts */
  sendTheRest(): Promise<void>;
}

/** People who write at the same time. */
const WRITERS = 4;
/** The longest pause of one of them, in milliseconds. */
const PAUSE_MS = 160;
/** Attempts until something should have been acknowledged. */
const ATTEMPTS = 20;

export function createWorkload(sender: DeliverySender, random: () => number): Workload {
  const ledger: Ledger = { commands: new Map(), messages: new Map() };
  /** Events to retry, each with what to record when it is acknowledged. */
  const unacknowledged: { delivery: Delivery; onAcknowledged: () => void }[] = [];
  let numbers = 0;
  let deliveries = 0;
  let lastMicro = 0;

  function newTs(): string {
    lastMicro = Math.max(lastMicro + 1, Date.now() * 1000);
    return `${Math.floor(lastMicro / 1e6)}.${String(lastMicro % 1e6).padStart(6, '0')}`;
  }

  async function sendEvent(event: object, onAcknowledged: () => void): Promise<void> {
    const delivery: Delivery = { id: `Ev${++deliveries}`, tries: 0, content: { kind: 'event', event } };
    await retry({ delivery, onAcknowledged });
  }

  async function retry(one: (typeof unacknowledged)[number]): Promise<void> {
    const answer = await sender.send(one.delivery);
    one.delivery.tries += 1;
    if (answer === undefined) unacknowledged.push(one);
    else one.onAcknowledged();
    // Slack may have missed the acknowledgement.
    if (answer !== undefined && random() < 0.1) await sender.send(one.delivery);
  }

  async function command(text: string, user: string): Promise<string | undefined> {
    const content = { kind: 'command', command: '/recap', text, user } as const;
    return sender.send({ id: `t${++deliveries}`, tries: 0, content });
  }

  async function addNote(): Promise<void> {
    const number = ++numbers;
    const entry = { isAcknowledged: false };
    ledger.commands.set(number, entry);
    const answer = await command(`add ${noteText(number, 0)}`, BOB);
    // Anything else says that the note was not saved, which may happen if Slack fails.
    entry.isAcknowledged = answer?.includes('Noted') ?? false;
  }

  async function say(): Promise<void> {
    const number = ++numbers;
    const ts = newTs();
    const message: SaidMessage = {
      ts,
      isAcknowledged: false,
      sentVersion: 0,
      acknowledgedVersion: 0,
      deletion: 'none',
    };
    ledger.messages.set(number, message);
    const event = { type: 'message', channel: TALKS, user: ADA, ts, text: noteText(number, 0) };
    const onAcknowledged = () => {
      message.isAcknowledged = true;
    };
    await sendEvent(event, onAcknowledged);
  }

  async function edit(number: number, message: SaidMessage): Promise<void> {
    const version = ++message.sentVersion;
    const said = { type: 'message', user: ADA, ts: message.ts };
    const event = {
      type: 'message',
      subtype: 'message_changed',
      channel: TALKS,
      ts: newTs(),
      message: { ...said, text: noteText(number, version), edited: { user: ADA, ts: newTs() } },
      previous_message: { ...said, text: noteText(number, version - 1) },
    };
    const onAcknowledged = () => {
      message.acknowledgedVersion = Math.max(message.acknowledgedVersion, version);
    };
    await sendEvent(event, onAcknowledged);
  }

  async function remove(message: SaidMessage): Promise<void> {
    message.deletion = 'sent';
    const event = {
      type: 'message',
      subtype: 'message_deleted',
      channel: TALKS,
      ts: newTs(),
      deleted_ts: message.ts,
    };
    const onAcknowledged = () => {
      message.deletion = 'acknowledged';
    };
    await sendEvent(event, onAcknowledged);
  }

  function someMessage(): [number, SaidMessage] | undefined {
    const current = [...ledger.messages].slice(-60).filter(([, { deletion }]) => deletion === 'none');
    return current[Math.floor(random() * current.length)];
  }

  async function act(): Promise<void> {
    const waiting = unacknowledged.shift();
    if (waiting !== undefined) return retry(waiting);
    const dice = random();
    const known = someMessage();
    if (dice < 0.4) return addNote();
    if (dice < 0.75 || known === undefined) return say();
    return dice < 0.93 ? edit(...known) : remove(known[1]);
  }

  return {
    ledger,
    act,
    async startConference() {
      // Any other answer says why it isn't done, as on a busy machine, where Slack is slow.
      for (const [text, done] of [
        ['start "CrashConf" 2026-05-26 2026-06-24 Europe/Berlin', 'CrashConf'],
        ['listen on', '/recap listen off'],
      ] as const) {
        let answer = await command(text, ADA);
        for (let attempt = 1; !answer?.includes(done); attempt += 1) {
          if (attempt === ATTEMPTS) throw new Error(`/recap ${text} is not done, but answered: ${answer}`);
          answer = await command(text, ADA);
        }
      }
    },
    async writeUntil(stop) {
      const write = async () => {
        while (!stop.aborted) {
          await act();
          await sleep(random() * PAUSE_MS);
        }
      };
      await Promise.all(Array.from({ length: WRITERS }, write));
    },
    async sendTheRest() {
      for (let attempt = 1; unacknowledged.length > 0; attempt += 1) {
        if (attempt === ATTEMPTS) throw new Error(`${unacknowledged.length} events are never acknowledged`);
        for (const waiting of unacknowledged.splice(0)) await retry(waiting);
      }
    },
  };
}
