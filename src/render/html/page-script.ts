import type { Element } from 'hast';
import { h } from 'hastscript';
import type { RecapMessages } from '#render/messages/recap-messages.ts';
import { onLines } from './nodes.ts';

/**
 * The page's only script: its search. It indexes the page when somebody starts typing, makes no requests, and inserts
 * text only as text. It runs before the rest of the page is parsed, so that the search field, which is useless without
 * it, is there at the first paint and shifts nothing.
 */
export const pageScript = String.raw`
(() => {
  const MOST = 30;
  const box = document.querySelector('.find');
  // What the page says, in its language.
  const words = JSON.parse(box.dataset.words);
  const input = box.querySelector('input');
  const status = box.querySelector('[role=status]');
  const list = box.querySelector('ol');
  box.hidden = false;

  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const read = (element) => element.textContent.replace(/\u2197\ufe0e?/g, ' ').replace(/\s+/g, ' ').trim();
  // What is found, best matches first, and its name if no talk's title says it.
  const KINDS = [
    ['.talk > h3, .talk > h4', words.talk],
    ['.works > li', words.work],
    ['.quote', words.quote],
    ['.points > li', words.hallway],
    ['.question', words.question],
    ['.photos figcaption', words.photo],
    ['.notes > li > p', words.note],
  ];
  let entries;
  const readPage = () =>
    KINDS.flatMap(([selector, name], kind) =>
      [...document.querySelectorAll(selector)].map((element) => {
        const place = element.closest('.talk, #notes details');
        const heading = place && place.querySelector('h3, h4, summary bdi, summary:not(:has(bdi))');
        const title = heading ? read(heading) : name;
        const named = element.parentElement.querySelector('b') || (place && place.querySelector('.speakers'));
        // Of speakers the names, without the link after them.
        const names = named ? named.firstChild.textContent.replace(/[\s·]+$/, '') : '';
        // A talk is found by its speakers too, and what was said in it by both.
        const isTalk = heading === element;
        const text = isTalk ? title + (names && ' · ' + names) : read(element);
        return {
          element, kind, text, title: isTalk ? name : element.matches('.notes p') ? names + ' · ' + title : title,
          folded: ' ' + fold(text), around: ' ' + fold(title + ' ' + names),
        };
      }),
    );

  const find = (wanted) =>
    entries
      .flatMap((entry) => {
        let distance = 0;
        let own = 0;
        for (const word of wanted) {
          const at = entry.folded.indexOf(word);
          if (at >= 0) own += 1;
          else if (entry.around.includes(word)) continue;
          else return [];
          // In the middle of another word.
          if (/[\p{L}\p{N}]/u.test(entry.folded[at - 1])) distance += KINDS.length;
        }
        return own === 0 ? [] : [{ entry, rank: entry.kind + distance }];
      })
      .sort((a, b) => a.rank - b.rank);

  // Folding changes lengths: where a word is in the text as it is written.
  const spanOf = (text, word) => {
    const starts = [];
    let folded = '';
    let at = 0;
    for (const letter of text) {
      const own = fold(letter);
      for (let i = 0; i < own.length; i++) starts.push(at);
      folded += own;
      at += letter.length;
    }
    starts.push(text.length);
    const from = folded.indexOf(word);
    return from < 0 ? undefined : [starts[from], starts[from + word.length]];
  };
  const snippet = (text, wanted) => {
    const [from, to] = wanted.map((word) => spanOf(text, word)).find(Boolean) || [0, 0];
    const start = from < 60 || text.length < 160 ? 0 : text.lastIndexOf(' ', from - 40) + 1;
    const mark = document.createElement('mark');
    mark.textContent = text.slice(from, to);
    const rest = text.slice(to);
    const cut = rest.length > 110 ? rest.slice(0, rest.lastIndexOf(' ', 100) + 1 || 100) + '…' : rest;
    return [(start > 0 ? '…' : '') + text.slice(start, from), mark, cut];
  };

  const show = (part) => {
    const element = part.closest('.notes li') || part;
    for (let folded = element.closest('details'); folded; folded = folded.parentElement.closest('details')) folded.open = true;
    for (const old of document.querySelectorAll('.found')) old.classList.remove('found');
    element.classList.add('found');
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'center' });
    const anchor = element.closest('[id]');
    if (anchor) history.replaceState(null, '', '#' + anchor.id);
  };
  const close = () => { list.replaceChildren(); status.textContent = ''; };
  const search = () => {
    entries ??= readPage();
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    if (wanted.length === 0) return close();
    const found = find(wanted);
    const said = found.length === 0 ? words.nothing : found.length > MOST ? words.foundMany : words.found;
    status.textContent = said.replace('{count}', found.length).replace('{shown}', MOST);
    list.replaceChildren(
      ...found.slice(0, MOST).map(({ entry }) => {
        const link = document.createElement('a');
        link.href = '#' + (entry.element.closest('[id]') || { id: '' }).id;
        const title = document.createElement('b');
        title.dir = 'auto';
        title.textContent = entry.title;
        const line = document.createElement('span');
        line.dir = 'auto';
        line.append(...snippet(entry.text, wanted));
        link.append(title, line);
        link.onclick = (event) => {
          event.preventDefault();
          close();
          show(entry.element);
        };
        const item = document.createElement('li');
        item.append(link);
        return item;
      }),
    );
    list.scrollTop = 0;
  };

  const move = (by) => {
    const links = [...list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement) + by;
    (links[at] || (by < 0 ? input : links[at - by]) || input).focus();
  };
  input.addEventListener('input', search);
  input.addEventListener('focus', () => { if (input.value && !list.children.length) search(); });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && event.target === input) list.querySelector('a')?.click();
    else if (event.key === 'Escape') { input.value = ''; close(); input.blur(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input')) return;
    event.preventDefault();
    input.focus();
  });
  document.addEventListener('click', (event) => { if (!box.contains(event.target)) close(); });
  // Marks lead to notes that are folded up, which not every browser unfolds by itself.
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    const folded = target && target.closest('details:not([open])');
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', unfold);
  addEventListener('DOMContentLoaded', unfold);
})();
`;

/** The script's hash for the Content-Security-Policy. If the script changes, the failing test shows the new hash. */
export const pageScriptHash = 'sha256-sHwrEztmRNe7j1JArymX2hmzUcPnDchb16vycZ0qs70=';

/** The search within the page, hidden until its script runs, with the script. */
export function renderSearch(t: RecapMessages): Element[] {
  // The script fills the numbers in.
  const numbers = { count: '{count}', shown: '{shown}' };
  const words = {
    ...{ talk: t('search-talk'), work: t('reading-list'), quote: t('search-quote'), hallway: t('hallway') },
    ...{ question: t('search-question'), photo: t('search-photo'), note: t('search-note') },
    ...{ nothing: t('search-nothing'), found: t('search-found', numbers), foundMany: t('search-found-many', numbers) },
  };
  const field = h('input#find', {
    type: 'search',
    placeholder: t('search'),
    autocomplete: 'off',
    spellCheck: false,
    enterKeyHint: 'search',
    ariaControls: 'found',
    ariaKeyShortcuts: '/',
  });
  const found = h('div.results', h('p.hint', { role: 'status' }), h('ol#found', { ariaLabel: t('search-results') }));
  return [
    h(
      'div.find',
      { role: 'search', hidden: true, dataWords: JSON.stringify(words) },
      onLines(h('label', { htmlFor: 'find' }, t('search')), field, found),
    ),
    h('script', pageScript),
  ];
}
