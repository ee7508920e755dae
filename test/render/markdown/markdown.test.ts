import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Link, Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { renderMarkdown, renderReadingListMarkdown } from '#render/markdown/markdown.ts';
import { recapMessages } from '#render/messages/recap-messages.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { viewPoint } from '#render/view/point-view.ts';
import { emptyRecap, matchesGolden, readRecap } from '#test/render/golden.ts';
import { hostileText, recapOf } from '#test/render/hostile-recap.ts';
import { manyTalks } from '#test/render/many-talks.ts';

const small = readRecap('small');

test('a recap is a blog post', () => {
  matchesGolden(renderMarkdown(small), 'small.md');
  matchesGolden(renderMarkdown({ ...small, language: 'de' }), 'small.de.md');
});

test('headlines lead to the section on their talk', () => {
  assert.match(
    renderMarkdown(small),
    /cultural change that it needs\. \(\[in Bridget Kromhout’s talk\]\(#containers-will-not-fix[a-z-]*\)\) \[↗\]\(https:/,
  );
});

test('a headline that somebody noted in the hallway is credited to nobody', () => {
  const recap = structuredClone(small);
  const { noteIds } = recap.headlines.find(({ text }) => text.includes('cultural change'))!;
  for (const note of recap.notes) if (noteIds.includes(note.id)) note.talkId = null;
  assert.match(renderMarkdown(recap), /cultural change that it needs\. \[↗\]\(/);
});

test('talks and open spaces that nobody covered are listed by day', () => {
  const markdown = renderMarkdown(small);
  assert.match(
    markdown,
    /\n## Not covered\n\nThu 26 May\n\n- 11:30 \[\*From Commit.*\n- 13:00 \[\*Why we should be excited about Azure Stack\*\]\(https.*\) \(Max Y.*\n- 14:40 \*Open Space #1\*\n\nFri 27 May\n\n- 11:30 /,
  );
});

test('a question without an answer stands alone', () => {
  const recap = structuredClone(small);
  delete recap.days[0]!.talks.find(({ questions }) => questions.length > 0)!.questions[0]!.answer;
  assert.match(
    renderMarkdown(recap),
    /#### Questions\n\n- Where do you start\? \(somebody from a bank\) \[↗\]\(\S*\)\n\n/,
  );
});

test('steps below an introduction keep their numbers', () => {
  const recap = structuredClone(small);
  const talk = recap.days[0]!.talks.find(({ points }) => points.length > 0)!;
  talk.points = [{ ...talk.points[0]!, text: 'To start it:\n1. Wind the spring\n2. Open the gate' }];
  assert.match(renderMarkdown(recap), /- To start it:.*\n {2}1\. Wind the spring\n {2}2\. Open the gate\n/);
});

test('rooms are named only where there are several', () => {
  assert.doesNotMatch(renderMarkdown(small), /Glenn Gould/);
  assert.match(renderMarkdown(manyTalks({ talks: 4, rooms: 2, notes: 20 })), /09:00 · Room 2/);
});

test('a conference without notes lists what nobody noted', () => {
  const markdown = renderMarkdown(emptyRecap({ talks: 2 }));
  assert.match(markdown, /No notes yet/);
  assert.match(markdown, /## Not covered\n\n- 10:00 \*Title of t0\*\n- 10:00 \*Title of t1\*/);
  assert.doesNotMatch(markdown, /Highlights|Reading list|Who took notes|Between/);
});

test('a conference with neither notes nor schedule is a title', () => {
  assert.equal(
    renderMarkdown(emptyRecap({ talks: 0 })),
    '# Quiet\n\n*2 May 2024 · times in Europe/Berlin*\n\nNo notes yet\n',
  );
});

test('without a schedule the notes are the day’s', () => {
  const recap = manyTalks({ talks: 0, rooms: 1, notes: 0 });
  recap.days[0]!.hallway.points.push({ text: 'It rains.', noteIds: [], agreement: 1 });
  assert.match(renderMarkdown(recap), /## Saturday, 3 February 2024\n\n### Notes from this day\n\nIt rains\.\n/);
});

test('hostile text of every field stays text', () => {
  checkTree(parse(renderMarkdown(readRecap('nasty'))));
});

test('whatever is written, it is text and no markup', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const tree = parse(renderMarkdown(recapOf(text)));
      checkTree(tree);
      const words = plainLine(text);
      const [title, ...others] = tree.children.filter(({ type }) => type === 'heading').map(textOf);
      assert.equal(title, words || 'Untitled conference');
      assert.deepEqual(
        others.filter(
          (heading) =>
            !/^(?:Highlights|Between the talks|Brief notes|Not covered|Reading list|Who took notes|Thursday, .*|Questions|What we thought|To look up)$/.test(
              heading,
            ),
        ),
        [`${words || 'Untitled session'} (10:15)`, ...Array.from({ length: words === '' ? 0 : 2 }, () => words)],
      );
      // A line break of Markdown has no text.
      const lead = viewPoint({ text, noteIds: [], agreement: 1 }, recapMessages('en'))[0]!.text.replaceAll('\n', '');
      const credit = words === '' ? [] : [`${lead} (2 people noted this)`];
      const points = tree.children.flatMap((node) => (node.type === 'list' ? node.children.map(textOf) : []));
      for (const point of credit)
        assert.ok(
          points.some((found) => found.startsWith(point)),
          `${points} has ${point}`,
        );
    }),
    { numRuns: 100 },
  );
});

test('thousands of notes are rendered', () => {
  const markdown = renderMarkdown(manyTalks({ talks: 60, rooms: 5, notes: 2000 }));
  assert.equal(markdown.match(/^### /gm)?.length, 46);
});

function parse(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** Only what the renderer itself writes, and links that are http(s) or to a photo. */
function checkTree(tree: Root): void {
  const allowed =
    /^(?:root|heading|paragraph|text|emphasis|strong|break|list|listItem|link|image|blockquote|table\w*)$/;
  for (const node of nodesOf(tree)) {
    assert.match(node.type, allowed);
    if (node.type === 'link' && !isLiteral(node)) assert.match(node.url, /^(?:https?:\/\/|#)/i);
    if (node.type === 'image') assert.doesNotMatch(node.url, /^[a-z]+:|^\/|\.\.\//i);
  }
}

/** A reader of GitHub-flavoured Markdown makes links of addresses in plain text; they lead where they say. */
function isLiteral(link: Link): boolean {
  const label = textOf(link);
  return (
    [`mailto:${label}`, `http://${label}`].includes(link.url) || (/^(?:mailto|xmpp):/.test(label) && label === link.url)
  );
}

function* nodesOf(node: Nodes): Generator<Nodes> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* nodesOf(child);
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

test('the reading list alone is a post of its own', () => {
  const markdown = renderReadingListMarkdown(small);
  assert.match(markdown, /^# Reading list: /);
  assert.equal(markdown.split('\n').filter((line) => line.startsWith('- ')).length, small.readingList.length);
  assert.match(renderReadingListMarkdown({ ...small, readingList: [] }), /Nothing was recommended/);
});
