import type { Element, ElementContent } from 'hast';
import { h, s } from 'hastscript';
import type { TalkId } from '#domain/conference/talk.ts';
import type { RecapNote, RecapTalk } from '#domain/recap/recap.ts';
import { longDay, messageInstant } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { DayView } from '#render/view/recap-view.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { isolatedText, namesOf, onLines, type PageContext, talkLink } from './nodes.ts';
import {
  BAR_HEIGHT,
  type Bar,
  LABEL_SIZE,
  type Lane,
  layoutTimeline,
  type TimelineDay,
  type TimelineLayout,
} from './timeline-layout.ts';

/** Widths that the timeline is drawn for, in pixels: the style sheet shows the one that suits the screen. */
const NARROW = 350;
const WIDE = 780;

type NotesByTalk = ReadonlyMap<TalkId | null, RecapNote[]>;

/** A day's talks against the notes taken, as a picture and as a table. `id` is the day's anchor. */
export function renderTimeline({ day, notCovered }: DayView, id: string, page: PageContext): Element | undefined {
  const { clock, recap, t } = page.view;
  const unnoted = new Set(notCovered.map(({ talk }) => talk.id));
  const notes = page.view.notesOfDay(day.date);
  const byTalk = Map.groupBy(notes, ({ talkId }) => talkId);
  const timeline: TimelineDay = {
    date: day.date,
    talks: day.talks.map((talk) => ({
      title: plainLine(talk.title),
      ...omitUndefined({ room: talk.room === undefined ? undefined : plainLine(talk.room) }),
      from: Date.parse(talk.startsAt),
      to: Date.parse(talk.endsAt),
      noted: !unnoted.has(talk.id),
      notes: instantsOf(byTalk.get(talk.id)),
    })),
    hallway: instantsOf(byTalk.get(null)),
  };
  const wide = layoutTimeline(timeline, WIDE, { clock, t });
  const narrow = layoutTimeline(timeline, NARROW, { clock, t });
  if (wide === undefined || narrow === undefined) return undefined;
  const noted = timeline.talks.filter((talk) => talk.noted).length;
  const words = {
    title: t('timeline-title', { date: longDay(day.date, t.language) }),
    description: t('timeline-description', { noted, sessions: day.talks.length, notes: notes.length }),
  };
  const { outside } = wide;
  const { timezone } = recap.conference;
  return h(
    'figure.timeline',
    onLines(
      renderSvg(wide, { ...words, id: `${id}-wide`, className: 'wide' }),
      renderSvg(narrow, { ...words, id: `${id}-narrow`, className: 'narrow' }),
      h(
        'figcaption',
        outside === 0 ? t('timeline-legend', { timezone }) : t('timeline-legend-outside', { outside, timezone }),
      ),
      h('details', h('summary', t('as-table')), renderTable(day.talks, byTalk, page)),
    ),
  );
}

function renderTable(talks: RecapTalk[], notes: NotesByTalk, page: PageContext): Element {
  const { view } = page;
  const { t } = view;
  const column = (title: string) => h('th', { scope: 'col' }, title);
  return h(
    'table',
    h(
      'thead',
      h(
        'tr',
        column(t('column-time')),
        column(t('column-session')),
        view.severalRooms ? column(t('column-room')) : [],
        column(t('column-notes')),
      ),
    ),
    h(
      'tbody',
      onLines(
        ...talks.map((talk) =>
          h(
            'tr',
            h('td', view.clock.time(Date.parse(talk.startsAt))),
            h(
              'td',
              talkLink(talk, isolatedText(talk.title), page),
              talk.speakers.length === 0 ? [] : [', ', ...namesOf(talk.speakers.map(({ name }) => name))],
            ),
            view.severalRooms ? h('td', isolatedText(talk.room ?? '')) : [],
            h('td', String(notes.get(talk.id)?.length ?? 0)),
          ),
        ),
      ),
    ),
  );
}

function instantsOf(notes: RecapNote[] | undefined): number[] {
  return (notes ?? []).map(messageInstant).filter((at) => at !== undefined);
}

/** Draws a timeline in the style sheet's colors. `id` must be unique on the page. */
function renderSvg(
  { width, height, hours, lanes }: TimelineLayout,
  { id, className, title, description }: { id: string; className: string; title: string; description: string },
): Element {
  return s(
    'svg',
    { className: [className], viewBox: `0 0 ${width} ${height}`, role: 'img', ariaLabelledBy: `${id}-t ${id}-d` },
    s('title', { id: `${id}-t` }, title),
    s('desc', { id: `${id}-d` }, description),
    s('path.hour', { d: hours.map(({ x }) => `M${x} 20V${height}`).join('') }),
    s(
      'g.hours',
      { fontSize: LABEL_SIZE, textAnchor: 'middle' },
      hours.map(({ x, label }) => s('text', { x, y: LABEL_SIZE }, label)),
    ),
    s('g', { fontSize: LABEL_SIZE }, lanes.flatMap(renderLane)),
  );
}

function renderLane({ label, bars, dots }: Lane): ElementContent[] {
  return [
    ...(label === undefined ? [] : [s('text.lane', { x: 0, y: label.y }, label.text)]),
    ...bars.flatMap(renderBar),
    ...dots.map(({ x, y, r }) => s('circle', { cx: x, cy: y, r })),
  ];
}

function renderBar({ x, y, width, noted, tail, label }: Bar): ElementContent[] {
  const className = [noted ? 'noted' : 'missed'];
  return [
    ...(tail === undefined ? [] : [s('path.tail', { d: `M${x + width} ${y}H${tail}` })]),
    s('rect', { className, x, y: y - BAR_HEIGHT / 2, width, height: BAR_HEIGHT, rx: 2 }),
    s('text', { className: noted ? [] : ['dim'], x: label.x, y: label.y }, label.text),
  ];
}
