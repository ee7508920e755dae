import type { ImageBlock } from '@slack/types';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { SectionView } from '#render/view/recap-view.ts';

/** The photo that leads a talk, the first of its own, as Slack holds it; nothing where Slack's id of it isn't known. */
export function leadPicture(
  { section: { photos } }: SectionView,
  pictures: ReadonlyMap<string, string> = new Map(),
): { picture?: ImageBlock } {
  const [lead] = photos;
  const id = lead && pictures.get(lead.file.slice(lead.file.lastIndexOf('/') + 1));
  if (id === undefined) return {};
  const alt = truncate(plainLine(lead!.alt), LIMITS.image.alt) || 'A photo of the talk';
  return { picture: { type: 'image', slack_file: { id }, alt_text: alt } };
}
