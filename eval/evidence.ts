import { checkPoint, checkQuote, checkSummary, type Refusal } from '#domain/evidence/check-evidence.ts';
import { checkRecommendation } from '#domain/evidence/check-recommendation.ts';
import { loadEnglishWords } from '#domain/evidence/common-words.ts';
import { loadGivenNames } from '#domain/language/person-names.ts';
import { printTable } from '../bench/print-table.ts';
import type { Claim } from './evidence/claims.ts';
import { makeFalseClaims } from './evidence/false-claims.ts';
import { type JudgedSentence, judgedSentences } from './evidence/meaning.ts';
import { answeredClaims, judgeSummary } from './evidence/model-answers.ts';
import { falseTranslations, translatedClaims } from './evidence/translations.ts';
import { extractedClaims, foreignClaims, paraphrasedClaims, readNotedTalks } from './evidence/true-claims.ts';
import { createRandom } from './summaries/seeded-random.ts';

const EACH = 80;
const GOALS = { stopped: 0.99, kept: 0.98, answersKept: 0.99 };

const USAGE = `Usage: npm run eval -- evidence [--verbose] [--seed N]
How many invented statements are stopped, and how many true ones kept, of those that the sample conferences bear out.`;

/** Measures what the evidence stops and keeps; returns the exit code: 1 where a goal is missed, 2 on wrong usage. */
export async function run(args: string[]): Promise<number> {
  const verbose = args.includes('--verbose');
  const [option, seed = '1', ...extra] = args.filter((arg) => arg !== '--verbose');
  if ((option !== undefined && option !== '--seed') || extra.length > 0 || !/^\d+$/.test(seed)) {
    console.error(USAGE);
    return 2;
  }
  const { truths, lies, translations } = await makeClaims(Number(seed));
  const judged = [...truths, ...lies, ...translations].map((claim) => ({ claim, refusal: judge(claim) }));
  if (verbose) printWrong(judged);
  reportMeaning(await judgedSentences(await readNotedTalks()));
  return report(judged) ? 0 : 1;
}

/** What is true of the sample conferences and in other languages, and lies made of it; translations for themselves. */
export async function makeClaims(seed: number): Promise<{ truths: Claim[]; lies: Claim[]; translations: Claim[] }> {
  await Promise.all([loadEnglishWords(), loadGivenNames()]);
  const talks = await readNotedTalks();
  const truths = [
    ...extractedClaims(talks),
    ...(await paraphrasedClaims(talks, 'paraphrases.jsonl')),
    ...(await paraphrasedClaims(talks, 'held-out.jsonl')),
    ...(await foreignClaims()),
  ];
  const answered = await answeredClaims(talks);
  const translated = [
    ...(await translatedClaims(talks, 'translations.jsonl')),
    ...(await translatedClaims(talks, 'held-out-translations.jsonl')),
  ];
  const random = createRandom(seed);
  return {
    truths: [...truths, ...answered.filter(({ isTrue }) => isTrue)],
    lies: [...makeFalseClaims(truths, talks, EACH, random), ...answered.filter(({ isTrue }) => !isTrue)],
    translations: [...translated, ...falseTranslations(translated, talks, EACH, random)],
  };
}

export function judge({ says, context }: Claim): Refusal | 'untranslated' | null {
  if (says.as === 'quote') return checkQuote(says, context);
  if (says.as === 'statement') return judgeSummary(says.summary, context);
  if (says.as === 'translation') return judgeTranslation(says, context);
  return says.as === 'work' ? checkRecommendation(says, context) : checkPoint(says, context);
}

/** Whether a point is shown in the recap's language. */
function judgeTranslation(
  { original, text, noteIds }: Extract<Claim['says'], { as: 'translation' }>,
  context: Claim['context'],
): 'untranslated' | null {
  const point = { text: original, noteIds, agreement: 1, weight: 1, translation: { text } };
  const { summary } = checkSummary({ points: [point], quotes: [], questions: [] }, context);
  return summary.points[0]?.text === text ? null : 'untranslated';
}

/** Prints what the second check, by a model, found about sentences whose names and numbers are right. */
function reportMeaning(sentences: readonly JudgedSentence[]): void {
  const share = (some: readonly JudgedSentence[], of: readonly JudgedSentence[]) =>
    of.length === 0 ? 'record the answers again' : `${((100 * some.length) / of.length).toFixed(1)} %`;
  printTable(
    'What the check by a model keeps and stops, by recorded answers (eval/evidence/meaning)',
    ['kind', '', 'sentences', 'answered', 'right'],
    [...Map.groupBy(sentences, ({ kind }) => kind)].map(([kind, all]) => {
      const answered = all.filter(({ verdict }) => verdict !== undefined);
      const right = answered.filter(({ isTrue, verdict }) => isTrue === (verdict === 'yes'));
      const goal = all[0]!.isTrue ? 'kept' : 'stopped';
      return [kind, goal, String(all.length), String(answered.length), share(right, answered)];
    }),
  );
}

interface Judged {
  claim: Claim;
  refusal: ReturnType<typeof judge>;
}

function report(judged: readonly Judged[]): boolean {
  const rows = [...Map.groupBy(judged, ({ claim }) => claim.kind)].map(([kind, group]) => {
    const { isTrue, lexical } = group[0]!.claim;
    return [kind, verdict(isTrue, lexical), String(group.length), share(group, isTrue)];
  });
  printTable(
    'What the evidence keeps of true statements, and stops of false ones',
    ['kind', '', 'claims', 'right'],
    rows,
  );
  const [translations, inNotesLanguage] = [true, false].map((isTranslation) =>
    judged.filter(({ claim }) => (claim.says.as === 'translation') === isTranslation),
  ) as [Judged[], Judged[]];
  const truths = inNotesLanguage.filter(({ claim }) => claim.isTrue);
  const paraphrased = truths.filter(({ claim }) => claim.kind.startsWith('paraphrased'));
  const answers = truths.filter(({ claim }) => claim.says.as === 'statement');
  const lies = inNotesLanguage.filter(({ claim }) => !claim.isTrue && claim.lexical);
  const turned = inNotesLanguage.filter(({ claim }) => !claim.isTrue && !claim.lexical);
  const falsely = translations.filter(({ claim }) => !claim.isTrue);
  const truly = translations.filter(({ claim }) => claim.isTrue);
  printTable(
    'Together',
    ['', 'claims', 'right', 'goal'],
    [
      ['false names, numbers, quotes, titles and links stopped', String(lies.length), share(lies, false), '99.0 %'],
      ['true points kept', String(truths.length), share(truths, true), '98.0 %'],
      ['of these a model’s answers', String(answers.length), share(answers, true), '99.0 %'],
      ['of these paraphrased', String(paraphrased.length), share(paraphrased, true), ''],
      [
        'meanings turned round stopped: no lexical check can promise it',
        String(turned.length),
        share(turned, false),
        '',
      ],
      [
        'false names, numbers, quotes and links in translations stopped',
        String(falsely.length),
        share(falsely, false),
        '99.0 %',
      ],
      [
        'true points shown translated: the others stay in the language of their notes',
        String(truly.length),
        share(truly, true),
        '',
      ],
    ],
  );
  return (
    rightShare(lies, false) >= GOALS.stopped &&
    rightShare(falsely, false) >= GOALS.stopped &&
    rightShare(truths, true) >= GOALS.kept &&
    rightShare(answers, true) >= GOALS.answersKept
  );
}

function verdict(isTrue: boolean, lexical: boolean): string {
  return isTrue ? 'kept' : lexical ? 'stopped' : 'stopped (no goal)';
}

function rightShare(judged: readonly Judged[], isTrue: boolean): number {
  return judged.filter(({ refusal }) => (refusal === null) === isTrue).length / judged.length;
}

function share(judged: readonly Judged[], isTrue: boolean): string {
  return `${(100 * rightShare(judged, isTrue)).toFixed(1)} %`;
}

function printWrong(judged: readonly Judged[]): void {
  for (const { claim, refusal } of judged) {
    if ((refusal === null) === claim.isTrue) continue;
    const said = claim.says.as === 'work' ? claim.says.title : claim.says.text;
    console.log(`${claim.kind}: ${refusal ?? 'kept'}\n    ${said.replace(/\s+/g, ' ').slice(0, 220)}`);
  }
}
