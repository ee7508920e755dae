import { buffer } from 'node:stream/consumers';
import type { ExportFormat, Recap } from '#domain/recap/recap.ts';
import { renderDocument } from '#render/exports/render-document.ts';
import type { ExportedPhoto, RenderedFile } from '#usecases/ports/slack.ts';

/** The most bytes of photos embedded in a page that a phone can still open. */
const MOST_INSIDE = 8_000_000;

/**
 * Packs a recap and its photos into one file: photos go into the HTML page if they aren't too large, else (and for
 * Markdown) into a zip with the document.
 */
export async function packRecap(
  format: ExportFormat,
  recap: Recap,
  photos: readonly ExportedPhoto[],
): Promise<RenderedFile> {
  if (photos.length === 0 || (format !== 'html' && format !== 'md')) return renderDocument(format, recap);
  const bytes = photos.reduce((sum, { content }) => sum + content.byteLength, 0);
  if (format === 'html' && bytes <= MOST_INSIDE) return inOnePage(recap, photos);
  const document = renderDocument(format, recap);
  return {
    path: document.path.replace(/\.(\w+)$/, '-$1.zip'),
    content: await zip([document, ...photos.map(({ file, content }) => ({ path: file, content }))]),
  };
}

async function inOnePage(recap: Recap, photos: readonly ExportedPhoto[]): Promise<RenderedFile> {
  const { renderHtml } = await import('#render/html/page.ts');
  const sources = new Map(
    photos.map(({ file, type, content }) => [
      file,
      `data:image/${type === 'jpg' ? 'jpeg' : type};base64,${Buffer.from(content).toString('base64')}`,
    ]),
  );
  const photoSource = (file: string) => sources.get(file) ?? '';
  return { path: 'recap.html', content: renderHtml(recap, { photosInside: true, photoSource }) };
}

async function zip(files: readonly RenderedFile[]): Promise<Uint8Array> {
  const { ZipFile } = await import('yazl');
  const archive = new ZipFile();
  // A fixed time, so that the same recap gives the same bytes.
  const mtime = new Date(Date.UTC(1980, 0, 1));
  for (const { path, content } of files) archive.addBuffer(Buffer.from(content as Uint8Array), path, { mtime });
  archive.end();
  return buffer(archive.outputStream as NodeJS.ReadableStream);
}
