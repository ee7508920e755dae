/** Run as a process of its own: opens a database as the bot does, says so, and keeps it until it is killed. */
import { openDatabase } from '#db/open-database.ts';

await openDatabase(process.argv[2]!, { isExclusive: true });
process.stdout.write('open');
setInterval(() => undefined, 60_000);
