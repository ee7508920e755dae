import { initialValues, presetInputs } from './dialogs.ts';

type Told = { [Key in string]?: unknown } & { type?: string };

/**
 * Converts a value for local Slack's page (0.1.8), which shows no rich text, no uploaded pictures, no descriptions of
 * options, and `&amp;` for `&` in an app's text. Rich text becomes a section with the same words.
 *
 * Its source is inserted into the page ({@link pageScript}), so it can't use anything outside of itself.
 *
 * @param origin the page's own, `http://localhost:4747`
 */
export function adaptToPage(value: unknown, origin: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const told = value as Told;
  if (told.type === 'rich_text') {
    const text = partsOf(told).map(showPart).join('\n');
    return { type: 'section', block_id: told.block_id, text: { type: 'mrkdwn', text } };
  }
  if (told.type === 'image' && told.slack_file !== undefined) {
    const { id } = told.slack_file as { id?: string };
    return { ...told, image_url: `/files/any/${id}/any` };
  }
  if (told.value !== undefined && told.description !== undefined) return { ...told, text: wholeText(told) };
  if (typeof told.text === 'string' && (told.type === 'mrkdwn' || told.bot_id !== undefined)) {
    return { ...told, text: ownAddresses(unescaped(told.text)) };
  }
  return value;

  function wholeText({ text, description }: Told): unknown {
    const [begins, goesOn] = [text, description].map((part) => (part as { text?: string }).text);
    return { ...(text as object), text: `${begins} ${goesOn}` };
  }

  function partsOf({ elements }: Told): Told[] {
    return Array.isArray(elements) ? (elements as Told[]) : [];
  }

  function showPart(part: Told): string {
    const inline = (of: Told): string => partsOf(of).map(showInline).join('');
    switch (part.type) {
      case 'rich_text_list': {
        const indent = '\u00a0\u00a0'.repeat(Number(part.indent ?? 0) * 2);
        const isOrdered = part.style === 'ordered';
        const first = Number(part.offset ?? 0) + 1;
        return partsOf(part)
          .map((item, index) => `${indent}${isOrdered ? `${first + index}.` : '•'} ${inline(item)}`)
          .join('\n');
      }
      case 'rich_text_quote':
        return inline(part).replace(/^/gm, '> ');
      default:
        return inline(part).replace(/\n+$/, '');
    }
  }

  function showInline(element: Told): string {
    const words = typeof element.text === 'string' ? element.text : '';
    switch (element.type) {
      case 'link': {
        const url = ownAddresses(URL.parse(String(element.url))?.href ?? '');
        return `<${url}|${styled(plain(words === '' ? url : words), element)}>`;
      }
      case 'user':
        return `<@${element.user_id}>`;
      case 'channel':
        return `<#${element.channel_id}>`;
      case 'emoji':
        return `:${element.name}:`;
      case 'date':
        return plain(String(element.fallback ?? ''));
      default:
        return styled(plain(words), element);
    }
  }

  /** The page would read `<` as the start of a link. */
  function plain(text: string): string {
    return text.replaceAll('<', '<\u2060');
  }

  /** The page recognizes formatting marks only directly next to words and within one line. */
  function styled(text: string, { style = {} }: Told): string {
    const { bold, italic, strike, code } = style as Record<string, boolean>;
    const mark = code ? '`' : bold ? '*' : italic ? '_' : strike ? '~' : '';
    return mark === '' ? text : text.replace(/\S(?:[^\n]*\S)?/g, `${mark}$&${mark}`);
  }

  function unescaped(text: string): string {
    return text.replaceAll('&lt;', '<\u2060').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  }

  /** Makes permalinks lead to this page, which scrolls to the message. */
  function ownAddresses(text: string): string {
    return text.replace(/https?:\/\/[a-z0-9-]+\.slack\.(?:local|com)(?=\/archives\/)/g, origin);
  }
}

interface InputBlock {
  type?: string;
  block_id?: string;
  hint?: { type: string; text: string };
  dispatch_action?: boolean;
  element?: { type?: string };
}

/**
 * Removes inputs that the page can't show, which keep their initial values. The page doesn't tell the bot what is chosen
 * until a form is sent, so menus that change the modal say so. Self-contained like {@link adaptToPage}.
 */
export function shownInputs<Block extends InputBlock>(blocks: readonly Block[]): (Block | InputBlock)[] {
  const known = ['plain_text_input', 'static_select', 'checkboxes', 'radio_buttons', 'datepicker'];
  return blocks.flatMap((block): (Block | InputBlock)[] => {
    const { type, element, dispatch_action: acts } = block;
    if (type !== 'input') return [block];
    if (!known.includes(String(element?.type))) return [];
    if (acts !== true || element?.type !== 'static_select') return [block];
    const { dispatch_action: _, hint: __, ...select } = block;
    const hint = { type: 'plain_text', text: 'In this demo, press Save to see your choice.' };
    return [{ ...select, hint } as InputBlock];
  });
}

/**
 * Shows the newest post with a header from its top; by itself, the page opens at its end, to which it scrolls several
 * times while it loads.
 */
const OPEN_AT_LAST_POST = `
let tries = location.pathname === '/' ? 30 : 0;
for (const kind of ['wheel', 'pointerdown', 'keydown']) addEventListener(kind, () => { tries = 0; }, { once: true });
const openAtLastPost = () => {
  if (tries-- <= 0) return;
  [...document.querySelectorAll('.msg .bk-header')].at(-1)?.closest('.msg').scrollIntoView();
  setTimeout(openAtLastPost, 100);
};
addEventListener('load', openAtLastPost);`;

/** Returns a script to run before the page's own. */
export function pageScript(): string {
  return `<script>
${adaptToPage}
${initialValues}
${shownInputs}
${presetInputs}
${OPEN_AT_LAST_POST}
const parse = JSON.parse;
let proposed = {};
let preset = '';
JSON.parse = (text) => parse(text, (_key, value) => {
  if (value?.type !== 'modal') return adaptToPage(value, location.origin);
  proposed = initialValues(value.blocks);
  const blocks = shownInputs(value.blocks);
  // The page gets each modal more than once and renders it a moment later.
  const told = JSON.stringify([value.id, value.blocks]);
  if (told !== preset) {
    preset = told;
    const show = (tries) => preset !== told || presetInputs(blocks, document) || tries === 0 || setTimeout(show, 50, tries - 1);
    setTimeout(show, 50, 20);
  }
  return { ...value, blocks };
});
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (text) {
  const frame = parse(text);
  const isSubmission = frame.t === 'view_submit';
  send.call(this, isSubmission ? JSON.stringify({ ...frame, values: { ...proposed, ...frame.values } }) : text);
};
</script>`;
}

/**
 * Keeps line breaks of plain text, lets posts use the page's width, and removes desktop columns on phones, which would leave 170 px for messages. `html`
 * raises the specificity above the page's later style.
 */
export const PAGE_STYLE = `<style>
html .plain { white-space: pre-line; }
html .blocks { max-width: none; }
@media (max-width: 640px) {
  html .body { flex-direction: column; }
  html .sidebar { width: auto; display: flex; padding: 0; overflow-x: auto; }
  html :is(.sidebar-header, .sidebar-section, .search-bar, .brand, .app-status, .topbar .status,
    .notif, .sound-toggle, .inspector-toggle) { display: none; }
  html .sidebar-item { width: auto; flex: 0 0 auto; padding: 10px 12px; }
  html .msg { padding: 6px 12px; }
  html .main { min-height: 0; }
  html .bk-select { max-width: 100%; }
  html .thread-pane { position: fixed; inset: 44px 0 0; width: auto !important; z-index: 30; }
}
</style>`;
