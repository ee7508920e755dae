import type { PhrasingContent, RootContent } from 'mdast';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { Recap } from '#domain/recap/recap.ts';
import type { RecapMessages } from '#render/messages/recap-messages.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { viewRecap } from '#render/view/recap-view.ts';
import { recapContents, writeMarkdown } from './markdown.ts';
import { paragraph, text } from './nodes.ts';

/** A canvas holds 1 MiB of Markdown (docs.slack.dev/surfaces/canvases). The margin allows for how Slack counts. */
const MOST_BYTES = 1_000_000;
/** The smallest heading in a canvas. */
const DEEPEST_HEADING = 3;
const LONGEST_TITLE = 200;

/**
 * Renders a recap as a canvas: its title as `text`, and one `markdown` block. In Slack's Markdown, an image may turn
 * into a mention or somebody else's picture, so there are none: photos appear by their captions.
 */
export function renderCanvas(recap: Recap): OutgoingMessage {
  const view = viewRecap(recap);
  const contents = recapContents(view).flatMap(forCanvas);
  const title = [...view.t('recap-title', { conference: view.recap.conference.name })].slice(0, LONGEST_TITLE).join('');
  return {
    text: plainLine(title),
    blocks: [{ type: 'markdown', text: plainAddresses(withinBytes(contents, view.t)) }],
  };
}

/**
 * Removes the escape from `&cid=` in Slack's links to replies. It isn't an entity, and the backslash could be taken for
 * a part of the URL.
 */
function plainAddresses(markdown: string): string {
  return markdown.replaceAll('\\&cid=', '&cid=');
}

function forCanvas(part: RootContent): RootContent[] {
  if (part.type === 'heading') {
    if (part.depth <= DEEPEST_HEADING) return [part];
    return [{ type: 'paragraph', children: [{ type: 'strong', children: part.children }] }];
  }
  if (part.type !== 'paragraph') return [part];
  const children = part.children.filter((child: PhrasingContent) => child.type !== 'image');
  return children.length === 0 ? [] : [{ ...part, children }];
}

/** As much of it as fits, whole parts only; then a sentence says that there is more. */
function withinBytes(contents: RootContent[], t: RecapMessages): string {
  const whole = writeMarkdown(contents);
  if (byteLength(whole) <= MOST_BYTES) return whole;
  const rest = paragraph(text(t('canvas-too-long', { command: '/recap export md' })));
  const end = writeMarkdown([rest]);
  const kept: string[] = [];
  let left = MOST_BYTES - byteLength(end);
  for (const part of contents) {
    const written = writeMarkdown([part]);
    left -= byteLength(written) + 1;
    if (left < 0) break;
    kept.push(written);
  }
  return [...kept, end].join('\n');
}

function byteLength(markdown: string): number {
  return new TextEncoder().encode(markdown).byteLength;
}
