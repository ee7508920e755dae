import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Span } from '#domain/notes/note.ts';
import { smallTalkScore } from '#domain/placement/small-talk-score.ts';
import { anyText } from '#test/any-text.ts';
import { assertCpuTime } from '#test/cpu-time.ts';

const scoreOf = (text: string, spans: Span[] = []): number => smallTalkScore({ text, spans });

describe('smallTalkScore', () => {
  it('recognizes everyday chat in several languages', () => {
    for (const line of [
      'anyone know where the coats go?',
      'thank you both!',
      'haha',
      'I am outside, ten minutes',
      'is there tea left?',
      'bis gleich',
      'hat wer eine Steckdose?',
      "où est l'entrée ?",
      '¿dónde están los baños?',
      'grazie!',
      'где кофе?',
      '谢谢大家',
      'コーヒーはどこですか?',
      'yesss',
    ]) {
      assert.ok(scoreOf(line) > 0.5, `${line}: ${scoreOf(line)}`);
    }
  });

  it('recognizes notes on a talk', () => {
    for (const line of [
      'Latency budget:',
      'Quorum sensing',
      'Three causes:\n• fsync\n• retries\n• clock drift',
      '"Slow is smooth, smooth is fast"',
      'p99 = 40 ms after the migration to io_uring',
      'Konsens braucht eine Mehrheit der Kundschafterinnen',
      'Les abeilles votent en dansant devant la ruche',
      'the scheduler preempts a goroutine after ten milliseconds of running without a function call',
    ]) {
      assert.ok(scoreOf(line) < 0, `${line}: ${scoreOf(line)}`);
    }
  });

  it('tells what something is owed to from thanks', () => {
    for (const line of [
      'Thanks to caching the page loads in two seconds',
      'Gracias a la caché la página carga en dos segundos',
      'Dank dem Cache lädt die Seite schneller',
      'Grâce au cache, la page est rapide',
      'Grazie alla cache la pagina è veloce',
      'Graças ao cache a página é rápida',
      'Dankzij de cache laadt de pagina snel',
      'Tack vare cachen laddas sidan snabbt',
    ]) {
      assert.ok(scoreOf(line) < 0, `${line}: ${scoreOf(line)}`);
    }
    for (const line of [
      'Thanks to everyone for coming',
      'Gracias a todos',
      'Thanks to our sponsors!',
      'Grazie a tutti',
    ]) {
      assert.ok(scoreOf(line) > 0.5, `${line}: ${scoreOf(line)}`);
    }
  });

  it('scores emoji alone as small talk, and a bare link as content', () => {
    assert.ok(scoreOf(':joy: :+1:') > 3);
    assert.ok(scoreOf('👏👏') > 3);
    assert.ok(scoreOf('+1') > 1);
    assert.ok(scoreOf('https://example.org/slides.pdf') < 0);
  });

  it('scores a channel-wide announcement as small talk however long it is', () => {
    assert.ok(scoreOf('@channel the postmortem template for distributed consensus failures has moved to the wiki') > 3);
    assert.ok(scoreOf('PSA: the postmortem template for distributed consensus failures has moved to the wiki') > 3);
  });

  it('scores quotation marks, code and emphasis as signs of a note', () => {
    const text = 'we are all late';
    assert.ok(scoreOf(text, [{ kind: 'quote', start: 0, end: text.length }]) < scoreOf(text));
    assert.ok(scoreOf(text, [{ kind: 'code', start: 0, end: 2 }]) < scoreOf(text));
    assert.ok(scoreOf(text, [{ kind: 'bold', start: 0, end: 2 }]) < scoreOf(text));
  });

  it('returns a finite number for any text', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 300 }), (text) => {
        assert.ok(Number.isFinite(scoreOf(text)));
      }),
    );
  });

  it('takes linear time', () => {
    for (const text of ['a'.repeat(300_000), ': '.repeat(150_000), ':a'.repeat(150_000), '!?'.repeat(150_000)]) {
      assertCpuTime(1_000, () => scoreOf(text));
    }
  });
});
