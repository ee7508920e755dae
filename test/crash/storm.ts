import { setTimeout as sleep } from 'node:timers/promises';
import { ADA, BOB, TALKS } from '#test/e2e/sample-team.ts';
import type { Delivery, DeliverySender } from './deliveries.ts';
import { type Ledger, type SaidMessage, tokenize } from './ledger.ts';

/** People who write without end, and Slack, which sends again what was not acknowledged. */
export interface Storm {
  ledger: Ledger;
  /** One gesture of somebody's; answers when it is acknowledged, or never will be. */
  gesture(untilDeath?: Promise<void>): Promise<void>;
  /** Sends until the bot dies. */
  rage(untilDeath: Promise<void>): Promise<void>;
  /** Sends again what is left until all of it is acknowledged. @throws Error where that does not come about */
  sendTheRest(): Promise<void>;
}

/** At the same time. */
const WRITERS = 4;
/** Between two gestures of one writer, milliseconds at most. */
const PAUSE_MS = 160;
const NEVER = new Promise<void>(() => undefined);

export function createStorm(sender: DeliverySender, random: () => number): Storm {
  const ledger: Ledger = { commands: new Map(), messages: new Map() };
  /** Events that were not acknowledged, each with what its acknowledgement means. */
  let unheard: { delivery: Delivery; onHeard: () => void }[] = [];
  let numbers = 0;
  let deliveries = 0;
  let lastMicro = 0;

  function newTs(): string {
    lastMicro = Math.max(lastMicro + 1, Date.now() * 1000);
    return `${Math.floor(lastMicro / 1e6)}.${String(lastMicro % 1e6).padStart(6, '0')}`;
  }

  async function sendEvent(event: object, onHeard: () => void, untilDeath: Promise<void>): Promise<void> {
    const delivery: Delivery = { id: `Ev${++deliveries}`, tries: 0, content: { kind: 'event', event } };
    await sendUnheard({ delivery, onHeard }, untilDeath);
  }

  async function sendUnheard(one: (typeof unheard)[number], untilDeath: Promise<void>): Promise<void> {
    const answer = await sender.send(one.delivery, untilDeath);
    one.delivery.tries += 1;
    if (answer === undefined) unheard.push(one);
    else one.onHeard();
    // Slack may not have heard that it was heard.
    if (answer !== undefined && random() < 0.1) await sender.send(one.delivery, untilDeath);
  }

  async function type(untilDeath: Promise<void>): Promise<void> {
    const number = ++numbers;
    const entry = { isAcknowledged: false };
    ledger.commands.set(number, entry);
    const content = {
      kind: 'command',
      command: '/recap',
      text: `add ${tokenize(number, 0)}`,
      user: BOB,
    } as const;
    const answer = await sender.send({ id: `t${number}`, tries: 0, content }, untilDeath);
    if (answer === undefined) return;
    if (!answer.includes('Noted')) throw new Error(`A note was answered with ${answer}`);
    entry.isAcknowledged = true;
  }

  async function say(untilDeath: Promise<void>): Promise<void> {
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
    const event = { type: 'message', channel: TALKS, user: ADA, ts, text: tokenize(number, 0) };
    const onHeard = () => {
      message.isAcknowledged = true;
    };
    await sendEvent(event, onHeard, untilDeath);
  }

  async function edit(number: number, message: SaidMessage, untilDeath: Promise<void>): Promise<void> {
    const version = ++message.sentVersion;
    const said = { type: 'message', user: ADA, ts: message.ts };
    const event = {
      type: 'message',
      subtype: 'message_changed',
      channel: TALKS,
      ts: newTs(),
      message: { ...said, text: tokenize(number, version), edited: { user: ADA, ts: newTs() } },
      previous_message: { ...said, text: tokenize(number, version - 1) },
    };
    const onHeard = () => {
      message.acknowledgedVersion = Math.max(message.acknowledgedVersion, version);
    };
    await sendEvent(event, onHeard, untilDeath);
  }

  async function remove(message: SaidMessage, untilDeath: Promise<void>): Promise<void> {
    message.deletion = 'sent';
    const event = {
      type: 'message',
      subtype: 'message_deleted',
      channel: TALKS,
      ts: newTs(),
      deleted_ts: message.ts,
    };
    const onHeard = () => {
      message.deletion = 'acknowledged';
    };
    await sendEvent(event, onHeard, untilDeath);
  }

  function someMessage(): [number, SaidMessage] | undefined {
    const standing = [...ledger.messages].slice(-60).filter(([, { deletion }]) => deletion === 'none');
    return standing[Math.floor(random() * standing.length)];
  }

  async function gesture(untilDeath = NEVER): Promise<void> {
    const waiting = unheard.shift();
    if (waiting !== undefined) return sendUnheard(waiting, untilDeath);
    const dice = random();
    const known = someMessage();
    if (dice < 0.4) return type(untilDeath);
    if (dice < 0.75 || known === undefined) return say(untilDeath);
    return dice < 0.93 ? edit(...known, untilDeath) : remove(known[1], untilDeath);
  }

  return {
    ledger,
    gesture,
    async rage(untilDeath) {
      let isOver = false;
      const death = untilDeath.then(() => {
        isOver = true;
      });
      const write = async () => {
        while (!isOver) {
          await gesture(death);
          await Promise.race([death, sleep(random() * PAUSE_MS)]);
        }
      };
      await Promise.all(Array.from({ length: WRITERS }, write));
    },
    async sendTheRest() {
      for (let round = 0; unheard.length > 0; round += 1) {
        if (round === 20) throw new Error(`${unheard.length} events are never acknowledged`);
        const waiting = unheard;
        unheard = [];
        for (const one of waiting) await sendUnheard(one, NEVER);
      }
    },
  };
}
