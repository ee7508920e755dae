/**
 * Run as a process of its own: opens the database that it is given, writes into it, and says how that went. With
 * `crash` it dies as soon as the last write is acknowledged.
 */
import { openDatabase } from '#db/open-database.ts';
import { AppError } from '#errors.ts';

try {
  const { database } = await openDatabase(process.argv[2]!);
  for (let i = 0; i < 20; i++) {
    await database.runTransaction(async ({ optOuts }) => {
      await optOuts.ofTeam('T1');
      await optOuts.add('T1', `${process.pid}-${i}`);
    });
  }
  if (process.argv[3] === 'crash') process.kill(process.pid, 'SIGKILL');
  await database.close();
  process.stdout.write('done');
} catch (error) {
  process.stdout.write(error instanceof AppError ? `${error.code}: ${error.message}` : String(error));
}
