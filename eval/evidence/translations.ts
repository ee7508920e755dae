import { checkPoint } from '#domain/evidence/check-evidence.ts';
import { numbersIn } from '#domain/evidence/check-numbers.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import type { Claim } from './claims.ts';
import { type NotedTalk, notedPoints, readRows } from './true-claims.ts';

type Random = () => number;

const pick = <Value>(values: readonly Value[], random: Random): Value => values[Math.floor(random() * values.length)]!;

/** How somebody is said to have said a sentence, and how a clause with a name is added to one. */
const SAYING: Record<string, { said: string[]; added: string[]; count: string[] }> = {
  de: {
    said: ['Laut NAME: ', 'NAME sagte: ', 'NAME erklärte, dass sie es so sehen. '],
    added: [', wie NAME zeigt', ', sagt NAME', ' und NAME'],
    count: ['zwei', 'drei', 'vier', 'sieben', 'neun', 'zwölf', 'elf', 'zwanzig'],
  },
  fr: {
    said: ['Selon NAME : ', 'NAME a dit : ', 'NAME pense ainsi. '],
    added: [', comme le montre NAME', ', dit NAME', ' et NAME'],
    count: ['deux', 'trois', 'quatre', 'sept', 'neuf', 'douze', 'onze', 'vingt'],
  },
  es: {
    said: ['Según NAME: ', 'NAME dijo: ', 'NAME piensa así. '],
    added: [', como muestra NAME', ', dice NAME', ' y NAME'],
    count: ['dos', 'tres', 'cuatro', 'siete', 'nueve', 'doce', 'once', 'veinte'],
  },
  it: {
    said: ['Secondo NAME: ', 'NAME ha detto: ', 'NAME la pensa così. '],
    added: [', come mostra NAME', ', dice NAME', ' e NAME'],
    count: ['due', 'tre', 'quattro', 'sette', 'nove', 'dodici', 'undici', 'venti'],
  },
  pt: {
    said: ['Segundo NAME: ', 'NAME disse: ', 'NAME pensa assim. '],
    added: [', como mostra NAME', ', diz NAME', ' e NAME'],
    count: ['dois', 'três', 'quatro', 'sete', 'nove', 'doze', 'onze', 'vinte'],
  },
  nl: {
    said: ['Volgens NAME: ', 'NAME zei: ', 'NAME denkt er zo over. '],
    added: [', zoals NAME laat zien', ', zegt NAME', ' en NAME'],
    count: ['twee', 'drie', 'vier', 'zeven', 'negen', 'twaalf', 'elf', 'twintig'],
  },
  sv: {
    said: ['Enligt NAME: ', 'NAME sade: ', 'NAME tycker så. '],
    added: [', som NAME visar', ', säger NAME', ' och NAME'],
    count: ['två', 'tre', 'fyra', 'sju', 'nio', 'tolv', 'elva', 'tjugo'],
  },
};

/** Of nobody and nothing in the sample conferences. */
const INVENTED = ['Marta', 'Ingrid Solberg', 'Okonkwo', 'Zalando', 'Contoso', 'Priya Natarajan', 'Birgit', 'Nexora'];

interface Lie {
  kind: string;
  tell(text: string, language: string, names: string[], random: Random): string | undefined;
}

const LIES: Lie[] = [
  {
    kind: 'a number changed',
    tell: (text, _language, _names, random) => {
      const digits = /\d+/.exec(text);
      if (digits === null) return undefined;
      return text.replace(digits[0], String(Number(digits[0]) + 1 + Math.floor(random() * 40)));
    },
  },
  {
    kind: 'a number worded otherwise',
    tell: (text, language, _names, random) => {
      const digits = /\d+/.exec(text)?.[0];
      if (digits === undefined) return undefined;
      const count = pick(SAYING[language]!.count, random);
      const says = numbersIn(count, language as KnownLanguage);
      return says.has(digits) ? undefined : text.replace(digits, count);
    },
  },
  {
    kind: 'a name swapped between talks',
    tell: (text, _language, names, random) => {
      const own = [...text.matchAll(/(?<=[\p{Ll},] )\p{Lu}\p{L}*\p{Lu}?\p{L}+/gu)].map(([name]) => name);
      return own.length === 0 ? undefined : text.replace(pick(own, random), pick(names, random));
    },
  },
  {
    kind: 'said by a speaker of another talk, or by nobody there',
    tell: (text, language, names, random) =>
      `${pick(SAYING[language]!.said, random).replace('NAME', pick([...names, ...INVENTED], random))}${text}`,
  },
  {
    kind: 'a name added',
    tell: (text, language, _names, random) =>
      text.replace(/\.$/, `${pick(SAYING[language]!.added, random).replace('NAME', pick(INVENTED, random))}.`),
  },
  {
    kind: 'a link or a quote added',
    tell: (text, _language, _names, random) =>
      text.replace(/\.$/, pick([': https://example.com/a.', ' (docs.example.org).', ': “ceci est cela”.'], random)),
  },
];

/**
 * True points with what a language model said of them in the recap's language; those held out were written after the
 * check was last changed. Of points that the evidence refuses no translation is looked at.
 */
export async function translatedClaims(
  talks: readonly NotedTalk[],
  file: 'translations.jsonl' | 'held-out-translations.jsonl',
): Promise<Claim[]> {
  const kind = file === 'translations.jsonl' ? 'a translation' : 'a translation, held out';
  const rows = await readRows(file);
  return notedPoints(talks, rows).flatMap(({ noteIds, context }, index): Claim[] => {
    const { text: original, to, translated } = rows[index]!;
    if (checkPoint({ text: original, noteIds }, context) !== null) return [];
    const says = { as: 'translation', original, text: translated!, language: to!, noteIds } as const;
    return [{ kind, lexical: true, isTrue: true, says, context }];
  });
}

/** Lies of each kind, told in translations of what is true. */
export function falseTranslations(
  truths: readonly Claim[],
  talks: readonly NotedTalk[],
  each: number,
  random: Random,
): Claim[] {
  return LIES.flatMap(({ kind, tell }) => {
    const made: Claim[] = [];
    for (let tries = 0; tries < each * 8 && made.length < each; tries++) {
      const { says, context } = pick(truths, random);
      if (says.as !== 'translation') continue;
      const noted = [...says.noteIds.map((id) => context.notes.get(id)!.text), context.talk?.title ?? ''].join('\n');
      const speakers = talks
        .filter(({ talk }) => talk?.id !== context.talk?.id)
        .flatMap(({ talk }) => talk?.speakers.map(({ name }) => name) ?? [])
        .filter((name) => !noted.includes(name.split(' ').at(-1)!));
      const text = tell(says.text, says.language, speakers, random);
      if (text === undefined || text === says.text) continue;
      made.push({
        kind: `a translation: ${kind}`,
        lexical: true,
        isTrue: false,
        says: { ...says, text },
        context,
      });
    }
    return made;
  });
}
