import type { Conference } from '#domain/conference/conference.ts';
import type { Speaker } from '#domain/conference/talk.ts';
import type { ReadingItem, Recommendation } from '#domain/reading-list/work.ts';
import type { Photo, Recap, RecapDay, RecapNote, RecapTalk, Section } from '#domain/recap/recap.ts';
import type { Question, Quote, Remark } from '#domain/recap/summary.ts';

const recapKeys = keysOf<Recap>()(
  'version',
  'conference',
  'introduction',
  'closing',
  'headlines',
  'themes',
  'days',
  'readingList',
  'contributors',
  'notCovered',
  'notes',
);
const conferenceKeys = keysOf<Conference>()('name', 'timezone', 'from', 'to');
const questionKeys = keysOf<Question>()(
  'text',
  'moreItems',
  'heading',
  'isKey',
  'noteIds',
  'agreement',
  'answer',
  'askedBy',
);
const remarkKeys = keysOf<Remark>()('text', 'noteIds', 'by');
const dayKeys = keysOf<RecapDay>()('date', 'headlines', 'themes', 'talks', 'hallway');
const sectionKeys = keysOf<Section>()(
  'gist',
  'points',
  'quotes',
  'questions',
  'thoughts',
  'lookups',
  'leftOut',
  'disagreements',
  'photos',
  'links',
  'contributors',
);
const talkKeys = keysOf<Omit<RecapTalk, keyof Section>>()(
  'id',
  'slug',
  'title',
  'speakers',
  'room',
  'track',
  'type',
  'startsAt',
  'endsAt',
  'url',
  'program',
);
const speakerKeys = keysOf<Speaker>()('name', 'affiliation');
const quoteKeys = keysOf<Quote>()('text', 'speaker', 'heading', 'noteId');
const photoKeys = keysOf<Photo>()('file', 'caption', 'alt', 'width', 'height', 'noteId');
const linkKeys = keysOf<Section['links'][number]>()('url', 'title', 'noteIds');
const itemKeys = keysOf<ReadingItem>()('kind', 'title', 'authors', 'year', 'isbn13', 'url', 'recommendedBy');
const recommendationKeys = keysOf<Recommendation>()('author', 'noteId', 'talkId', 'comment');
const contributorKeys = keysOf<Recap['contributors'][number]>()('author', 'notes');
const noteKeys = keysOf<RecapNote>()(
  'id',
  'channel',
  'ts',
  'author',
  'text',
  'kind',
  'talkId',
  'isUnsure',
  'day',
  'links',
  'permalink',
);

/** `recap.json`: the recap itself, its keys always in the same order, indented by two, with a final newline. */
export function renderJson(recap: Recap): string {
  return `${JSON.stringify(orderRecap(recap), null, 2)}\n`;
}

function orderRecap(recap: Recap): unknown {
  return inOrder(recap, recapKeys, {
    conference: (conference) => inOrder(conference, conferenceKeys),
    headlines: (points) => points.map(orderPoint),
    themes: (points) => points.map(orderPoint),
    days: (days) => days.map(orderDay),
    readingList: (items) => items.map(orderItem),
    contributors: (people) => people.map((person) => inOrder(person, contributorKeys)),
    notes: (notes) => notes.map((note) => inOrder(note, noteKeys)),
  });
}

function orderDay(day: RecapDay): unknown {
  return inOrder(day, dayKeys, {
    headlines: (points) => points.map(orderPoint),
    themes: (points) => points.map(orderPoint),
    talks: (talks) => talks.map(orderTalk),
    hallway: (section) => inOrder(section, sectionKeys, sectionParts),
  });
}

function orderTalk(talk: RecapTalk): unknown {
  return inOrder(talk, [...talkKeys, ...sectionKeys], {
    ...sectionParts,
    speakers: (speakers) => speakers.map((speaker) => inOrder(speaker, speakerKeys)),
  });
}

function orderPoint(point: Question): unknown {
  return inOrder(point, questionKeys);
}

const sectionParts: Parts<Section> = {
  gist: orderPoint,
  points: (points) => points.map(orderPoint),
  quotes: (quotes) => quotes.map((quote) => inOrder(quote, quoteKeys)),
  questions: (questions) => questions.map(orderPoint),
  thoughts: (remarks) => remarks.map((remark) => inOrder(remark, remarkKeys)),
  lookups: (remarks) => remarks.map((remark) => inOrder(remark, remarkKeys)),
  disagreements: (points) => points.map(orderPoint),
  photos: (photos) => photos.map((photo) => inOrder(photo, photoKeys)),
  links: (links) => links.map((link) => inOrder(link, linkKeys)),
};

function orderItem(item: ReadingItem): unknown {
  return inOrder(item, itemKeys, {
    recommendedBy: (people) => people.map((person) => inOrder(person, recommendationKeys)),
  });
}

type Parts<Shape> = { [Key in keyof Shape]?: (value: NonNullable<Shape[Key]>) => unknown };

/** A copy with the named keys first, in that order, and after them whatever else is there, so that nothing is lost. */
function inOrder<Shape extends object>(
  value: Shape,
  keys: readonly (keyof Shape)[],
  parts: Parts<Shape> = {},
): Partial<Record<keyof Shape, unknown>> {
  const ordered: Partial<Record<keyof Shape, unknown>> = {};
  const all = new Set([...keys, ...(Object.keys(value) as (keyof Shape)[])]);
  for (const key of all) {
    const part = value[key];
    if (part !== undefined) ordered[key] = parts[key]?.(part!) ?? part;
  }
  return ordered;
}

/** A list of all keys of a shape; the compiler refuses one that lacks a key. */
function keysOf<Shape>() {
  return <Keys extends (keyof Shape)[]>(
    ...keys: Exclude<keyof Shape, Keys[number]> extends never ? Keys : never
  ): Keys => keys;
}
