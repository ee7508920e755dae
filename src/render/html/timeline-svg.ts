import type { Element, ElementContent } from 'hast';
import { s } from 'hastscript';
import { BAR_HEIGHT, LABEL_SIZE, type TimelineLayout } from './timeline-layout.ts';

/** What a timeline says to those who don't see it. */
export interface TimelineWords {
  title: string;
  description: string;
}

/** A day's timeline as a picture whose colours are the style sheet's. `id` must be unique on the page. */
export function renderTimelineSvg(
  { width, height, hours, lanes }: TimelineLayout,
  { title, description }: TimelineWords,
  { id, className }: { id: string; className: string },
): Element {
  return s(
    'svg',
    {
      className: [className],
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      ariaLabelledBy: `${id}-t ${id}-d`,
    },
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

function renderLane({ label, bars, dots }: TimelineLayout['lanes'][number]): ElementContent[] {
  return [
    ...(label === undefined ? [] : [s('text.lane', { x: 0, y: label.y }, label.text)]),
    ...bars.flatMap(renderBar),
    ...dots.map(({ x, y, r }) => s('circle', { cx: x, cy: y, r })),
  ];
}

function renderBar({
  x,
  y,
  width,
  noted,
  tail,
  label,
}: TimelineLayout['lanes'][number]['bars'][number]): ElementContent[] {
  return [
    ...(tail === undefined ? [] : [s('path.tail', { d: `M${x + width} ${y}H${tail}` })]),
    s('rect', {
      className: [noted ? 'noted' : 'missed'],
      x,
      y: y - BAR_HEIGHT / 2,
      width,
      height: BAR_HEIGHT,
      rx: 2,
    }),
    s('text', { className: noted ? [] : ['dim'], x: label.x, y: label.y }, label.text),
  ];
}
