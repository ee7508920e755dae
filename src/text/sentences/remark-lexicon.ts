import { fold } from '#domain/language/tokenize.ts';

/** Words of remarks, in the languages that notes are taken in most, folded; none that is also a term of a trade. */
const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).map(fold));

/** Who speaks of themselves. `io`, `min`, `bin` and other words that engineers use otherwise are left out. */
export const PERSONAL_WORDS = setOf(
  `i i'm i've i'd i'll im ive me my mine myself ich mir mich mein meine meinen meinem meiner je j'ai moi mes yo soy
  estoy tengo mio mia meu minha estou tenho ik mijn jag mitt`,
);

/** How people call an experience. */
export const JUDGEMENTS = setOf(
  `nice cool great awesome amazing lovely love loved loving good best better worst fun funny hilarious beautiful
  brilliant excellent perfect superb fantastic wonderful interesting boring favourite favorite sad crazy terrible awful
  horrible refreshing impressive inspiring insightful fascinating entertaining engaging thoughtful thought-provoking
  relatable scary depressing disappointing disappointed impressed surprised enjoyed enjoying enjoyable neat biased
  curious wish hope hopes hoped wow
  super toll geil spannend klasse beeindruckend lustig enttäuschend interessant gut besser langweilig
  génial chouette passionnant impressionnant intéressant drôle ennuyeux
  bonito genial interesante impresionante divertido aburrido
  bello bravissimo interessante divertente noioso impressionante
  ótimo chato mooi leuk indrukwekkend boeiend rolig spännande すごい 凄い 素晴らしい 面白い 厉害 太棒了 不错 有意思 대박`,
);

/** What any talk consists of. Not "talk" or "session": people talk of other things, and sessions expire. */
export const EVENT_THINGS = setOf(
  `keynote speaker slide slides presentation vortrag vorträge folie folien exposé charla ponencia diapositiva
  diapositivas intervento palestra praatje`,
);

/** What is said to those who read along. */
export const COURTESIES = setOf(
  `please thanks thank thx cheers hello hi hallo moin bitte danke bonjour salut merci hola gracias ciao grazie olá
  obrigado obrigada hej tack alsjeblieft bedankt`,
);

/** Words that doubt, deny or restrict. */
export const HEDGES = setOf(
  `not no never none nobody nothing neither nor without unsure sure maybe perhaps probably possibly apparently allegedly
  supposedly might may could unless until but however although though except only if
  nicht kein keine nie niemand vielleicht wahrscheinlich angeblich aber jedoch außer nur falls
  pas jamais aucun peut-être probablement mais sauf si nunca nadie quizás quizá tal vez probablemente pero salvo
  non mai nessuno forse probabilmente ma não talvez provavelmente mas niet geen nooit misschien waarschijnlijk maar`,
);
