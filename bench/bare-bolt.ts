import { DatabaseSync } from 'node:sqlite';
import { App, HTTPReceiver } from '@slack/bolt';

/**
 * What is measured against: a Bolt app that answers `/recap` and does nothing else; with a file as its argument it
 * stores the text first, in one durable insert. It listens on PORT, and says so when it does.
 */
const [file] = process.argv.slice(2);
const store = file === undefined ? () => {} : openStore(file);

const receiver = new HTTPReceiver({
  signingSecret: process.env.SLACK_SIGNING_SECRET!,
  processBeforeResponse: true,
});
const app = new App({
  token: process.env.SLACK_BOT_TOKEN!,
  receiver,
  processBeforeResponse: true,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL! },
});
app.command('/recap', async ({ ack, command }) => {
  store(command.text);
  await ack({ response_type: 'ephemeral', text: 'Noted.' });
});
await app.start(Number(process.env.PORT));
process.stdout.write('ready\n');

function openStore(path: string): (text: string) => void {
  const database = new DatabaseSync(path);
  database.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)',
  );
  const insert = database.prepare('INSERT INTO note (text) VALUES (?)');
  return (text) => {
    insert.run(text);
  };
}
