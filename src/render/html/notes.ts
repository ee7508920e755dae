import type { Element, ElementContent, Properties, Text } from 'hast';
import { h } from 'hastscript';
import type { TalkId } from '#domain/conference/talk.ts';
import { toSafeUrl } from '#domain/language/urls.ts';
import type { RecapNote } from '#domain/recap/recap.ts';
import { longDay, messageInstant } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { howMade } from '#render/view/recap-view.ts';
import { externalLink, isolatedText, linesOf, onLines, type PageContext, serialized, titledSection } from './nodes.ts';

/** The notes that the page is made from, collapsed by talk, each with the anchor that source marks link to. */
export function renderNotes(page: PageContext): Element | undefined {
  const { notes, t } = page.view;
  if (notes.length === 0) return undefined;
  const byDay = Map.groupBy(notes, ({ day }) => day);
  return titledSection(
    'notes',
    t('all-notes'),
    h('p.hint', howMade(page.view, 'notes')),
    ...[...byDay].flatMap(([day, ofDay]) => [
      byDay.size > 1 && h('h3', longDay(day, t.language)),
      ...[...Map.groupBy(ofDay, groupOfNote)].map(([group, ofGroup]) => renderGroup(group, ofGroup, page)),
    ]),
  );
}

/** Returns what a note is listed under: its talk, nothing for the hallway, or the uncertain ones. */
function groupOfNote({ talkId, isUnsure }: RecapNote): TalkId | 'hallway' | 'unsure-notes' {
  return isUnsure ? 'unsure-notes' : (talkId ?? 'hallway');
}

function renderGroup(group: ReturnType<typeof groupOfNote>, notes: RecapNote[], page: PageContext): Element {
  const { t, talkById } = page.view;
  const talk = talkById.get(group);
  return h(
    'details',
    h(
      'summary',
      talk === undefined ? t(group === 'unsure-notes' ? group : 'hallway') : isolatedText(talk.title),
      ' ',
      h('span.count', t('notes', { count: notes.length })),
    ),
    h('ol.notes', onLines(...notes.map((note) => serialized(renderNote(note, page))))),
  );
}

function renderNote(note: RecapNote, { view, anchors }: PageContext): Element {
  const at = messageInstant(note);
  const permalink = toSafeUrl(note.permalink);
  const time = at === undefined ? '' : view.clock.time(at);
  // Built without `h`, which parses a selector each time: a large conference has many thousands of notes.
  return element('li', { id: anchors.note.get(note.id)! }, [
    element('b', { dir: 'auto' }, [textOf(plainLine(note.author))]),
    textOf(' '),
    permalink === undefined ? textOf(time) : externalLink(permalink, time === '' ? view.t('message') : time),
    element('p', { dir: 'auto' }, linesOf(note.text)),
  ]);
}

function element(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

function textOf(value: string): Text {
  return { type: 'text', value };
}
