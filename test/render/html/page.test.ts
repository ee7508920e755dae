import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Element, Nodes, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { Recap } from '#domain/recap/recap.ts';
import { renderHtml } from '#render/html/page.ts';
import { pageScript, pageScriptHash } from '#render/html/page-script.ts';
import { pageStyle, pageStyleHash } from '#render/html/page-style.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { emptyRecap, matchesGolden, readRecap } from '#test/render/golden.ts';
import { hostileText, recapOf } from '#test/render/hostile-recap.ts';
import { manyTalks } from '#test/render/many-talks.ts';

const small = readRecap('small');
const page = fromHtml(renderHtml(small));

test('a recap is one page', () => {
  matchesGolden(renderHtml(small), 'small.html');
  matchesGolden(renderHtml({ ...small, language: 'de' }), 'small.de.html');
});

test('the policy allows the style sheet, the script and no other', () => {
  for (const [text, hash] of [
    [pageStyle, pageStyleHash],
    [pageScript, pageScriptHash],
  ] as const) {
    assert.equal(hash, `sha256-${createHash('sha256').update(text).digest('base64')}`);
  }
  const policy = elements(page, 'meta').find(({ properties }) => properties.httpEquiv !== undefined);
  assert.match(
    String(policy?.properties.content),
    /^default-src 'none'; img-src 'self' file:; script-src 'sha256-[^ ']+'; style-src 'sha256-[^ ']+'; base-uri/,
  );
});

test('whatever stands on a page has a style', () => {
  const whole = structuredClone(small);
  const said = [{ text: 'Said of several', noteIds: small.notes.slice(0, 2).map(({ id }) => id), agreement: 2 }];
  const [day] = whole.days as [Recap['days'][number]];
  Object.assign(whole, { introduction: 'Dear all', closing: 'Until next year', themes: said });
  Object.assign(day.talks[0]!, { inShort: said[0], disagreements: said });
  const classes = [whole, manyTalks({ talks: 9, rooms: 2, notes: 20 })].flatMap((recap) =>
    elements(fromHtml(renderHtml(recap))).flatMap(({ properties }) => properties.className ?? []),
  );
  const bare = new Set(classes.filter((name) => !new RegExp(`\\.${name}(?![\\w-])`).test(pageStyle)));
  assert.deepEqual([...bare], []);
});

test('every mark leads to its note on the page, which everybody can see', () => {
  const ids = new Set(elements(page).map(({ properties }) => properties.id));
  const marks = elements(page, 'a').filter(({ properties }) => String(properties.className) === 'src');
  assert.ok(marks.length > 20);
  for (const { properties } of marks) {
    const href = String(properties.href);
    assert.ok(href.startsWith('#') && ids.has(href.slice(1)), href);
  }
});

test('every point has a mark for each of its notes', () => {
  const points = elements(page, 'ul').filter(({ properties }) => String(properties.className) === 'points');
  const items = points.flatMap((list) => list.children.filter((child) => 'tagName' in child));
  assert.equal(items.length, 12);
  const marks = items.map((item) => elements(item, 'a').filter((a) => String(a.properties.className) === 'src'));
  assert.equal(marks.filter(({ length }) => length === 2).length, 2);
  assert.ok(marks.every(({ length }) => length > 0));
});

test('headings follow each other without a gap', () => {
  const levels = elements(page).flatMap(({ tagName }) => (/^h\d$/.test(tagName) ? [Number(tagName[1])] : []));
  assert.equal(levels[0], 1);
  for (const [index, level] of levels.entries()) assert.ok(level <= (levels[index - 1] ?? 0) + 1);
});

test('a page on the web leads to the others of its conference, and asks not to be listed', () => {
  const place = {
    photoSource: (file: string) => `TOKEN/${file}`,
    web: {
      feed: 'TOKEN/feed.xml',
      icon: 'TOKEN/icon.svg',
      whole: '../TOKEN',
      days: [
        { date: '2016-05-26', address: 'TOKEN/2016-05-26' },
        { date: '2016-05-27', address: 'TOKEN/2016-05-27' },
      ],
      day: '2016-05-26',
    },
  };
  const tree = fromHtml(renderHtml(small, place));
  const [pages] = elements(tree, 'nav').filter(({ properties }) => properties.ariaLabel === 'Pages');
  assert.deepEqual(
    elements(pages!, 'a').map((link) => [textOf(link), link.properties.href, link.properties.ariaCurrent]),
    [
      ['Whole conference', '../TOKEN', undefined],
      ['Thu 26 May', undefined, 'page'],
      ['Fri 27 May', 'TOKEN/2016-05-27', undefined],
      ['Feed', 'TOKEN/feed.xml', undefined],
    ],
  );
  assert.equal(elements(tree, 'img')[0]?.properties.src, 'TOKEN/photos/feedback-loop.png');
  const metas = elements(tree, 'meta').map(({ properties }) => `${properties.name}: ${properties.content}`);
  assert.ok(metas.includes('robots: noindex, nofollow'));
  assert.ok(metas.some((meta) => meta.includes("img-src 'self';")));
});

test('ids are unique and links within the page lead somewhere', () => {
  for (const recap of [small, readRecap('nasty'), manyTalks({ talks: 30, rooms: 3, notes: 100 })]) {
    checkLinks(fromHtml(renderHtml(recap)));
  }
});

test('each day has its timeline, and the same as a table', () => {
  const [first] = elements(page, 'section').filter(({ properties }) => properties.id === 'day-2016-05-26');
  const pictures = elements(first!, 'svg');
  assert.deepEqual(
    pictures.map(({ properties }) => [properties.role, String(properties.className)]),
    [
      ['img', 'wide'],
      ['img', 'narrow'],
    ],
  );
  const [noted, missed] = ['noted', 'missed'].map(
    (name) => elements(pictures[0]!, 'rect').filter((rect) => String(rect.properties.className) === name).length,
  );
  assert.deepEqual([noted, missed], [4, 3]);
  assert.equal(elements(first!, 'tr').length, 1 + 7);
});

test('small talk stays out of the notes', () => {
  const notes = elements(page, 'section').find(({ properties }) => properties.id === 'notes')!;
  assert.doesNotMatch(textOf(notes), /lol of course/);
  assert.match(textOf(notes), /six sources of burnout/);
});

test('a conference without notes lists its talks', () => {
  const empty = fromHtml(renderHtml(emptyRecap({ talks: 2 })));
  assert.match(textOf(empty), /No notes yet/);
  assert.match(textOf(empty), /Not covered\s+10:00 Title of t0\s+10:00 Title of t1/);
  assert.match(textOf(fromHtml(renderHtml(emptyRecap({ talks: 0 })))), /Quiet/);
});

test('hostile text of every field stays text', () => {
  checkTree(fromHtml(renderHtml(readRecap('nasty'))));
});

test('text from right to left or of wide letters keeps its own direction and its letters', () => {
  const nasty = fromHtml(renderHtml(readRecap('nasty')));
  const titles = [...elements(nasty, 'h3'), ...elements(nasty, 'h4')];
  const title = titles.find((heading) => textOf(heading).includes('日本語'))!;
  assert.equal(title.properties.dir, 'auto');
  const isolated = elements(nasty, 'bdi').map(textOf);
  assert.ok(isolated.includes('الحاويات لن تصلح ثقافتكم (DevOps)'));
  assert.ok(isolated.includes('דנה'));
});

test('whatever is written, it is text and no markup', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const tree = fromHtml(renderHtml(recapOf(text)));
      checkTree(tree);
      checkLinks(tree);
      const words = plainLine(text);
      assert.deepEqual(elements(tree, 'h1').map(textOf), [words || 'Untitled conference']);
      for (const image of elements(tree, 'img')) assert.equal(image.properties.alt, words);
    }),
    { numRuns: 100 },
  );
});

test('a page of a thousand notes is small', () => {
  assert.ok(renderHtml(small).length < 150_000);
  const html = renderHtml(manyTalks({ talks: 40, rooms: 6, notes: 1000 }));
  assert.ok(html.length < 1_000_000, `${html.length}`);
});

test('thousands of notes are rendered', () => {
  const many = fromHtml(renderHtml(manyTalks({ talks: 60, rooms: 5, notes: 2000 })));
  const lists = elements(many, 'ol').filter(({ properties }) => String(properties.className) === 'notes');
  assert.equal(lists.flatMap((list) => elements(list, 'li')).length, 2000);
});

/** Only elements and attributes of the renderer's own, and addresses that are http(s), of the page or of a photo. */
test('right-to-left notes run from the right, also within left-to-right labels', () => {
  const tree = fromHtml(renderHtml(recapOf('שלום לכם')));
  const body = elements(tree, 'body')[0]!;
  const wrong: string[] = [];
  const walk = (node: Nodes, isolated?: Element): void => {
    if (node.type === 'text' && /\p{Script=Hebrew}/u.test(node.value)) {
      const first = /\p{L}/u.exec(isolated === undefined ? '' : textOf(isolated))?.[0] ?? '';
      if (!/\p{Script=Hebrew}/u.test(first)) wrong.push(isolated === undefined ? node.value : textOf(isolated));
    }
    if (!('children' in node) || (node.type === 'element' && ['svg', 'script'].includes(node.tagName))) return;
    const isIsolated = node.type === 'element' && (node.tagName === 'bdi' || node.properties.dir === 'auto');
    for (const child of node.children) walk(child, isIsolated ? node : isolated);
  };
  walk(body);
  // A name or title within a phrase of ours.
  assert.deepEqual(
    wrong.filter((text) => !/^in (?:.+’s talk|“.+”)$/u.test(text)),
    [],
  );
});

function checkTree(tree: Root): void {
  assert.deepEqual(elements(tree, 'script').map(textOf), [pageScript]);
  assert.deepEqual(
    elements(tree, 'input').map(({ properties }) => properties.id),
    ['find'],
  );
  for (const { tagName, properties } of elements(tree)) {
    assert.doesNotMatch(tagName, /^(?:iframe|object|embed|form|base|link|template|math)$/);
    for (const name of Object.keys(properties)) assert.doesNotMatch(name, /^(?:on|style$|srcset|action)/i);
    if (tagName === 'a') assert.match(String(properties.href), /^(?:https?:\/\/|#|(?!\/)[^:?#]+$)/i);
    if (tagName === 'img') assert.doesNotMatch(String(properties.src), /:|^\/|\.\.\//);
  }
  assert.equal(elements(tree, 'style').length, 1);
  assert.equal(elements(tree, 'title').filter(({ properties }) => properties.id === undefined).length, 1);
}

function checkLinks(tree: Root): void {
  const ids = elements(tree).flatMap(({ properties }) => (properties.id === undefined ? [] : [String(properties.id)]));
  assert.deepEqual(ids, [...new Set(ids)]);
  for (const { properties } of elements(tree, 'a')) {
    const href = String(properties.href);
    if (href.startsWith('#')) assert.ok(ids.includes(href.slice(1)), href);
  }
}

function elements(node: Nodes, tagName?: string): Element[] {
  const own = node.type === 'element' && (tagName === undefined || node.tagName === tagName) ? [node] : [];
  return 'children' in node ? [...own, ...node.children.flatMap((child) => elements(child, tagName))] : own;
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
