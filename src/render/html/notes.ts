import type { Element, ElementContent, Properties, Text } from 'hast';
import { h } from 'hastscript';
import type { NoteId } from '#domain/notes/note.ts';
import type { Recap, RecapNote, Section } from '#domain/recap/recap.ts';
import { longDay, messageInstant } from '#render/view/dates.ts';
import { countOf } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { toSafeUrl } from '#render/view/safe-url.ts';
import { aside, externalLink, linesOf, onLines, type PageContext } from './nodes.ts';

/** The notes that the page rests on, folded up by talk, each with the anchor that its marks lead to. */
export function renderNotes(page: PageContext): Element | undefined {
  const { recap } = page.view;
  const cited = citedNotes(recap);
  const shown = recap.notes.filter(({ id, kind }) => kind !== 'small-talk' || cited.has(id));
  if (shown.length === 0) return undefined;
  const byDay = Map.groupBy(shown, ({ day }) => day);
  return h(
    'section#notes',
    { ariaLabelledBy: 'notes-title' },
    onLines(
      h('h2#notes-title', 'The notes'),
      h('p.hint', `All of the above comes from these ${countOf(shown.length, 'note')}, as they were written.`),
      ...[...byDay].flatMap(([day, notes]) => [
        byDay.size > 1 && h('h3', longDay(day)),
        ...[...Map.groupBy(notes, ({ talkId }) => talkId)].map(([talkId, ofTalk]) => renderGroup(talkId, ofTalk, page)),
      ]),
    ),
  );
}

function renderGroup(talkId: string | null, notes: RecapNote[], page: PageContext): Element {
  const talk = talkId === null ? undefined : page.view.talkById.get(talkId);
  return h(
    'details',
    h(
      'summary',
      talk === undefined ? 'Outside the talks' : aside(talk.title),
      ' ',
      h('span.count', countOf(notes.length, 'note')),
    ),
    h('ol.notes', onLines(...notes.map((note) => renderNote(note, page)))),
  );
}

function renderNote(note: RecapNote, { view, anchors }: PageContext): Element {
  const at = messageInstant(note.ts);
  const permalink = toSafeUrl(note.permalink);
  const time = at === undefined ? '' : view.clock.time(at);
  // Built without `h`, which reads a selector each time: a large conference has many thousands of them.
  return element('li', { id: anchors.note.get(note.id)! }, [
    element('b', { dir: 'auto' }, [textOf(plainLine(note.author))]),
    textOf(' '),
    permalink === undefined ? textOf(time) : externalLink(permalink, time === '' ? 'message' : time),
    element('p', { dir: 'auto' }, linesOf(note.text)),
  ]);
}

function element(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

function textOf(value: string): Text {
  return { type: 'text', value };
}

/** The notes that anything in the recap rests on. */
function citedNotes({ days, readingList, headlines }: Recap): Set<NoteId> {
  const ofSection = ({ points, quotes, questions, photos, links }: Section): NoteId[] => [
    ...[...points, ...questions, ...links].flatMap(({ noteIds }) => noteIds),
    ...[...quotes, ...photos].map(({ noteId }) => noteId),
  ];
  return new Set([
    ...headlines.flatMap(({ noteIds }) => noteIds),
    ...days.flatMap(({ talks, hallway }) => [...talks, hallway].flatMap(ofSection)),
    ...days.flatMap((day) => day.headlines.flatMap(({ noteIds }) => noteIds)),
    ...readingList.flatMap(({ recommendedBy }) => recommendedBy.map(({ noteId }) => noteId)),
  ]);
}
