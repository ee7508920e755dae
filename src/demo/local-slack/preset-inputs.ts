/** An input block of a dialog, as far as its first values go. */
interface PresetBlock {
  type?: string;
  block_id?: string;
  element?: {
    type?: string;
    action_id?: string;
    options?: { value?: string }[];
    initial_option?: { value?: string };
    initial_options?: { value?: string }[];
  };
}

/**
 * Ticks and chooses in the page's dialog what the bot proposes, as a person would: local Slack's page shows it empty.
 * Answers whether all of its inputs were there. Its source is put into the page (adapt-page), so it uses nothing from
 * outside of itself; `page` is the browser's document.
 */
export function presetInputs(
  blocks: readonly PresetBlock[],
  // biome-ignore lint/suspicious/noExplicitAny: the browser's own types are not those of this program
  page: any,
): boolean {
  const selects = [...page.querySelectorAll('.modal .bk-select')];
  for (const { type, block_id, element } of blocks) {
    if (type !== 'input' || element === undefined) continue;
    const proposed = (element.initial_options ?? [element.initial_option]).map((option) => option?.value);
    if (element.type === 'static_select') {
      const select = selects.shift();
      if (select === undefined) return false;
      if (proposed[0] === undefined) continue;
      const view = page.defaultView;
      // As if it were chosen: what is set past the page's library it would not notice.
      Object.getOwnPropertyDescriptor(view.HTMLSelectElement.prototype, 'value')!.set!.call(select, proposed[0]);
      select.dispatchEvent(new view.Event('change', { bubbles: true }));
    }
    if (element.type !== 'checkboxes' && element.type !== 'radio_buttons') continue;
    const name = `${block_id}.${element.action_id}`;
    const boxes = [...page.querySelectorAll('.modal input')].filter((box) => box.name === name);
    if (boxes.length < (element.options?.length ?? 0)) return false;
    for (const [index, { value }] of (element.options ?? []).entries()) {
      if (proposed.includes(value) && !boxes[index].checked) boxes[index].click();
    }
  }
  return true;
}
