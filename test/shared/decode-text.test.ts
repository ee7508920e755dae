import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from '#shared/decode-text.ts';

const TEXT = '{"title": "Größe – zählt"}';

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

test('UTF-8 and UTF-16 are recognized with and without a byte order mark', () => {
  const wide = Buffer.from(TEXT, 'utf16le');
  const swapped = Buffer.from(wide).swap16();
  assert.equal(decodeText(Buffer.from(TEXT)), TEXT);
  assert.equal(decodeText(Buffer.from(`\ufeff${TEXT}`)), TEXT);
  assert.equal(decodeText(Buffer.concat([Buffer.from([0xff, 0xfe]), wide])), TEXT);
  assert.equal(decodeText(Buffer.concat([Buffer.from([0xfe, 0xff]), swapped])), TEXT);
  assert.equal(decodeText(wide), TEXT);
  assert.equal(decodeText(swapped), TEXT);
});

test('other character sets are named by the server, the XML declaration or the page, else Windows-1252', () => {
  assert.equal(decodeText(latin1('Gr\xf6\xdfe \x96 z\xe4hlt')), 'Größe – zählt');
  assert.equal(decodeText(latin1('\xd2\xe5\xec\xe0'), 'windows-1251'), 'Тема');
  const xml = '<?xml version="1.0" encoding="windows-1251"?><t>';
  assert.equal(decodeText(latin1(`${xml}\xd2\xe5\xec\xe0`)), `${xml}Тема`);
  const page = '<html><head><meta charset="iso-8859-2">';
  assert.equal(decodeText(latin1(`${page}\xb1`)), `${page}ą`);
});

test('valid UTF-8 is UTF-8, whatever it is called', () => {
  assert.equal(decodeText(Buffer.from('Größe'), 'iso-8859-1'), 'Größe');
  assert.equal(decodeText(Buffer.from('Größe'), 'no-such-charset'), 'Größe');
});

test('a damaged character does not change the character set', () => {
  const bytes = Buffer.concat([Buffer.from('Größe zählt'), Buffer.from([0xff]), Buffer.from(' mehr')]);
  assert.equal(decodeText(bytes), 'Größe zählt\ufffd mehr');
});
