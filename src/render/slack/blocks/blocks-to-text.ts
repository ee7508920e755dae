import { SOURCE_MARK } from './rich-text.ts';

/** The parts of a block, or of its elements, that hold text. Blocks of stored messages are `unknown`. */
interface Shown {
  type?: string;
  text?: string | Shown;
  label?: Shown;
  placeholder?: Shown;
  title?: Shown;
  alt_text?: string;
  url?: string;
  elements?: Shown[];
  fields?: Shown[];
  accessory?: Shown;
  element?: Shown;
  indent?: number;
}

/** A message or view as plain text, as a terminal shows it: bullets, `> ` before quotes, `[ … ]` for buttons. */
export function blocksToText(blocks: readonly unknown[]): string {
  return paragraphsOf(blocks, true).join('\n\n');
}

/** A message's words alone, for screen readers: without buttons and source marks. */
export function spokenText(blocks: readonly unknown[]): string {
  return paragraphsOf(blocks, false).join('\n');
}

function paragraphsOf(blocks: readonly unknown[], withControls: boolean): string[] {
  return blocks.map((block) => blockText(block as Shown, withControls)).filter((text) => text !== '');
}

function blockText(block: Shown, withControls: boolean): string {
  switch (block.type) {
    case 'rich_text':
      return (block.elements ?? []).map((part) => richPartText(part, withControls)).join('\n');
    case 'actions':
      return withControls ? (block.elements ?? []).map(controlText).join(' ') : '';
    case 'context':
      return (block.elements ?? []).map(textOf).join(' · ');
    case 'input':
      return [textOf(block.label), controlText(block.element ?? {})].join(': ');
    case 'divider':
      return withControls ? '———' : '';
    default: {
      const accessory = withControls && block.accessory !== undefined ? controlText(block.accessory) : '';
      const fields = (block.fields ?? []).map(textOf);
      return [textOf(block.text), ...fields, block.alt_text ?? '', accessory].filter((line) => line !== '').join('\n');
    }
  }
}

function richPartText(part: Shown, withMarks: boolean): string {
  const elements = part.elements ?? [];
  if (part.type === 'rich_text_list') {
    const indent = '  '.repeat(part.indent ?? 0);
    return elements.map((item) => `${indent}• ${inlineText(item.elements ?? [], withMarks)}`).join('\n');
  }
  const text = inlineText(elements, withMarks);
  return part.type === 'rich_text_quote' ? text.replaceAll(/^/gm, '> ') : text;
}

function inlineText(elements: readonly Shown[], withMarks: boolean): string {
  const shown = withMarks ? elements : elements.filter((element) => !isMark(element));
  return shown
    .map((element) => textOf(element) || (element.url ?? ''))
    .join('')
    .trimEnd();
}

function isMark(element: Shown): boolean {
  return element.type === 'link' && element.text === SOURCE_MARK;
}

function controlText(control: Shown): string {
  const words = textOf(control.text) || textOf(control.placeholder);
  return words === '' ? '[ ]' : `[ ${words} ]`;
}

function textOf(shown: Shown | string | undefined): string {
  if (shown === undefined || typeof shown === 'string') return shown ?? '';
  return textOf(shown.text);
}
