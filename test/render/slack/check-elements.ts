import { LIMITS } from '#render/slack/blocks/limits.ts';
import { arrayOf, type Check, type Json } from './block-problems.ts';

/** Buttons, lists and fields. */
export function checkElement(element: Json, where: string, check: Check): void {
  const own = `${where} ${element.type}`;
  if (element.action_id !== undefined) check.id(element.action_id, `${own} action_id`);
  if (element.placeholder !== undefined) {
    checkPlain(element.placeholder, LIMITS.select.placeholder, `${own} placeholder`, check);
  }
  if (element.confirm !== undefined) checkConfirm(element.confirm, own, check);
  switch (element.type) {
    case 'button':
      checkPlain(element.text, LIMITS.button.text, own, check);
      check.that((element.value ?? '').length <= LIMITS.button.value, `${own} has too long a value`);
      if (element.url !== undefined) check.address(element.url, `${own} url`);
      break;
    case 'static_select':
    case 'multi_static_select': {
      const groups = arrayOf(element.option_groups);
      check.that(groups.length <= LIMITS.select.groups, `${own} has ${groups.length} groups`);
      for (const group of groups) {
        checkPlain(group.label, LIMITS.option.text, `${own} group`, check);
        checkOptions(group.options, LIMITS.select.options, own, check);
      }
      if (groups.length === 0) checkOptions(element.options, LIMITS.select.options, own, check);
      checkInitial(element, own, check);
      break;
    }
    case 'checkboxes':
    case 'radio_buttons':
      checkOptions(element.options, LIMITS.choices.options, own, check);
      checkInitial(element, own, check);
      break;
    case 'overflow':
      checkOptions(element.options, LIMITS.overflow.options, own, check);
      break;
    case 'plain_text_input':
      check.that((element.initial_value ?? '').length <= LIMITS.textInput.text, `${own} has too long a text`);
      check.that((element.max_length ?? 0) <= LIMITS.textInput.text, `${own} allows too long a text`);
      break;
    case 'file_input':
      check.that(element.max_files >= 1 && element.max_files <= 10, `${own} takes ${element.max_files} files`);
      break;
    case 'url_text_input':
    case 'external_select':
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select':
    case 'users_select':
    case 'multi_users_select':
    case 'datepicker':
    case 'timepicker':
      checkInitial(element, own, check);
      break;
    default:
      check.that(false, `${own} is no element that we use`);
  }
}

function checkOptions(options: Json, most: number, where: string, check: Check): void {
  const all = arrayOf(options);
  check.that(all.length > 0 && all.length <= most, `${where} has ${all.length} options`);
  check.unique(
    all.map(({ value }) => value),
    'value',
    where,
  );
  for (const { text, value, description } of all) {
    checkText(text, LIMITS.option.text, `${where} option`, check);
    check.length(value, LIMITS.option.value, `${where} option's value`);
    if (description !== undefined) checkPlain(description, LIMITS.option.description, `${where} option`, check);
  }
}

/** What is chosen at first is one of the options, just as it stands among them. */
function checkInitial(element: Json, where: string, check: Check): void {
  const all = [
    ...arrayOf(element.options),
    ...arrayOf(element.option_groups).flatMap((group) => arrayOf(group.options)),
  ];
  const chosen = [
    ...arrayOf(element.initial_options),
    ...(element.initial_option === undefined ? [] : [element.initial_option]),
  ];
  if (element.type === 'external_select') return;
  for (const option of chosen) {
    const isThere = all.some((other) => JSON.stringify(other) === JSON.stringify(option));
    check.that(isThere, `${where} chooses what is no option`);
  }
}

function checkConfirm(confirm: Json, where: string, check: Check): void {
  checkPlain(confirm.title, LIMITS.confirm.title, `${where} confirm title`, check);
  checkText(confirm.text, LIMITS.confirm.text, `${where} confirm`, check);
  checkPlain(confirm.confirm, LIMITS.confirm.button, `${where} confirm button`, check);
  checkPlain(confirm.deny, LIMITS.confirm.button, `${where} deny button`, check);
}

export function checkImage(image: Json, where: string, check: Check): void {
  check.length(image.alt_text, LIMITS.image.alt, `${where} alt_text`);
  if (image.image_url !== undefined) check.address(image.image_url, `${where} image_url`);
}

export function checkText(text: Json, most: number, where: string, check: Check): void {
  if (text?.type !== 'mrkdwn') {
    checkPlain(text, most, where, check);
    return;
  }
  check.length(text.text, most, where);
  check.mrkdwn(text.text, where);
}

export function checkPlain(text: Json, most: number, where: string, check: Check): void {
  check.that(text?.type === 'plain_text', `${where} is no plain_text`);
  check.that(text?.emoji !== true, `${where} reads emoji names`);
  check.length(text?.text, most, where);
}
