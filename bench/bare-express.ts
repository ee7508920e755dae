import { readFileSync } from 'node:fs';
import express from 'express';

/** What is measured against: a bare Express route that sends the bytes of a file from memory. PORT, and the file. */
const page = readFileSync(process.argv[2]!);
const app = express();
app.get('/r/page', (_request, response) => {
  response.type('html').send(page);
});
app.listen(Number(process.env.PORT), () => process.stdout.write('ready\n'));
