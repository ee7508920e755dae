import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseBookPage, parseWorkLink, titleFromSlug } from '#text/book-links/link-target.ts';

test('classifies addresses by their target', () => {
  for (const [kind, addresses] of Object.entries({
    repository: [
      'https://github.com/Shopify/shipit-engine',
      'https://github.com/a/b/tree/main/docs',
      'https://gitlab.com/group/sub/project',
      'https://codeberg.org/a/b.git',
    ],
    video: ['https://youtu.be/abc', 'https://vimeo.com/123', 'https://www.infoq.com/presentations/Simple-Made-Easy/'],
    slides: ['https://speakerdeck.com/a/b', 'https://docs.google.com/presentation/d/1', 'https://a.org/talk.pptx'],
    article: [
      'https://arxiv.org/abs/1706.03762',
      'https://martinfowler.com/articles/microservices.html',
      'https://a.org/2016/05/23/my-post/',
      'https://blog.a.org/my-post',
    ],
    link: [
      'https://codeascraft.com',
      'https://blog.a.org/',
      'https://github.com/a/b/issues/3',
      'https://12factor.net/',
    ],
    book: ['https://www.manning.com/books/elm-in-action', 'https://a.shop/x/9780978739218'],
  })) {
    for (const address of addresses) assert.equal(parseWorkLink(address)?.kind, kind, address);
  }
});

test('ignores places, profiles, pictures and private hosts', () => {
  for (const address of [
    'https://team.slack.com/archives/C1/p1',
    'https://us02web.zoom.us/j/1',
    'https://meet.google.com/abc',
    'https://calendar.google.com/event?x=1',
    'https://twitter.com/somebody',
    'https://www.linkedin.com/in/somebody',
    'https://www.google.com/search?q=book',
    'https://a.org/picture.PNG',
    'https://github.com/a/b/commit/123abc',
    'https://github.com/features',
    'http://localhost:3000/books/some-title',
    'http://192.168.0.1/',
    'http://[::1]/',
    'http://wiki/books',
    'http://build.internal/x',
    'ftp://a.org/x',
    'javascript:alert(1)',
    'nonsense',
  ]) {
    assert.equal(parseWorkLink(address), undefined, address);
  }
});

test('parses titles and ISBNs from bookstore addresses', () => {
  for (const [address, title, isbn13] of [
    [
      'https://www.amazon.com/Just-Enough-Architecture/dp/0984618104/ref=x',
      'Just Enough Architecture',
      '9780984618101',
    ],
    ['https://www.amazon.de/-/en/Clean-Code/dp/0132350882', 'Clean Code', '9780132350884'],
    ['https://www.goodreads.com/book/show/85009.Design_Patterns', 'Design Patterns', undefined],
    ['https://openlibrary.org/works/OL16809825W/The_Phoenix_Project', 'The Phoenix Project', undefined],
    ['https://pragprog.com/titles/mnee2/release-it-second-edition/', 'Release It', undefined],
    ['https://bookshop.org/p/books/the-manager-s-path/9781491973899', "The Manager's Path", '9781491973899'],
    ['https://press.example.edu/books/hardcover/9780691175683/the-art-of-x', 'The Art of X', '9780691175683'],
  ] as const) {
    const page = parseBookPage(new URL(address));
    assert.equal(page?.isBook, 'certain', address);
    assert.equal(titleFromSlug(page?.slug ?? ''), title);
    assert.equal(page?.isbn13, isbn13);
  }
});

test('does not take other products for books', () => {
  for (const address of [
    'https://www.amazon.com/dp/B07PFFMP9P',
    'https://amzn.to/3abc',
    'https://a.org/books/some-title',
  ]) {
    assert.notEqual(parseBookPage(new URL(address))?.isBook, 'certain', address);
  }
  for (const address of [
    'https://doc.rust-lang.org/book/ch04.html',
    'https://a.org/books',
    'https://leanpub.com/u/somebody',
  ]) {
    assert.equal(parseBookPage(new URL(address)), undefined, address);
  }
});

test('accepts any address', () => {
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (address) => {
      const link = parseWorkLink(address);
      assert.ok(link === undefined || link.url === address);
    }),
  );
  assert.doesNotThrow(() => parseWorkLink(`https://a.org/books/${'%E0%A4%A'.repeat(3)}`));
  assert.doesNotThrow(() => parseWorkLink(`https://www.packtpub.com/${'a-'.repeat(50_000)}`));
});
