import type { CalendarDate } from '#domain/conference/conference.ts';
import type { ZoneClock } from '#render/view/dates.ts';
import type { RecapView } from '#render/view/recap-view.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

/** A talk on a day's timeline. Instants are milliseconds since the epoch. */
export interface TimelineTalk {
  title: string;
  room?: string;
  from: number;
  to: number;
  noted: boolean;
  /** When its notes were written. */
  notes: number[];
}

export interface TimelineDay {
  date: CalendarDate;
  talks: TimelineTalk[];
  /** When the notes that belong to no talk were written. */
  hallway: number[];
}

/** Positions in pixels from the left and the top. */
export interface TimelineLayout {
  width: number;
  height: number;
  hours: { x: number; label: string }[];
  lanes: Lane[];
  /** Notes written too far outside the hours to be shown. */
  outside: number;
}

export interface Lane {
  /** Absent if there is only one. */
  label?: { text: string; y: number };
  bars: Bar[];
  /** Notes; those written at about the same time share a larger dot. */
  dots: { x: number; y: number; r: number }[];
}

export interface Bar {
  x: number;
  /** The middle. */
  y: number;
  width: number;
  noted: boolean;
  label: { text: string; x: number; y: number };
  /** The x of its last note, if that is after the talk. */
  tail?: number;
}

export const LABEL_SIZE = 11;
export const BAR_HEIGHT = 9;

const HOUR = 3_600_000;
const AXIS_HEIGHT = 26;
const ROW_HEIGHT = 31;
const LANE_LABEL_HEIGHT = 20;
const LANE_GAP = 10;
const HALLWAY_HEIGHT = 18;
const SIDE = 15;
const MIN_HOUR_GAP = 44;
const DOT_GAP = 6;
/** How far outside the talks' hours a note still stretches the axis. */
const MARGIN = 1.5 * HOUR;
/** A conference day ends at three in the morning. */
const DAY_LENGTH = 27 * HOUR;

/** Lays out a day's talks and notes along the hours, a lane for each room. Undefined for a day without talks. */
export function layoutTimeline(
  day: TimelineDay,
  width: number,
  { clock, t }: Pick<RecapView, 'clock' | 't'>,
): TimelineLayout | undefined {
  if (day.talks.length === 0) return undefined;
  const talks = day.talks.map((talk) => withinDay(talk, clock.dayStart(day.date)));
  const axis = createAxis(talks, day.hallway, { clock, width });
  const isShown = (at: number) => at >= axis.from && at <= axis.to;
  const lanes: Lane[] = [];
  let y = AXIS_HEIGHT;
  const rooms = Map.groupBy(talks, ({ room }) => room ?? '');
  const hallway = day.hallway.filter(isShown);
  const isLabelled = rooms.size > 1 || hallway.length > 0;
  for (const [room, ofRoom] of rooms) {
    const lane = startLane(room || t(rooms.size > 1 ? 'no-room' : 'talks'));
    const rows = packRows(ofRoom, axis, width);
    for (const [row, extents] of rows.entries()) {
      for (const extent of extents) addTalk(lane, extent, y + row * ROW_HEIGHT);
    }
    y += rows.length * ROW_HEIGHT + LANE_GAP;
  }
  if (hallway.length > 0) {
    const lane = startLane(t('hallway'));
    lane.dots.push(...placeDots(hallway.map(axis.x), y + HALLWAY_HEIGHT / 2));
    y += HALLWAY_HEIGHT;
  }
  const all = [...talks.flatMap(({ notes }) => notes), ...day.hallway];
  return { width, height: y, hours: axis.hours, lanes, outside: all.filter((at) => !isShown(at)).length };

  function startLane(text: string): Lane {
    const lane: Lane = { bars: [], dots: [] };
    if (isLabelled) {
      lane.label = { text: fitText(text, (width - 2 * SIDE) / LABEL_SIZE), y: y + LABEL_SIZE };
      y += LANE_LABEL_HEIGHT;
    }
    lanes.push(lane);
    return lane;
  }

  function addTalk(lane: Lane, { talk, label, labelX }: Extent, top: number): void {
    const middle = top + LABEL_SIZE + 4 + BAR_HEIGHT / 2;
    const from = axis.x(talk.from);
    const to = axis.x(talk.to);
    const dots = placeDots(talk.notes.filter(isShown).map(axis.x), middle);
    const last = Math.max(...dots.map(({ x }) => x));
    lane.bars.push({
      x: from,
      y: middle,
      width: round(to - from),
      noted: talk.noted,
      label: { text: label, x: labelX, y: top + LABEL_SIZE - 1 },
      ...omitUndefined({ tail: last > to ? last : undefined }),
    });
    lane.dots.push(...dots);
  }
}

/** Limits a talk to its conference day; it lasts at least five minutes. */
function withinDay(talk: TimelineTalk, start: number): TimelineTalk {
  const from = Math.min(Math.max(talk.from, start), start + DAY_LENGTH - HOUR);
  const to = Math.min(Math.max(talk.to, from + HOUR / 12), start + DAY_LENGTH);
  return { ...talk, from, to };
}

interface Axis {
  from: number;
  to: number;
  hours: TimelineLayout['hours'];
  x: (at: number) => number;
}

function createAxis(
  talks: TimelineTalk[],
  hallway: number[],
  { clock, width }: { clock: ZoneClock; width: number },
): Axis {
  const first = Math.min(...talks.map((talk) => talk.from));
  const last = Math.max(...talks.map((talk) => talk.to));
  const notes = [...talks.flatMap((talk) => talk.notes), ...hallway];
  const near = notes.filter((at) => at >= first - MARGIN && at <= last + MARGIN);
  const from = clock.hourBefore(least([first, ...near]));
  const end = greatest([last, ...near]);
  const to = Math.max(clock.hourBefore(end - 1) + HOUR, from + HOUR);
  const x = (at: number) => round(SIDE + ((at - from) / (to - from)) * (width - 2 * SIDE));
  const count = Math.round((to - from) / HOUR);
  const room = Math.max(1, Math.floor((width - 2 * SIDE) / MIN_HOUR_GAP));
  const step = [1, 2, 3, 4, 6].find((hours) => count / hours <= room) ?? 12;
  const hours = Array.from({ length: Math.floor(count / step) + 1 }, (_, index) => {
    const at = from + index * step * HOUR;
    return { x: x(at), label: clock.time(at) };
  });
  return { from, to, hours, x };
}

// A day may have more notes than Math.min takes arguments.
const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b));
const greatest = (values: number[]) => values.reduce((a, b) => Math.max(a, b));

interface Extent {
  talk: TimelineTalk;
  label: string;
  labelX: number;
  from: number;
  to: number;
}

/** Puts each talk into the first row in which its bar, title and notes overlap no other's. */
function packRows(talks: TimelineTalk[], axis: Axis, width: number): Extent[][] {
  const rows: Extent[][] = [];
  for (const talk of talks.toSorted((a, b) => a.from - b.from)) {
    const extent = extentOf(talk, axis, width);
    const row = rows.find((others) => others.every(({ from, to }) => extent.to < from || extent.from > to));
    if (row === undefined) rows.push([extent]);
    else row.push(extent);
  }
  return rows;
}

function extentOf(talk: TimelineTalk, axis: Axis, width: number): Extent {
  const label = fitText(talk.title, Math.min(width - 2 * SIDE, 300) / LABEL_SIZE);
  const labelWidth = textWidth(label) * LABEL_SIZE;
  const labelX = round(Math.max(0, Math.min(axis.x(talk.from), width - labelWidth)));
  const shown = talk.notes.filter((at) => at >= axis.from && at <= axis.to).map(axis.x);
  return {
    talk,
    label,
    labelX,
    from: least([labelX, axis.x(talk.from), ...shown]) - DOT_GAP,
    to: greatest([labelX + labelWidth, axis.x(talk.to), ...shown]) + DOT_GAP,
  };
}

function placeDots(places: number[], y: number): Lane['dots'] {
  const groups = Map.groupBy(places, (x) => Math.floor(x / DOT_GAP));
  return [...groups.values()]
    .map((group) => ({
      x: round(group.reduce((sum, x) => sum + x, 0) / group.length),
      y,
      r: round(Math.min(BAR_HEIGHT / 2, 1.4 + 0.8 * Math.sqrt(group.length))),
    }))
    .sort((a, b) => a.x - b.x);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Estimates the width of a text in ems, rounded up from the metrics of Helvetica and Noto Sans. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** Cuts a text to at most `ems`, between graphemes, with an ellipsis. */
export function fitText(text: string, ems: number): string {
  if (textWidth(text) <= ems) return text;
  let width = 1;
  let fitting = '';
  for (const { segment } of graphemes.segment(text)) {
    width += textWidth(segment);
    if (width > ems) break;
    fitting += segment;
  }
  return `${fitting.trimEnd()}…`;
}

function characterWidth(character: string): number {
  if (/[iljtfrI.,:;'|!()[\] ]/.test(character)) return 0.35;
  if (/[mwMW@%—]/.test(character)) return 0.95;
  if (/[a-z0-9]/.test(character)) return 0.57;
  if (/\p{M}|\p{Cf}/u.test(character)) return 0;
  if (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character)) return 1;
  return /\p{Extended_Pictographic}/u.test(character) || character > '\uffff' ? 1.3 : 0.72;
}
