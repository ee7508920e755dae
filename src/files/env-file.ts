import { randomUUID } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { AppError } from '#errors.ts';

/** Sets variables in the text of an env file: replaces their lines or appends them, and keeps all others. */
export function setVariables(text: string, values: Readonly<Record<string, string>>): string {
  let result = text;
  for (const [name, value] of Object.entries(values)) {
    const line = `${name}=${value}`;
    const there = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=.*$`, 'gm');
    if (there.test(result)) result = result.replace(there, () => line);
    else result += `${result === '' || result.endsWith('\n') ? '' : '\n'}${line}\n`;
  }
  return result;
}

/** Reads a file; undefined if it doesn't exist. @throws AppError `bad-input` */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new AppError('bad-input', `The file ${path} can't be read. Make it readable, or move it away.`, {
      cause,
    });
  }
}

/**
 * Writes a file that only its owner can read, atomically and synchronously, so that no signal interrupts it.
 * @throws AppError `failed`
 */
export function writeSecretFile(path: string, text: string): void {
  let draft: string | undefined;
  try {
    const target = readTextFile(path) === undefined ? path : realpathSync(path);
    draft = `${target}.${randomUUID()}`;
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    renameSync(draft, target);
  } catch (cause) {
    if (draft !== undefined) rmSync(draft, { force: true });
    if (cause instanceof AppError) throw cause;
    throw new AppError('failed', `Can't write ${path}. Make its folder writable, then run it again.`, {
      cause,
    });
  }
}
