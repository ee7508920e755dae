import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { pageStyle } from '#render/html/page-style.ts';
import { COVER_COLORS, renderCover } from '#render/html/reading-list.ts';
import { recapMessages } from '#render/messages/recap-messages.ts';

const t = recapMessages('en');
const book = (title: string, authors: string[] = []) => renderCover({ kind: 'book', title, authors }, t);

test('a book has its title and authors on its cover, in a colour that stays its own', () => {
  const { tagName, properties, children } = book('Release It!', ['Michael Nygard', 'Another']);
  assert.equal(tagName, 'div');
  assert.deepEqual(children, []);
  assert.equal(properties.dataTitle, 'Release It!');
  assert.equal(properties.dataAuthor, 'Michael Nygard and Another');
  assert.equal(properties.ariaHidden, 'true');
  assert.deepEqual(properties.className, book('Release It!').properties.className);
  assert.equal(book('Release It!').properties.dataAuthor, undefined);
});

test('what is no book has no cover', () => {
  const kinds = ['article', 'video', 'slides', 'repository', 'link'] as const;
  assert.deepEqual(
    kinds.map((kind) => toHtml(renderCover({ kind, title: 'X', authors: [] }, t))),
    kinds.map((kind) => `<div class="tile" aria-hidden="true" data-kind="${kind}"></div>`),
  );
});

test('whatever a title holds stays within its attribute, and its colour is one that there is', () => {
  const styled = new Set([...pageStyle.matchAll(/^\.(cover-\d)/gm)].map(([, name]) => name));
  assert.equal(styled.size, COVER_COLORS);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('"><script>alert(1)</script>')), (title) => {
      const cover = book(title, [title]);
      const { children } = fromHtml(toHtml(cover), { fragment: true });
      assert.deepEqual(
        children.map((child) => child.type === 'element' && child.children.length),
        [0],
      );
      assert.ok(styled.has(String((cover.properties.className as string[])[1])));
    }),
  );
});

test('each colour has a contrast of 7 : 1 with what is written on it', () => {
  const luminance = (hex: string) => {
    const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
    const [red, green, blue] = channels.map((value) =>
      value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
    ) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [, ink] = /\.cover \{[^}]* color: (#[0-9a-f]{6})/.exec(pageStyle)!;
  const colours = [...pageStyle.matchAll(/--cover: (#[0-9a-f]{6})/g)].map(([, colour]) => colour!);
  assert.equal(colours.length, COVER_COLORS);
  for (const colour of colours) {
    const contrast = (luminance(ink!) + 0.05) / (luminance(colour) + 0.05);
    assert.ok(contrast >= 7, `${colour}: ${contrast.toFixed(2)}`);
  }
});
