import { dirname, join } from 'node:path';

/** Where photos are kept: beside the SQLite file, else, with a database elsewhere, in `data`. */
export function filesFolder(databaseUrl: string): string {
  const file = /^sqlite:(?!:memory:)(.+)$/.exec(databaseUrl)?.[1];
  return join(file === undefined ? 'data' : dirname(file), 'files');
}
