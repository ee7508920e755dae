import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Recap } from '#domain/recap/recap.ts';
import { renderDocument } from '#render/exports/render-document.ts';
import { createMessageRenderer } from '#render/slack/digest/render-messages.ts';
import { buildHomeView } from '#render/slack/home/home.ts';
import { savedNote } from '#test/fakes/sample-results.ts';
import { hostileText, recapOf } from './hostile-recap.ts';
import { checkMessage, checkView } from './slack/check-blocks.ts';
import { trackedConference } from './slack/sample.ts';

/** What a person could write to make others see, follow, run or be called by something else than text. */
const ATTEMPTS = [
  '<!channel> <!here|here> <!subteam^S1> @here @everyone @channel',
  '<https://evil.example|https://good.example> [https://good.example](https://evil.example)',
  '<javascript:alert(1)|x> [x](javascript:alert(1)) javascript:alert(1) data:text/html,<script>x</script>',
  '<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)></style></title><!--',
  '=HYPERLINK("https://evil.example","good")',
  "+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(1+1)',
  '\t=1+1',
  '\r=1+1',
  '\uff1d1+1',
  ' =1+1',
  '\u200b=1+1',
  '} } @book{x, title = {y}} \\input{/etc/passwd} \\write18{id} % $x$ #1 ~ ^ _ & {',
  '\u202egnp.exe\u202c \u2066x\u2069 \u200f\u200e a\u200bb\u00adc \u0000\u0007\u001b[31m',
  '\u{e0041}\u{e0042} hidden tags \ufeff\u2060\u180e',
  '| a | b |\n|---|---|\n| 1 | 2 |\n\n# Title\n\n> quote\n\n```\ncode\n```\n\n***\n[^1]: note\n[a]: https://evil.example',
  'lone \ud800 surrogate \udc00',
  'x'.repeat(5_000),
];

interface Node {
  type: string;
  url?: unknown;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
}

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children ?? []) yield* nodesOf(child);
}

/** An address that may be followed: of the web, within the page or its folder, or of a person, which GitHub finds by itself in text. */
function assertHarmless(address: unknown): void {
  // What is no address leads nowhere.
  const url = URL.parse(String(address), 'https://here.example/');
  assert.match(url?.protocol ?? 'https:', /^(?:https?|mailto|xmpp):$/, String(address));
}

const RENDERED: Record<string, (recap: Recap) => void> = {
  md: (recap) => {
    const { content } = renderDocument('md', recap);
    const tree = fromMarkdown(content, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    for (const { type, url } of nodesOf(tree as Node)) {
      assert.notEqual(type, 'html');
      if (url !== undefined) assertHarmless(url);
    }
    assertVisible(content);
  },
  html: (recap) => {
    const { content } = renderDocument('html', recap);
    const ours = scriptsOf(renderDocument('html', recapOf('a')).content);
    assert.ok(scriptsOf(content) <= ours);
    for (const { tagName, properties = {} } of nodesOf(fromHtml(content) as Node)) {
      assert.doesNotMatch(tagName ?? '', /^(?:iframe|object|embed|base|form)$/);
      for (const [name, value] of Object.entries(properties)) {
        assert.doesNotMatch(name, /^on/i);
        if (name === 'href' || name === 'src') assertHarmless(value);
      }
    }
    assertVisible(content);
  },
  json: (recap) => assert.deepEqual(JSON.parse(renderDocument('json', recap).content), recap),
  csv: (recap) => {
    const rows: string[][] = parseCsv(renderDocument('csv', recap).content);
    assert.ok(rows.every((row) => row.length === rows[0]!.length));
    // Spreadsheets take these for formulas, some after white space and in their wide forms too.
    for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u);
    assertVisible(rows.flat().join(' '));
  },
  csl: (recap) => assert.ok(Array.isArray(JSON.parse(renderDocument('csl', recap).content))),
  bib: (recap) => {
    const { content } = renderDocument('bib', recap);
    let depth = 0;
    for (const character of content) {
      if (character === '{') depth += 1;
      if (character === '}') depth -= 1;
      assert.ok(depth >= 0);
    }
    assert.equal(depth, 0);
    assert.equal(content.match(/^@\w+\{/gm)?.length ?? 0, recap.readingList.length);
    assert.doesNotMatch(content, /\\(?:input|write|include|def|csname)\b/);
    assertVisible(content);
  },
  slack: (recap) => {
    const forms = createMessageRenderer();
    const conference = trackedConference(recap);
    const { text } = recap.notes[0]!;
    const note = { ...savedNote().note, source: text };
    const [talk] = recap.days[0]!.talks;
    const messages = [
      ...forms.digest({ conference, recap, day: conference.from }).map(({ message }) => message),
      ...forms.recap({ recap }).map(({ message }) => message),
      forms.note(note, { author: text, text }),
      forms.talkThread(talk!, conference),
      forms.hallwayThread(conference.from, conference),
    ];
    for (const message of messages) {
      checkMessage(message);
      assertVisible(textsOf(message.blocks).join(' '));
      assert.doesNotMatch(message.text, /<[!@#]/);
    }
  },
  home: (recap) => {
    const { text } = recap.notes[0]!;
    const conference = trackedConference(recap);
    const [talk] = recap.days[0]!.talks;
    const state = {
      ...{ conference, phase: 'during' as const, talks: 1, notes: 1, onNow: [talk!], posted: [] },
      ...{ waiting: [], troubles: [text], isOrganizer: true },
    };
    const own = [{ ...savedNote(), conference, talk: talk!, alternatives: [talk!], isUnsure: true }];
    const view = buildHomeView(
      {
        conferences: [{ ...state, ownNotes: own, ownCount: 1, unplaced: own }],
        past: [state],
        optedOut: false,
      },
      () => text,
    );
    checkView(view);
    assertVisible(textsOf(view.blocks).join(' '));
  },
};

/** Nothing that only hides, or reorders how its neighbours show. */
function assertVisible(text: string): void {
  assert.doesNotMatch(text, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]/);
  assert.ok(text.isWellFormed());
}

/** How many scripts a browser would run. */
function scriptsOf(html: string): number {
  return [...nodesOf(fromHtml(html) as Node)].filter(({ tagName }) => tagName === 'script').length;
}

/** What people read in blocks: their texts, not their ids and values. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    typeof part === 'string' ? (key === 'text' || key === 'alt_text' ? [part] : []) : textsOf(part),
  );
}

for (const [name, check] of Object.entries(RENDERED)) {
  test(`${name}: whatever anybody writes in any field is only text`, () => {
    for (const attempt of ATTEMPTS) check(recapOf(attempt));
    fc.assert(
      fc.property(hostileText, (text) => check(recapOf(text))),
      { numRuns: 60 },
    );
  });
}
