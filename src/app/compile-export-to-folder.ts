import { basename } from 'node:path';
import { loadModelConfig } from '#config/config.ts';
import type { ExportFormat, Recap } from '#domain/recap/recap.ts';
import { AppError } from '#errors.ts';
import type { FileToWrite } from '#files/write-folder.ts';
import type { SlackExport } from '#slack-export/open-export.ts';
import type { BookLookup } from '#usecases/ports/summarizer.ts';
import type { CompileReport, ExportOptions, Progress } from '#usecases/recap/compile-export.ts';
import { withoutPhotos } from '#usecases/recap/recap-photos.ts';
import { createSummarizer } from './create-language-model.ts';
import { loadSchedule } from './load-schedule.ts';

export interface CompileRequest extends Omit<ExportOptions, 'channels'> {
  exportPath: string;
  schedule?: string;
  channel: string[];
  /** Default: a language model if one is configured. */
  summarizer?: 'extractive' | 'openai';
  points: number;
  format: ExportFormat[];
  out: string;
  lookup?: boolean;
  contact?: string;
  allowPrivateAddresses?: boolean;
}

/** Someone waiting at a terminal can wait for a slow model. */
const COMPILE_DEADLINE_MS = 10 * 60_000;

export async function compileToFolder(
  request: CompileRequest,
  onProgress: (progress: Progress) => void,
): Promise<{ report: CompileReport; files: string[] }> {
  const model = request.summarizer === 'extractive' ? undefined : loadModelConfig();
  if (request.summarizer === 'openai' && model === undefined) {
    throw new AppError(
      'bad-input',
      'No language model is configured. Set OPENAI_API_KEY in the environment or .env (and OPENAI_BASE_URL and OPENAI_MODEL for another provider), or use --summarizer extractive.',
    );
  }
  onProgress({ step: 'Reading the export', done: 0 });
  // Loaded after the first output: the parsers for schedules and zips take a moment to load.
  const { openExport } = await import('#slack-export/open-export.ts');
  const { compileExport } = await import('#usecases/recap/compile-export.ts');
  const source = await openExport(request.exportPath);
  try {
    const report = await compileExport(
      { ...request, channels: request.channel },
      await loadSchedule(request.schedule, request.allowPrivateAddresses === true),
      {
        source,
        summarizer: await createSummarizer(model, { deadlineMs: COMPILE_DEADLINE_MS }),
        maxPoints: request.points,
        lookup: await createLookup(request),
        onProgress,
      },
    );
    const showsPhotos = request.format.includes('md') || request.format.includes('html');
    const { converted, failed } = await convertPhotos(showsPhotos ? report.recap : undefined, source, onProgress);
    if (failed.size > 0) {
      report.warnings.push(
        `Photos that can't be converted from HEIC are left out: ${[...failed].map((file) => basename(file)).join(', ')}. ` +
          'Save them as JPEG and add them to the recap by hand.',
      );
    }
    onProgress({ step: 'Writing files', done: 0 });
    const { writeFolder } = await import('#files/write-folder.ts');
    const recap = withoutPhotos(report.recap, failed);
    const documents = await renderDocuments(recap, request.format);
    const photos = (showsPhotos ? photosOf(recap) : []).map((path) => ({
      path,
      content: async () => converted.get(path) ?? source.openPhoto(basename(path)),
    }));
    await writeFolder(request.out, [...documents, ...photos]);
    return {
      report,
      files: [...documents.map(({ path }) => path), ...(photos.length > 0 ? ['photos/'] : [])],
    };
  } finally {
    await source.close();
  }
}

async function createLookup({ lookup, contact }: CompileRequest): Promise<BookLookup | undefined> {
  if (lookup !== true) return undefined;
  if (contact === undefined) {
    throw new AppError(
      'wrong-usage',
      'Open Library needs to know how to reach you. Add --contact with your email address or web page.',
    );
  }
  const { createOpenLibraryLookup } = await import('#books/open-library.ts');
  return createOpenLibraryLookup({ contact });
}

async function renderDocuments(recap: Recap, formats: ExportFormat[]): Promise<FileToWrite[]> {
  const { documentPath, renderDocument } = await import('#render/exports/render-document.ts');
  return formats.map((format) => ({
    path: documentPath(format),
    content: async () => renderDocument(format, recap).content,
  }));
}

function photosOf(recap: Recap): string[] {
  const sections = recap.days.flatMap((day) => [...day.talks, day.hallway]);
  return sections.flatMap(({ photos }) => photos.map(({ file }) => file));
}

/** Converts the HEIC photos of a recap, which browsers don't show, to JPEG, by their files. */
async function convertPhotos(
  recap: Recap | undefined,
  { heicPhotos, openPhoto }: Pick<SlackExport, 'heicPhotos' | 'openPhoto'>,
  onProgress: (progress: Progress) => void,
): Promise<{ converted: Map<string, Uint8Array>; failed: Set<string> }> {
  const files = recap === undefined ? [] : photosOf(recap).filter((file) => heicPhotos.has(basename(file)));
  const converted = new Map<string, Uint8Array>();
  const failed = new Set<string>();
  for (const [index, file] of files.entries()) {
    onProgress({ step: 'Converting photos', done: index, total: files.length });
    const { preparePhoto } = await import('#files/prepare-photo.ts');
    const photo = await openPhoto(basename(file)).then(preparePhoto, () => undefined);
    if (photo === undefined) failed.add(file);
    else converted.set(file, photo.content);
  }
  return { converted, failed };
}
