import type { Config } from '#config/config.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import type { JobRunner, JobWork } from './jobs.ts';

/** Creates the job runner for a database. On Postgres, several replicas can share the jobs. */
export async function createJobRunner(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  work: JobWork,
  log: Log,
): Promise<JobRunner> {
  if (/^postgres(?:ql)?:/.test(databaseUrl)) {
    const { createPostgresJobRunner } = await import('./pg-boss-jobs.ts');
    return createPostgresJobRunner(databaseUrl, work, log);
  }
  const { createInProcessJobRunner } = await import('./in-process-jobs.ts');
  return createInProcessJobRunner(work, log);
}
