import type { Element } from 'hast';
import { h } from 'hastscript';
import { onLines } from './nodes.ts';
import { pageScript } from './page-script.ts';

/** The search within the page, hidden until its script runs, with the script. */
export function renderSearch(): Element[] {
  const field = h('input#find', {
    type: 'search',
    placeholder: 'Search this recap',
    autocomplete: 'off',
    spellCheck: false,
    enterKeyHint: 'search',
    ariaControls: 'found',
    ariaKeyShortcuts: '/',
  });
  const found = h('div.results', h('p.hint', { role: 'status' }), h('ol#found', { ariaLabel: 'Found' }));
  return [
    h(
      'div.find',
      { role: 'search', hidden: true },
      onLines(h('label', { htmlFor: 'find' }, 'Search this recap'), field, found),
    ),
    h('script', pageScript),
  ];
}
