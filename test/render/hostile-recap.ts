import fc from 'fast-check';
import { tableRow } from '#domain/recap/point-lines.ts';
import type { Recap, Section } from '#domain/recap/recap.ts';
import { anyText } from '#test/any-text.ts';

const fragments = [
  '<!channel>',
  '<!here|here>',
  '<!subteam^S1>',
  '<@U1>',
  '<#C1|room>',
  '@here',
  '@everyone',
  '<https://evil.example|https://good.example>',
  '[https://good.example](https://evil.example)',
  '<https://evil.example>',
  'https://good.example@evil.example/',
  '&lt;!channel&gt;',
  ':memo:',
  '=HYPERLINK("https://evil.example","good")',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\uff1d1',
  '{',
  '}',
  '\\input{/etc/passwd}',
  '%',
  'java\tscript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  '<svg onload=alert(1)>',
  '<iframe srcdoc=x>',
  '<style>*{display:none}</style>',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '</style>',
  '"><img src=x onerror=alert(1)>',
  '<!--',
  ']]>',
  '](javascript:alert(1))',
  '![x](http://x.example/y.png)',
  '[^1]: note',
  '[a]: http://x.example',
  '`',
  '```',
  '~~~',
  '*',
  '**',
  '_',
  '~~',
  '|',
  '|-|',
  '#',
  '>',
  '1.',
  '- [ ]',
  '---',
  '===',
  '&amp;',
  '&#x41;',
  '&lt',
  '\\',
  'http://x.example/(y',
  'https://x.example/*y_z*.',
  'www.x.example',
  'a@b.example',
  'mailto:a@b.example',
  'xmpp:a@b.example',
  'javascript:alert(1)',
  ' ',
  '\n',
  '\n\n',
  '\t',
  '\u0000',
  '\u0085',
  '\u2028',
  '\u202e',
  '\u202a',
  '\u2066',
  '\u2069',
  '\u00ad',
  '\u{e0041}',
  '\u200b',
  '\u200d',
  '\ufeff',
  '\ud800',
  'שלום',
  'مرحبا',
  '発表',
  '👩‍💻',
  'é',
  'word',
  'a',
  '.',
  ',',
  '!',
];

/** Texts made of what markup is made of, and of any characters at all. */
export const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
  anyText({ maxLength: 20 }),
);

/** One text in every field of a recap that people can write. */
export function recapOf(text: string): Recap {
  const noteIds = ['C1:1464272340.000100'];
  const noteId = noteIds[0]!;
  const point = { text, noteIds, agreement: 2 };
  const section: Section = {
    points: [point, { ...point, heading: text, isKey: true, moreItems: 2 }],
    quotes: [{ text, speaker: text, noteId }],
    questions: [{ ...point, answer: text, askedBy: text }],
    thoughts: [{ text, noteIds, by: text }],
    lookups: [{ text, noteIds, by: text }],
    leftOut: [{ heading: text, noteIds }],
    photos: [{ file: text, caption: text, alt: text, noteId }],
    links: [
      { url: text, title: text, noteIds },
      { url: 'https://x.example/', title: text, noteIds },
    ],
    contributors: [text, text],
  };
  const row = tableRow([text, text, text]);
  const prose: Section = {
    ...section,
    isProse: true,
    inShort: point,
    points: [
      { ...point, heading: text },
      { ...point, text: [text, row, row].join('\n'), lineNoteIds: [[], [], noteIds] },
      { ...point, text: `1. ${text}\n2. ${text}` },
    ],
    unclear: [point],
  };
  const talk = {
    title: text,
    speakers: [{ name: text, affiliation: text }, { name: text }],
    room: text,
    startsAt: '2016-05-26T10:15:00-04:00',
    endsAt: '2016-05-26T10:45:00-04:00',
    url: text,
    slug: text,
  };
  const recommendation = { author: text, noteId, comment: text };
  const nothing: Section = { points: [], quotes: [], questions: [], photos: [], links: [], contributors: [] };
  return {
    version: 1,
    conference: { name: text, timezone: 'America/Toronto', from: '2016-05-26', to: '2016-05-26' },
    introduction: text,
    closing: text,
    headlines: [point],
    days: [
      {
        date: '2016-05-26',
        headlines: [{ ...point, text: `${text} too` }],
        talks: [
          { id: 'a', ...talk, ...section, program: text },
          { id: 'b', ...talk, room: 'B', ...nothing },
        ],
        hallway: prose,
      },
    ],
    readingList: [
      {
        kind: 'book',
        title: text,
        authors: [text],
        url: text,
        recommendedBy: [{ ...recommendation, talkId: 'a' }],
      },
      {
        kind: 'article',
        title: text,
        authors: [],
        url: 'https://x.example/',
        recommendedBy: [recommendation],
      },
    ],
    contributors: [{ author: text, notes: 1 }],
    notCovered: ['b'],
    notes: [
      {
        id: noteId,
        channel: 'C1',
        ts: '1464272340.000100',
        author: text,
        text,
        kind: 'point',
        talkId: 'a',
        day: '2016-05-26',
        permalink: text,
      },
    ],
  };
}
