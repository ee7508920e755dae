import { fold } from './tokenize.ts';

/**
 * Stop words per language, folded. Only closed classes (articles, pronouns, prepositions, conjunctions, auxiliaries,
 * particles): content words are weighted by how rare they are, not by lists. For languages that aren't listed, these
 * frequencies must do.
 */
const WORDS: Record<KnownLanguage, string> = {
  en: `a an the this that these those some any each every all both either neither no none such same other another
    i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself it
    its itself they them their theirs themselves one ones who whom whose which what whatever someone somebody
    something anyone anybody anything everyone everybody everything nobody nothing here there where when why how
    and or but nor so if then than because as until while although though whether since unless
    of at by for with about against between into through during before after above below to from up down in out on
    off over under again further onto upon per via within without toward towards along across around behind beside
    am is are was were be been being have has had having do does did doing done will would shall should can could
    may might must ought get gets got getting gotten go goes going went let lets make makes made
    not only own too very just also even still yet ever now already quite rather almost much many more most few
    less least lot lots bit well really actually basically kind sort like
    i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll
    he'll she'll we'll they'll isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't
    shan't shouldn't can't cannot couldn't mustn't that's who's what's here's there's where's when's how's it'll
    dont cant wont didnt doesnt isnt im ive youre thats gonna wanna gotta etc ie eg vs`,
  de: `der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner dies diese dieser
    dieses diesem diesen jene jeder jede jedes alle allen aller alles ich mich mir mein meine wir uns unser unsere
    du dich dir dein ihr euch euer er ihn ihm sein seine sie ihnen ihre ihrer ihren es man sich wer wen wem was
    welche welcher welches und oder aber denn sondern dass daß wenn weil ob als wie wo wann warum damit obwohl
    während bis seit in im ins an am ans auf aus bei beim mit nach von vom vor zu zum zur über unter um durch für
    gegen ohne zwischen hinter neben ist sind war waren bin bist seid sein gewesen wird werden wurde wurden worden
    hat haben hatte hatten habe kann können konnte muss müssen soll sollte sollten will wollen darf dürfen mag
    nicht nur auch noch schon sehr so dann da hier dort doch ja nein mal eben halt immer mehr viel viele`,
  fr: `le la les l un une des du de d ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur
    leurs je j tu il elle on nous vous ils elles me m te t se s lui y en qui que qu quoi dont où ou et mais donc or
    ni car si comme quand lorsque parce puisque à au aux avec dans par pour sur sous sans vers chez entre selon est sont
    était étaient être été suis es sommes êtes a ai as avons avez ont avait avaient avoir fait faire peut peuvent
    pouvoir doit doivent va vont ne n pas plus moins très aussi bien tout tous toute toutes c'est n'est qu'il qu'on
    d'un d'une l'on cela ça ceci même encore alors ici là`,
  es: `el la los las un una unos unas lo al del este esta estos estas ese esa eso esos esas aquel yo tú él ella
    nosotros vosotros ellos ellas usted ustedes me te se nos os le les mi mis tu tus su sus nuestro nuestra que qué
    quien quién cual cuál donde dónde cuando cuándo como cómo y e o u pero sino porque si aunque mientras de a en
    con por para sin sobre entre hasta desde hacia según es son era eran ser sido fue fueron está están estaba estar hay
    ha han haber había he hemos tiene tienen tener hace hacer puede pueden poder debe va van no ni más menos muy
    también tan todo toda todos todas ya aquí allí así`,
  it: `il lo la i gli le un uno una l dei degli delle del dello della al allo alla ai agli alle dal dallo dalla dai dagli
    dalle nel nello nella nei negli nelle sullo sui sugli sulle
    sul sulla questo questa questi queste quello quella io tu lui lei noi voi loro mi ti si ci vi ne mio mia suo sua
    nostro nostra che chi cui quale dove quando come e ed o ma se perché mentre di a da in con su per tra fra è sono
    era erano essere stato sia ha hanno ho avere aveva fa fare può possono deve non più meno molto anche tutto tutti
    tutta già qui così`,
  pt: `o a os as um uma uns umas ao aos à às do da dos das no na nos nas num numa este esta isto esse essa isso
    aquele eu tu ele ela nós vós eles elas você vocês me te se lhe meu minha seu sua nosso nossa que quem qual onde
    quando como e ou mas porque se embora de em com por para sem sobre entre até desde é são era eram ser foi foram
    está estão estar há tem têm ter tinha faz fazer pode podem deve vai não nem mais menos muito também tudo todos
    já aqui assim`,
  nl: `de het een dit dat deze die ik mij me mijn wij we ons onze jij je jouw u uw hij hem zijn zij ze haar hun hen
    het men zich wie wat welke waar wanneer waarom hoe en of maar want dus als omdat dat toen terwijl van in op aan
    met voor door bij naar uit over onder tegen tussen zonder tot om te is zijn was waren ben bent wordt worden werd
    heeft hebben had heb kan kunnen kon moet moeten zal zullen zou wil willen mag niet geen ook nog al wel heel zo
    dan er hier daar meer veel`,
  sv: `en ett den det de denna detta dessa jag mig min du dig din han hon hans hennes vi oss vår ni er de dem deras
    sig som vad vem vilken var när varför hur och eller men för att om eftersom i på av med till från vid under över
    mellan utan hos är var vara varit blir bli har hade ha kan kunde ska skulle måste vill inte bara också än så då här
    där mycket mer alla`,
};

/** Languages with a list of stop words, by ISO 639-1 code. */
export type KnownLanguage = 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'nl' | 'sv';

const BY_LANGUAGE = Object.entries(WORDS).map(
  ([language, words]) => [language as KnownLanguage, new Set(words.split(/\s+/).map(fold))] as const,
);
const FUNCTION_WORDS = new Set(BY_LANGUAGE.flatMap(([, words]) => [...words]));

/** Minimum number and share of function words to recognize a language: `do` alone may also be Polish. */
const LEAST = { words: 2, share: 0.15, shareOfOne: 0.4 };

/** Returns whether a folded word is a function word in any known language. */
export function isFunctionWord(folded: string): boolean {
  return FUNCTION_WORDS.has(folded);
}

/** Returns the language that most of these folded words belong to, or undefined if too few belong to a known one. */
export function languageOf(folded: readonly string[]): KnownLanguage | undefined {
  const counts = BY_LANGUAGE.map(
    ([language, words]) => [language, folded.filter((word) => words.has(word)).length] as const,
  );
  const [language, most] = counts.reduce((best, one) => (one[1] > best[1] ? one : best));
  const share = most / folded.length;
  const isEnough = most >= LEAST.words ? share >= LEAST.share : share >= LEAST.shareOfOne;
  return isEnough ? language : undefined;
}

/** Words that refer back to a thing that was mentioned before, folded; a text that starts with one depends on it. */
export const REFERS_TO_THING: ReadonlySet<string> = new Set(
  'this that these those it its such which dass diese dieser dieses es ca cela ceci ce cette eso esto ello questo cio isso isto dat dit deze'.split(
    ' ',
  ),
);
/** Words that refer back to a person. */
export const REFERS_TO_PERSON: ReadonlySet<string> = new Set(
  'he she they him her them his their er sie ils elles elle ella ellos lui lei loro ele ela eles hij zij hon'.split(
    ' ',
  ),
);
/** "Also" and "plus" are left out: a sentence that starts with them can be understood alone. */
export const CONNECTIVES: ReadonlySet<string> = new Set(
  (
    'and but or because then otherwise therefore thus hence instead however though nor yet consequently same either ' +
    'und aber oder weil denn deshalb daher trotzdem sondern et mais ou donc car pourtant y pero o porque entonces ' +
    'e ma perche quindi mas entao maar want dus och eller darfor'
  ).split(' '),
);
