import { basename } from 'node:path';
import { loadModelConfig } from '#config/config.ts';
import type { ExportFormat, Recap } from '#domain/recap/recap.ts';
import { AppError } from '#errors.ts';
import type { FileToWrite } from '#files/write-folder.ts';
import type { BookLookup } from '#usecases/ports/summarizer.ts';
import type { CompileReport, ExportOptions, Progress } from '#usecases/recap/compile-export.ts';
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
  lookup: boolean;
  contact?: string;
  allowPrivateAddresses: boolean;
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
      'No language model is configured. Set OPENAI_API_KEY, and OPENAI_BASE_URL and OPENAI_MODEL for another than OpenAI’s, in the environment or .env; or use --summarizer extractive.',
    );
  }
  onProgress({ step: 'Reading export', done: 0 });
  // Loaded after the first output: the parsers for schedules and zips take a moment to load.
  const { openExport } = await import('#slack-export/open-export.ts');
  const { compileExport } = await import('#usecases/recap/compile-export.ts');
  const source = await openExport(request.exportPath);
  try {
    const report = await compileExport(
      { ...request, channels: request.channel },
      await loadSchedule(request.schedule, request.allowPrivateAddresses),
      {
        source,
        summarizer: await createSummarizer(model, { deadlineMs: COMPILE_DEADLINE_MS }),
        maxPoints: request.points,
        lookup: await createLookup(request),
        onProgress,
      },
    );
    onProgress({ step: 'Writing files', done: 0 });
    const { writeFolder } = await import('#files/write-folder.ts');
    const documents = await renderDocuments(report.recap, request.format);
    const showsPhotos = request.format.includes('md') || request.format.includes('html');
    const photos = showsPhotos ? photosToWrite(report.recap, (name) => source.openPhoto(name)) : [];
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
  if (!lookup) return undefined;
  if (contact === undefined) {
    throw new AppError(
      'wrong-usage',
      'Open Library asks for a contact. Add --contact with a mail address or a web page of yours.',
    );
  }
  const { createOpenLibraryLookup } = await import('#books/open-library.ts');
  return createOpenLibraryLookup({ contact });
}

async function renderDocuments(recap: Recap, formats: ExportFormat[]): Promise<FileToWrite[]> {
  const { renderDocument } = await import('#render/exports/render-document.ts');
  return formats.map((format) => renderDocument(format, recap));
}

function photosToWrite(recap: Recap, open: (name: string) => Promise<Uint8Array>): FileToWrite[] {
  return recap.days
    .flatMap((day) => [...day.talks, day.hallway])
    .flatMap(({ photos }) => photos)
    .map(({ file }) => ({ path: file, content: () => open(basename(file)) }));
}
