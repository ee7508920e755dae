import type { CapturedNote } from '#domain/notes/captured-note.ts';

/** What was sent, and what of it the bot acknowledged. */
export interface Ledger {
  /** Notes typed as commands by their number. */
  commands: Map<number, { isAcknowledged: boolean }>;
  /** Messages by their number. */
  messages: Map<number, SaidMessage>;
}

export interface SaidMessage {
  ts: string;
  isAcknowledged: boolean;
  /** The newest edit that was sent, and the newest one that was acknowledged; the message itself is version 0. */
  sentVersion: number;
  acknowledgedVersion: number;
  deletion: 'none' | 'sent' | 'acknowledged';
}

/** Broken promises, each a sentence. */
export interface Discrepancies {
  lost: string[];
  twice: string[];
}

/** The text of a note, by which it is recognized in the store. */
export function noteText(number: number, version: number): string {
  return `Hopper: k${number} v${version} says that boats of kind ${number} float because their hull is ${version === 0 ? 'hollow' : 'repaired'} and wide`;
}

/** Compares what the store holds with what was acknowledged. */
export function compareWithStore(
  { commands, messages }: Ledger,
  notes: readonly Pick<CapturedNote, 'source'>[],
): Discrepancies {
  const lost: string[] = [];
  const twice: string[] = [];
  const stored = Map.groupBy(notes, ({ source }) => Number(/\bk(\d+) v/.exec(source)?.[1] ?? -1));
  for (const [number, { isAcknowledged }] of commands) {
    const count = stored.get(number)?.length ?? 0;
    if (isAcknowledged && count === 0) lost.push(`note ${number} that was typed`);
    if (count > 1) twice.push(`note ${number} that was typed: ${count} times`);
  }
  for (const [number, message] of messages) {
    const found = stored.get(number) ?? [];
    if (found.length > 1) twice.push(`message ${number}: ${found.length} times`);
    const problem = message.deletion === 'none' ? problemOf(message, found) : undefined;
    if (problem !== undefined) lost.push(`message ${number}: ${problem}`);
    if (message.deletion === 'acknowledged' && found.length > 0) lost.push(`the deletion of message ${number}`);
  }
  return { lost, twice };
}

function problemOf(
  { isAcknowledged, acknowledgedVersion }: SaidMessage,
  [note]: readonly Pick<CapturedNote, 'source'>[],
): string | undefined {
  if (note === undefined) return isAcknowledged || acknowledgedVersion > 0 ? 'not there' : undefined;
  const version = Number(/ v(\d+)/.exec(note.source)?.[1]);
  return version < acknowledgedVersion ? `version ${version} in place of ${acknowledgedVersion}` : undefined;
}
