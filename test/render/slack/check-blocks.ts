import assert from 'node:assert/strict';
import { BUDGET, LIMITS } from '#render/slack/blocks/limits.ts';
import { arrayOf, type Check, type CheckOptions, createCheck, type Json } from './block-problems.ts';
import { checkElement, checkImage, checkPlain, checkText } from './check-elements.ts';

/** Fails with all that Slack would refuse in a message, and all that is not only text in it. */
export function checkMessage(message: { text: string; blocks: readonly unknown[] }, options?: CheckOptions): void {
  assert.deepEqual(messageProblems(message, options), []);
}

/** Fails with all that Slack would refuse in a Home tab or a dialog. */
export function checkView(view: unknown, options?: CheckOptions): void {
  assert.deepEqual(viewProblems(view, options), []);
}

export function messageProblems(
  { text, blocks }: { text: string; blocks: readonly unknown[] },
  options: CheckOptions = {},
): string[] {
  const check = createCheck(options);
  check.escaped(text, 'text');
  check.length(text, LIMITS.message.text, 'text');
  check.that(Buffer.byteLength(text) <= LIMITS.message.text, `text has ${Buffer.byteLength(text)} bytes`);
  check.that(blocks.length > 0 && blocks.length <= BUDGET.blocks, `message has ${blocks.length} blocks`);
  for (const [index, block] of blocks.entries()) checkBlock(block as Json, `blocks[${index}]`, check);
  check.that(check.shown <= BUDGET.characters, `message shows ${check.shown} characters`);
  return check.problems;
}

export function viewProblems(given: unknown, options: CheckOptions = {}): string[] {
  const check = createCheck(options);
  const view = given as Json;
  const blocks = arrayOf(view.blocks);
  check.that(['home', 'modal'].includes(view.type), `view has type ${view.type}`);
  check.that(blocks.length > 0 && blocks.length <= LIMITS.view.blocks, `view has ${blocks.length} blocks`);
  if (view.private_metadata !== undefined) {
    check.that(view.private_metadata.length <= LIMITS.view.privateMetadata, 'private_metadata is too long');
  }
  for (const key of ['callback_id', 'external_id']) {
    if (view[key] !== undefined) check.id(view[key], key);
  }
  if (view.type === 'modal') {
    checkPlain(view.title, LIMITS.view.title, 'title', check);
    for (const key of ['submit', 'close']) {
      if (view[key] !== undefined) checkPlain(view[key], LIMITS.view.button, key, check);
    }
    const hasInput = blocks.some(({ type }) => type === 'input');
    check.that(!hasInput || view.submit !== undefined, 'a view with inputs needs a submit button');
  }
  for (const [index, block] of blocks.entries()) checkBlock(block, `blocks[${index}]`, check);
  return check.problems;
}

function checkBlock(block: Json, where: string, check: Check): void {
  if (block.block_id !== undefined) check.blockId(block.block_id, where);
  const elements = arrayOf(block.elements);
  const own = `${where} ${block.type}`;
  switch (block.type) {
    case 'rich_text':
      check.that(elements.length > 0, `${own} is empty`);
      for (const element of elements) checkRichPart(element, own, check);
      break;
    case 'header':
      checkPlain(block.text, LIMITS.header, own, check);
      break;
    case 'section':
      checkSection(block, own, check);
      break;
    case 'context':
      check.that(
        elements.length > 0 && elements.length <= LIMITS.context.elements,
        `${own}: ${elements.length} elements`,
      );
      for (const element of elements) {
        if (element.type === 'image') checkImage(element, own, check);
        else checkText(element, LIMITS.section.text, own, check);
      }
      break;
    case 'actions':
      check.that(
        elements.length > 0 && elements.length <= LIMITS.actions.elements,
        `${own}: ${elements.length} elements`,
      );
      check.unique(
        elements.map(({ action_id }) => action_id),
        'action_id',
        own,
      );
      for (const element of elements) checkElement(element, own, check);
      break;
    case 'input':
      checkPlain(block.label, LIMITS.input.label, `${own} label`, check);
      if (block.hint !== undefined) checkPlain(block.hint, LIMITS.input.hint, `${own} hint`, check);
      checkElement(block.element, own, check);
      break;
    case 'image':
      checkImage(block, own, check);
      if (block.title !== undefined) checkPlain(block.title, LIMITS.image.title, `${own} title`, check);
      break;
    case 'divider':
      break;
    default:
      check.that(false, `${own} is no block that we use`);
  }
}

function checkSection(block: Json, where: string, check: Check): void {
  const fields = arrayOf(block.fields);
  check.that(block.text !== undefined || fields.length > 0, `${where} has neither text nor fields`);
  if (block.text !== undefined) checkText(block.text, LIMITS.section.text, where, check);
  check.that(fields.length <= LIMITS.section.fields, `${where} has ${fields.length} fields`);
  for (const field of fields) checkText(field, LIMITS.section.fieldText, `${where} field`, check);
  if (block.accessory?.type === 'image') checkImage(block.accessory, where, check);
  else if (block.accessory !== undefined) checkElement(block.accessory, where, check);
}

/** Sections, lists of sections and quotes of words and links; people may be named, nobody called all at once. */
function checkRichPart(part: Json, where: string, check: Check): void {
  const elements = arrayOf(part.elements);
  if (part.type === 'rich_text_list') {
    check.that(['bullet', 'ordered'].includes(part.style), `${where} list has style ${part.style}`);
    check.that(elements.length > 0, `${where} list is empty`);
    for (const item of elements) {
      check.that(item.type === 'rich_text_section', `${where} list has a ${item.type}`);
      checkRichPart(item, where, check);
    }
    return;
  }
  const isKnown = ['rich_text_section', 'rich_text_quote', 'rich_text_preformatted'].includes(part.type);
  check.that(isKnown, `${where} has a ${part.type}`);
  check.that(elements.length > 0, `${where} ${part.type} is empty`);
  for (const element of elements) {
    switch (element.type) {
      case 'text':
        check.length(element.text, BUDGET.characters, `${where} text`);
        check.shown += element.text.length;
        break;
      case 'link':
        check.address(element.url, `${where} link`);
        if (element.text !== undefined) check.length(element.text, BUDGET.characters, `${where} link's text`);
        check.shown += (element.text ?? element.url).length;
        break;
      case 'user':
      case 'channel':
      case 'emoji':
      case 'date':
        break;
      default:
        check.that(false, `${where} has a ${element.type}`);
    }
  }
}
